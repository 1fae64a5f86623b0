"""A text as it is read: its paragraphs, and the lists that somebody typed or pasted in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from callforprojects.core.text.cleaning import ListItem, clean, list_item

_MOST_LINES = 2000  # past them all is paragraphs: an item costs a document as much as ten lines
_LEAST_ITEMS = 2  # a line alone may begin with a dash, or with the number of a street

Kind = Literal["paragraphs", "bullets", "numbers"]
_Line = tuple[str, ListItem]


@dataclass(slots=True)
class TextLine:
    """A paragraph, or an item of a list with those under it."""

    text: str
    nested: list[str] = field(default_factory=list)


@dataclass(slots=True)
class TextBlock:
    """Paragraphs that follow each other, or one list; `start` is the number of its first item."""

    kind: Kind
    lines: list[TextLine]
    start: int = 1


def text_blocks(text: str) -> list[TextBlock]:
    """The text, cut where a list begins or ends. Empty lines leave nothing.

    Two lines that follow each other and begin with a bullet are a list, and so are two with numbers
    that follow each other. Nothing of what was typed is lost but the signs of the list.
    """
    lines = [line for line in clean(text).split("\n") if line.strip()]
    if len(lines) > _MOST_LINES:
        return [_paragraphs(lines)]
    blocks: list[TextBlock] = []
    read = [(line, list_item(line)) for line in lines]
    for is_item, group in groupby(read, key=lambda pair: pair[1] is not None):
        pairs = list(group)
        run = [(line, item) for line, item in pairs if item is not None]
        found = _lists(run, is_first=not blocks) if is_item else [_paragraphs(map(_text, pairs))]
        blocks.extend(found)
    return _joined(blocks)


def _text(pair: tuple[str, ListItem | None]) -> str:
    return pair[0]


def _paragraphs(lines: Iterable[str]) -> TextBlock:
    return TextBlock("paragraphs", [TextLine(line) for line in lines])


def _lists(run: Sequence[_Line], *, is_first: bool) -> list[TextBlock]:
    """Lines that all look like items, as lists; those that stand alone in theirs, as they were."""
    margin, outer = _margin(run, is_first=is_first), run[0][1].sign
    blocks: list[TextBlock] = []
    original_lines: list[list[str]] = []
    for line, item in run:
        last = blocks[-1] if blocks else None
        is_under = item.number is None and (
            item.margin > margin or (item.sign == "◦" and outer != "◦")
        )
        if last and is_under:
            last.lines[-1].nested.append(item.text)
        elif last and _goes_on(last, item):
            last.lines.append(TextLine(item.text))
        else:
            kind: Kind = "bullets" if item.number is None else "numbers"
            blocks.append(TextBlock(kind, [TextLine(item.text)], _start(item)))
            original_lines.append([])
        original_lines[-1].append(line)
    return [
        block if len(lines) >= _LEAST_ITEMS else _paragraphs(lines)
        for block, lines in zip(blocks, original_lines, strict=True)
    ]


def _margin(run: Sequence[_Line], *, is_first: bool) -> int:
    """Of the items that are under no other. The first line of a text has lost its own."""
    first = run[0][1]
    if not is_first:
        return first.margin
    return min((item.margin for _line, item in run[1:] if item.sign == first.sign), default=0)


def _start(item: ListItem) -> int:
    return 1 if item.number is None else item.number


def _goes_on(block: TextBlock, item: ListItem) -> bool:
    if item.number is None:
        return block.kind == "bullets"
    return block.kind == "numbers" and item.number == block.start + len(block.lines)


def _joined(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """Paragraphs that follow each other as one block."""
    joined: list[TextBlock] = []
    for block in blocks:
        if joined and block.kind == joined[-1].kind == "paragraphs":
            joined[-1].lines.extend(block.lines)
        else:
            joined.append(block)
    return joined
