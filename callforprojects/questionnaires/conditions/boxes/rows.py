"""What the boxes of a condition hold: rows and groups of rows, as texts, one level deep."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.core.text.labels import LabelledEnum


class MatchOf(LabelledEnum):
    """Which of the conditions of a group have to hold."""

    ALL = "all", _("all of these conditions hold")
    ANY = "any", _("at least one of these conditions holds")
    NONE = "none", _("none of these conditions holds")
    NOT_ALL = "not_all", _("one of these conditions does not hold")


class TextOf(StrEnum):
    """The boxes of a row, by what they hold."""

    VALUE = "value"
    HIGH = "high"
    PERCENT = "percent"
    OTHER = "other"
    MONTHS = "months"
    DAYS = "days"
    SIDE = "side"


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One comparison: the name of a fact, the code of what it is compared by, and texts.

    `chosen` are choices, or references of places; `place_text` a place that is added.
    """

    id: str
    fact: str = ""
    code: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    chosen: Sequence[str] = ()
    place_text: str = ""

    def text(self, name: str) -> str:
        """What stands in one of its boxes."""
        return self.place_text if name == "added" else self.texts.get(name, "")


@dataclass(frozen=True, slots=True)
class ConditionGroup:
    """Rows of which all, or one, or none have to hold."""

    id: str
    match: MatchOf = MatchOf.ANY
    rows: Sequence[ConditionRow] = ()


@dataclass(frozen=True, slots=True)
class ConditionBoxes:
    """All the boxes: without a row, there is no condition. `newest` is the part just added."""

    match: MatchOf = MatchOf.ALL
    parts: Sequence[ConditionRow | ConditionGroup] = ()
    newest: str = ""

    @property
    def rows(self) -> Iterator[ConditionRow]:
        """Those of groups too."""
        for part in self.parts:
            yield from part.rows if isinstance(part, ConditionGroup) else (part,)


def with_row_added(boxes: ConditionBoxes, group_id: str = "") -> ConditionBoxes:
    """An empty row more, at the end, or at the end of a group."""
    if not group_id:
        row = ConditionRow(_next_id(part.id for part in boxes.parts))
        return replace(boxes, parts=[*boxes.parts, row], newest=row.id)
    parts: list[ConditionRow | ConditionGroup] = []
    newest = ""
    for part in boxes.parts:
        if isinstance(part, ConditionGroup) and part.id == group_id:
            newest = f"{group_id}-{_next_id(row.id.rpartition('-')[2] for row in part.rows)}"
            parts.append(replace(part, rows=[*part.rows, ConditionRow(newest)]))
        else:
            parts.append(part)
    return replace(boxes, parts=parts, newest=newest)


def with_group_added(boxes: ConditionBoxes) -> ConditionBoxes:
    """A group with an empty row, at the end."""
    identifier = _next_id(part.id for part in boxes.parts)
    row = ConditionRow(f"{identifier}-0")
    group = ConditionGroup(identifier, rows=[row])
    return replace(boxes, parts=[*boxes.parts, group], newest=row.id)


def with_part_removed(boxes: ConditionBoxes, part_id: str) -> ConditionBoxes:
    """Without a row or a group; a group goes with its last row."""
    parts: list[ConditionRow | ConditionGroup] = []
    for part in boxes.parts:
        if part.id == part_id:
            continue
        if not isinstance(part, ConditionGroup):
            parts.append(part)
        elif rows := [row for row in part.rows if row.id != part_id]:
            parts.append(replace(part, rows=rows))
    return replace(boxes, parts=parts, newest="")


def _next_id(known: Iterator[str]) -> str:
    return str(max((int(each) for each in known), default=-1) + 1)


BoxErrors = Mapping[str, Sentence]
"""What is wrong, by the identifier of a box."""
