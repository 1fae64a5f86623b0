"""The columns of a list: how they are called, and what a row has in them."""

from collections.abc import Callable, Iterable
from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from callforprojects.core.data import formats
from callforprojects.core.data.money import Money
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import pgettext

Row = TypeVar("Row")


class SortOrder(StrEnum):
    """Which way a list is sorted: what stands before the name of the column in its address."""

    ASC = ""
    DESC = "-"
    """From the largest to the smallest, from the latest to the oldest."""

    @property
    def opposite(self) -> "SortOrder":
        return SortOrder.ASC if self is SortOrder.DESC else SortOrder.DESC


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: how it is called, and what a row has in it, on the page and in a spreadsheet.

    `value` gives a text, a number, Money, a date, an aware datetime, a boolean or None.
    """

    key: str
    label: Sentence
    value: Callable[[Row], Any]
    _: KW_ONLY
    sorts: SortOrder | None = None
    """The way of the first click on its heading; None when the list is not sorted by it."""
    is_heading: bool = False
    """It names its row, and cannot be hidden."""
    is_number: bool = False
    is_status: bool = False
    """Its value has a label and a tone."""
    is_unbroken: bool = False
    """It is read in one piece: a reference."""
    is_free_text: bool = False
    """People wrote it: it may be in another direction than the page."""
    is_extra: bool = False
    """It is shown when it is asked for."""
    is_exported: bool = True

    @property
    def is_sortable(self) -> bool:
        return self.sorts is not None

    def texts(self, rows: Iterable[Row]) -> list[str]:
        """What its cells show, row by row."""
        return [to_display(self.value(row)) for row in rows]

    def values(self, rows: Iterable[Row]) -> list[Any]:
        """What its cells hold, row by row."""
        return [self.value(row) for row in rows]

    def in_words(self, value: Any) -> str:  # noqa: ANN401  # whatever a cell holds
        """A value of this column that no row has: a total."""
        return to_display(value)


def text_column(
    key: str,
    label: Sentence,
    value: Callable[[Row], Any],
    *,
    is_heading: bool = False,
    is_extra: bool = False,
) -> Column[Row]:
    """A column of what people wrote, by which the list is sorted."""
    return Column(
        key,
        label,
        value,
        sorts=SortOrder.ASC,
        is_heading=is_heading,
        is_free_text=True,
        is_extra=is_extra,
    )


def number_column(
    key: str, label: Sentence, value: Callable[[Row], Any], *, is_extra: bool = False
) -> Column[Row]:
    """A column of amounts or counts: the first click on its heading shows the largest."""
    return Column(key, label, value, sorts=SortOrder.DESC, is_number=True, is_extra=is_extra)


def to_display(value: Any) -> str:  # noqa: ANN401  # whatever a cell holds
    """A value as a cell of a page writes it."""
    if value is None or type(value) is str:  # most of them
        return value or ""
    if isinstance(value, Money):
        return formats.money(value)
    if isinstance(value, bool):
        return str(pgettext("cell", "Yes") if value else pgettext("cell", "No"))
    if isinstance(value, int | Decimal | float):
        return formats.number(value)
    if isinstance(value, date):
        return formats.short_instant(value) if isinstance(value, datetime) else formats.day(value)
    return str(value.label if isinstance(value, StrEnum) and hasattr(value, "label") else value)
