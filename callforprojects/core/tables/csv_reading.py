"""Lists that people send from a spreadsheet or paste: their encoding, separator and lines."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _

_SEPARATORS = ";\t,"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
NOT_A_LIST = _(
    "This is no list that can be read. Save it from your spreadsheet as CSV, then send it again."
)


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line that is not blank: its number from 1, where it begins, and its cells."""

    number: int
    cells: tuple[str, ...]


def text_of_list(content: bytes) -> str:
    """The text of a file, as spreadsheets write them: UTF-8, UTF-16 with its mark, Windows-1252.

    Raises DomainError for what is no text.
    """
    try:
        if content.startswith(_UTF_16):
            return content.decode("utf-16")
        if b"\0" in content:
            raise DomainError(NOT_A_LIST)
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def lines_of_list(text: str) -> Iterator[ListLine]:
    """Its lines, cut at semicolons, tabs or commas: those that its first line has most of.

    Cells are trimmed. Raises DomainError for quotes that nothing can make sense of.
    """
    rows = text.splitlines(keepends=True)
    first = next((row for row in rows if row.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(rows, delimiter=separator)
    try:
        begins = 1
        for row in reader:
            cells = tuple(cell.strip() for cell in row)
            if any(cells):
                yield ListLine(begins, cells)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise DomainError(NOT_A_LIST) from error
