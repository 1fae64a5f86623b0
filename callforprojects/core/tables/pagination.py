"""Lists cut into pages: one query for the rows, one for their number."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnClause, Select, and_, case, func, select, tuple_

from callforprojects.core.data.database import db
from callforprojects.core.tables.columns import SortOrder
from callforprojects.core.tables.filters import TabFilter
from callforprojects.core.tables.state import TableState

T = TypeVar("T")
U = TypeVar("U")
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list."""

    items: Sequence[T]
    page: int
    per_page: int
    total: int
    first_key: uuid.UUID | None = None
    """The identifier of its first row, where the page before it ends at a row."""
    last_key: uuid.UUID | None = None

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.per_page))

    def of(self, items: Sequence[U]) -> "Page[U]":
        """The same page, of what its items are shown as."""
        return Page(items, self.page, self.per_page, self.total, self.first_key, self.last_key)

    @property
    def has_previous(self) -> bool:
        return self.page > 1

    @property
    def has_next(self) -> bool:
        return self.page < self.pages

    @property
    def first(self) -> int:
        """The number of the first row shown, from 1; 0 in an empty list."""
        return 0 if not self.items else (self.page - 1) * self.per_page + 1

    @property
    def last(self) -> int:
        return 0 if not self.items else self.first + len(self.items) - 1

    @property
    def near(self) -> list[int | None]:
        """The pages to link to: the ends and the neighbours; None where some are left out."""
        last = self.pages
        wanted = {1, last, self.page - 1, self.page, self.page + 1}
        numbers: list[int | None] = []
        for number in sorted(page_number for page_number in wanted if 1 <= page_number <= last):
            if numbers and number != (numbers[-1] or 0) + 1:
                numbers.append(None)
            numbers.append(number)
        return numbers


def paginate(query: Select[T], *, page: int = 1, per_page: int = PER_PAGE) -> Page[T]:
    """Run the query for one page (numbered from 1). A page past the end is empty."""
    total = row_count(query)
    rows = query.limit(per_page).offset((max(page, 1) - 1) * per_page)
    return Page(db.session.scalars(rows).unique().all(), max(page, 1), per_page, total)


def paginate_by_key(query: Select[T], state: TableState, *, per_page: int = PER_PAGE) -> Page[T]:
    """The same for a list with a `key`: a page beside another costs the same however far it is.

    Nothing is shown twice, or missed, when rows are added meanwhile. A page that is asked by its
    number alone, or beside a row that is no more, is counted from the start.
    """
    items = _beside(query, state, per_page)
    if not items:
        return _keyed(paginate(state.applied_to(query), page=state.page, per_page=per_page))
    total = row_count(state.applied_to(query))
    return _keyed(Page(items, state.page, per_page, total))


def _keyed(page: Page[Any]) -> Page[Any]:
    ends = (page.items[0].id, page.items[-1].id) if page.items else (None, None)
    return replace(page, first_key=ends[0], last_key=ends[1])


def _beside(query: Select[T], state: TableState, per_page: int) -> Sequence[T]:
    """The rows after one, or before one, in the order of the list."""
    row, key = state.after or state.before, state.table.key
    column = state.table.column(state.sort_key)
    if row is None or key is None or column is None:
        return ()
    is_after = state.after is not None
    order = state.sort_order if is_after else state.sort_order.opposite
    here = select(*column.order_parts).where(key == row).correlate(None)
    place, edge = tuple_(*column.order_parts), here.scalar_subquery()
    beyond = place < edge if order is SortOrder.DESC else place > edge
    found = query.where(beyond, *state.conditions).order_by(None).order_by(*column.ordered(order))
    rows = db.session.scalars(found.limit(per_page)).all()
    return rows if is_after else rows[::-1]


def paginate_rows(
    query: Select[Any], *, page: int = 1, per_page: int = PER_PAGE, total: int | None = None
) -> Page[Any]:
    """The same for a query of columns, whose rows are read by name.

    `total`, when it is known otherwise, spares the counting.
    """
    found = row_count(query) if total is None else total
    rows = query.limit(per_page).offset((max(page, 1) - 1) * per_page)
    return Page(db.session.execute(rows).all(), max(page, 1), per_page, found)


def whole_page(rows: Sequence[T]) -> Page[T]:
    """A list that is never cut: all its rows, on one page."""
    return Page(rows, 1, max(len(rows), 1), len(rows))


def tab_counts(query: Select[Any], state: TableState, tab: TabFilter) -> dict[str, int]:
    """How many rows the same search finds under each tab, in one query."""
    options = [option.value for option in tab.options()]
    columns = [func.count(case((and_(*tab.conditions(value)), 1))) for value in options]
    counted = query.with_only_columns(*columns, maintain_column_froms=True).order_by(None)
    row = db.session.execute(counted.where(*state.conditions_besides(tab))).one()
    return dict(zip(options, row, strict=True))


def row_count(query: Select[Any]) -> int:
    """How many rows a query gives."""
    columns, bare = query.selected_columns, query.order_by(None).options()
    if isinstance(columns[0], ColumnClause):
        bare = bare.with_only_columns(columns[0])  # its table is where the joins begin
    else:  # a column that is a query of its own would be counted without the table
        counted_column = next(
            (column for column in columns if isinstance(column, ColumnClause)), columns[0]
        )
        bare = bare.with_only_columns(counted_column, maintain_column_froms=True)
    return db.session.scalar(select(func.count()).select_from(bare.subquery())) or 0
