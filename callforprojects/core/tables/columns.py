"""The columns of a list: how they are called, what a row has in them, how they sort it."""

from collections.abc import Callable, Iterable
from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum, auto
from typing import Any, Generic, TypeVar

from callforprojects.core.data import formats
from callforprojects.core.data.money import Money
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import pgettext

Row = TypeVar("Row")
Sql = Any
"""A column of a table or an expression of SQL."""


class SortOrder(StrEnum):
    """Which way a list is sorted: what stands before the name of the column in its address."""

    ASC = ""
    DESC = "-"
    """From the largest to the smallest, from the latest to the oldest."""

    @property
    def opposite(self) -> "SortOrder":
        return SortOrder.ASC if self is SortOrder.DESC else SortOrder.DESC

    def of(self, expression: Sql) -> Sql:
        """An expression of SQL, this way."""
        return expression.desc() if self is SortOrder.DESC else expression.asc()


class InMemory(Enum):
    """How a column sorts rows that are all in memory (`core.tables.in_memory`)."""

    BY_VALUE = auto()
    """By what its cell holds."""


BY_VALUE = InMemory.BY_VALUE


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: how it is called, and what a row has in it, on the page and in a spreadsheet.

    `value` gives a text, a number, Money, a date, an aware datetime, a boolean or None. `order_by`
    is what the database sorts the list by, an expression of SQL or several; None when the list is
    not sorted by this column. Rows without any come last, whichever the way.
    """

    key: str
    label: Sentence
    value: Callable[[Row], Any]
    _: KW_ONLY
    order_by: Sql | tuple[Sql, ...] | InMemory | None = None
    first_order: SortOrder = SortOrder.ASC
    """The way of the first click on its heading."""
    is_always_filled: bool = False
    """No row of the list lacks it: an index gives its order."""
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
        return self.order_by is not None

    @property
    def order_parts(self) -> tuple[Sql, ...]:
        """The expressions that sort the list; none of a column by which it is not sorted."""
        if self.order_by is None:
            return ()
        return self.order_by if isinstance(self.order_by, tuple) else (self.order_by,)

    def ordered(self, order: SortOrder) -> list[Sql]:
        """The ORDER BY that sorts a list by this column."""
        turned = [order.of(part) for part in self.order_parts]
        return turned if self.is_always_filled else [part.nulls_last() for part in turned]

    def texts(self, rows: Iterable[Row]) -> list[str]:
        """What its cells show, row by row."""
        return [cell_text(self.value(row)) for row in rows]

    def values(self, rows: Iterable[Row]) -> list[Any]:
        """What its cells hold, row by row."""
        return [self.value(row) for row in rows]

    def in_words(self, value: Any) -> str:  # noqa: ANN401  # whatever a cell holds
        """A value of this column that no row has: a total."""
        return cell_text(value)


@dataclass(frozen=True, slots=True)
class NamedOrder:
    """An order that is offered by its name, one way only: that of a list without headings."""

    key: str
    label: Sentence
    order_by: tuple[Sql, ...]


def text_column(
    key: str,
    label: Sentence,
    value: Callable[[Row], Any],
    **options: Any,  # noqa: ANN401  # those of a column
) -> Column[Row]:
    """A column of what people wrote."""
    return Column(key, label, value, is_free_text=True, **options)


def number_column(
    key: str,
    label: Sentence,
    value: Callable[[Row], Any],
    **options: Any,  # noqa: ANN401  # those of a column
) -> Column[Row]:
    """A column of amounts or counts: the first click on its heading shows the largest."""
    return Column(key, label, value, first_order=SortOrder.DESC, is_number=True, **options)


def action_column() -> Column[Any]:
    """The last column, of buttons: its template writes it."""
    return Column("action", pgettext("list", "Action"), lambda _row: None, is_exported=False)


def cell_text(value: Any) -> str:  # noqa: ANN401  # whatever a cell holds
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
