"""Lists as files for a spreadsheet, CSV or XLSX: read in any country, and nothing in them runs."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.money import Money
from callforprojects.core.tables import Column, cell_text
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import current_language

Row = TypeVar("Row")
_CUTS = ",;|\t\r\n"  # where one spreadsheet or another begins a new cell, quoted or not
_SIGNS = "-=+@＝＋－＠"  # the wide twins run too
_FORMULA = re.compile(rf'^(?=[\t\r\n])|(?:^|(?<=[{_CUTS}]))(?=[ "\u00a0\u202f]*[{_SIGNS}])')
_LONGEST_CELL = 32_767  # of a spreadsheet
_LONGEST_SHEET_NAME = 31
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_NO_FILE_NAME = re.compile(r"[^A-Za-z0-9]+")
_WIDTHS = {"heading": 50, "number": 16, "text": 24}
_DAY = {"fr": "dd/mm/yyyy", "en": "d mmm yyyy"}
_CSV = {"fr": (";", ","), "en": (",", ".")}
_FORMATS = {"euros": '#,##0.00\\ "€"', "whole": "#,##0", "decimal": "#,##0.00"}
_OPTIONS = {
    "constant_memory": True,  # a row is written to the disk before the next one is made
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class FileFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"

    @property
    def content_type(self) -> str:
        if self is FileFormat.CSV:
            return "text/csv"
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spreadsheet(Generic[Row]):
    """A list to download: `name` becomes the file's, its first part that of the sheet."""

    name: Sequence[Sentence]
    columns: Sequence[Column[Row]]
    rows: Iterable[Row]

    def headings(self) -> list[str]:
        return [str(column.label) for column in self.columns]

    def lines(self) -> Iterable[list[Any]]:
        """The values, row by row: nothing is kept."""
        return ([column.value(row) for column in self.columns] for row in self.rows)


def spreadsheet_content(sheet: Spreadsheet[Any], wanted: FileFormat) -> io.BytesIO:
    """The list in one of the formats."""
    return csv_of(sheet) if wanted is FileFormat.CSV else xlsx_of(sheet)


def file_name(parts: Sequence[Sentence], ending: str) -> str:
    """`candidatures-DVD-2026-2026-11-22.csv`: the parts, then today in Paris, in plain letters."""
    today = to_paris(now()).date().isoformat()
    apart = (unicodedata.normalize("NFKD", str(part)) for part in parts)
    plain = ("".join(sign for sign in part if not unicodedata.combining(sign)) for part in apart)
    words = (_NO_FILE_NAME.sub("-", part).strip("-") for part in plain)
    return "-".join([*filter(None, words), today]) + f".{ending}"


def csv_of(sheet: Spreadsheet[Any]) -> io.BytesIO:
    """UTF-8 with its mark, which a spreadsheet of the reader's language opens as it is.

    Semicolons and decimal commas in French, commas and points in English.
    """
    file = io.BytesIO()
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    separator, point = _CSV[current_language()]
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow([harmless(heading) for heading in sheet.headings()])
    writer.writerows([_csv_cell(value, point) for value in line] for line in sheet.lines())
    text.detach()
    file.seek(0)
    return file


def harmless(text: str) -> str:
    """An apostrophe stands before whatever a spreadsheet would run as a formula.

    A program that is told another separator than ours cuts the cell at it, in spite of the
    quotes: what follows each of them could begin a formula as well as the text itself.
    """
    return _FORMULA.sub("'", text)


def xlsx_of(sheet: Spreadsheet[Any]) -> io.BytesIO:
    """One sheet: a heading that stays in sight, numbers that add up, dates that sort."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as workbook:
        workbook.set_properties({"title": str(sheet.name[0])})
        page = workbook.add_worksheet(_sheet_name(sheet.name[0]))
        looks = {name: workbook.add_format({"num_format": f}) for name, f in _FORMATS.items()}
        day = _DAY[current_language()]
        looks["day"] = workbook.add_format({"num_format": day})
        looks["moment"] = workbook.add_format({"num_format": f"{day} hh:mm"})
        _set_columns(page, sheet.columns)
        page.write_row(0, 0, sheet.headings(), workbook.add_format({"bold": True, "bottom": 1}))
        last = 0
        for last, line in enumerate(sheet.lines(), start=1):
            for place, value in enumerate(line):
                _write(page, (last, place), value, looks)
        page.autofilter(0, 0, last, len(sheet.columns) - 1)
    file.seek(0)
    return file


def _set_columns(page: Worksheet, columns: Sequence[Column[Any]]) -> None:
    page.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        kind = "heading" if column.is_heading else "number" if column.is_number else "text"
        page.set_column(place, place, _WIDTHS[kind])


def _write(page: Worksheet, place: tuple[int, int], value: Any, looks: dict[str, Any]) -> None:  # noqa: ANN401  # whatever a cell holds
    if value is None or value == "":
        return
    if isinstance(value, Money):
        page.write_number(*place, float(value.amount), looks["euros"])
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        look = looks["whole" if isinstance(value, int) else "decimal"]
        page.write_number(*place, float(value), look)
    elif isinstance(value, datetime):
        page.write_datetime(*place, to_paris(value).replace(tzinfo=None), looks["moment"])
    elif isinstance(value, date):
        page.write_datetime(*place, value, looks["day"])
    else:
        page.write_string(*place, cell_text(value)[:_LONGEST_CELL])


def _csv_cell(value: Any, point: str) -> str:  # noqa: ANN401  # whatever a cell holds
    if value is None:
        return ""
    if isinstance(value, Money | Decimal | float):
        return str(value).replace(".", point)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, datetime):
        return to_paris(value).strftime("%d/%m/%Y %H:%M")
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else harmless(cell_text(value))


def _sheet_name(name: Sentence) -> str:
    return _NO_SHEET_NAME.sub(" ", str(name))[:_LONGEST_SHEET_NAME].strip() or "1"
