"""What a list can show, and what an address asks of it: each change gives another address."""

import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, TypeVar, TypeVarTuple
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Select
from sqlalchemy.sql.visitors import iterate

from callforprojects.core.data.database import Base
from callforprojects.core.tables.columns import Column, NamedOrder, Row, SortOrder, Sql
from callforprojects.core.tables.filters import Filter, TabFilter, day_in
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import pgettext

Choice = TypeVar("Choice", bound=StrEnum)
Ts = TypeVarTuple("Ts")
_IDENTIFIER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,4}")  # beyond any list


@dataclass(frozen=True, kw_only=True)
class Table(Generic[Row]):
    """What a list can show, by what it can be narrowed, and how it is sorted at first.

    `ties` sort what is equal otherwise, always this way: the same row is never on two pages.
    """

    columns: Sequence[Column[Row]] = ()
    orders: Sequence[NamedOrder] = ()
    filters: Sequence[Filter] = ()
    sort: str = ""
    ties: Sequence[Sql] = ()
    where: "Callable[[TableState], Sequence[ColumnElement[bool]]] | None" = None
    """What several filters ask together, besides what each asks by itself."""
    key: Sql | None = None
    """The identifier of a row, in a list that may be very long: the next page begins after a row
    and not after so many of them. What sorts such a list tells all its rows apart.
    """

    @cached_property
    def sorts(self) -> frozenset[str]:
        """All that `sort` may say."""
        keys = [column.key for column in self.columns if column.is_sortable]
        named = [order.key for order in self.orders]
        return frozenset([*(way + key for key in keys for way in SortOrder), *named, self.sort])

    @property
    def offered_sorts(self) -> dict[str, Sentence]:
        """The same for a choice on a phone, which has no headings."""
        offered: dict[str, Sentence] = {order.key: order.label for order in self.orders}
        for column in self.columns:
            if column.is_sortable:
                offered[column.key] = pgettext("sort", "%(column)s, ascending", column=column.label)
                offered[SortOrder.DESC + column.key] = pgettext(
                    "sort", "%(column)s, descending", column=column.label
                )
        return offered

    def column(self, key: str) -> Column[Row] | None:
        """The column of this name."""
        return next((column for column in self.columns if column.key == key), None)

    @cached_property
    def usual_columns(self) -> frozenset[str]:
        return frozenset(column.key for column in self.columns if not column.is_extra)

    @cached_property
    def exported(self) -> Sequence[Column[Row]]:
        """The columns of a spreadsheet: all that exist, whatever the page shows."""
        return tuple(column for column in self.columns if column.is_exported)

    def state_of(self, arguments: Mapping[str, Sequence[str]]) -> "TableState":
        """Read an address (`request.args.to_dict(flat=False)`).

        What makes no sense there is as if it were not: an old link shows the list all the same.
        """

        def first(key: str) -> str:
            return next(iter(arguments.get(key, ())), "")

        sort, page = first("sort"), first("page")
        texts = {table_filter: first(table_filter.key).strip() for table_filter in self.filters}
        filters = {
            table_filter.key: table_filter.clean(text) for table_filter, text in texts.items()
        }
        return TableState(
            table=self,
            sort=sort if sort in self.sorts else self.sort,
            columns=self._columns(arguments.get("columns", ())),
            page=int(page) if _PAGE_NUMBER.fullmatch(page) else 1,
            after=self._row(first("after")),
            before=self._row(first("before")),
            filters={key: value for key, value in filters.items() if value},
            refused={
                table_filter.key: text
                for table_filter, text in texts.items()
                if text and table_filter.refusal and not filters[table_filter.key]
            },
        )

    def _row(self, text: str) -> uuid.UUID | None:
        is_one = self.key is not None and _IDENTIFIER.fullmatch(text)
        return uuid.UUID(text) if is_one else None

    def _columns(self, chosen: Sequence[str]) -> frozenset[str]:
        known = {column.key for column in self.columns}.intersection(chosen)
        fixed = {column.key for column in self.columns if column.is_heading}
        return frozenset(known | fixed) if known else self.usual_columns


@dataclass(frozen=True, kw_only=True)
class TableState:
    """What a visitor asked of a list. Each change gives another state, and so another address.

    `next_path` is where the page leads (`core.web.links`): each of these addresses leads there too.
    """

    table: Table[Any] = field(repr=False)
    sort: str
    columns: frozenset[str]
    page: int = 1
    after: uuid.UUID | None = None
    """The row after which the page begins, where a list has a `key`; its number is still said."""
    before: uuid.UUID | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    """What was typed in a filter and can be no value of it, where that is said."""
    next_path: str = ""

    @property
    def sort_key(self) -> str:
        """The column by which the list is sorted."""
        return self.sort.removeprefix(SortOrder.DESC)

    @property
    def is_descending(self) -> bool:
        return self.sort.startswith(SortOrder.DESC)

    @property
    def sort_order(self) -> SortOrder:
        return SortOrder.DESC if self.is_descending else SortOrder.ASC

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """What the filters in use ask of the database."""
        return self.conditions_besides(None)

    def conditions_besides(self, tab: Filter | None) -> list[ColumnElement[bool]]:
        """The same without that of one filter: it is counted for each of its options."""
        in_use = (
            table_filter
            for table_filter in self.table.filters
            if table_filter is not tab
            and (table_filter.key in self.filters or table_filter.kind == TabFilter.kind)
        )
        together = self.table.where(self) if self.table.where else ()
        each_asks = (
            found
            for table_filter in in_use
            for found in table_filter.conditions(self.text(table_filter.key))
        )
        return [*each_asks, *together]

    def asks_of(self, model: type[Base]) -> bool:
        """Whether a filter in use looks at the columns of this table: a count may need its join."""
        tables = (
            getattr(part, "table", None)
            for condition in self.conditions
            for part in iterate(condition)
        )
        return any(getattr(table, "name", "") == model.__tablename__ for table in tables)

    @property
    def order(self) -> list[Sql]:
        """The ORDER BY of the list: the column asked, then what tells equal rows apart."""
        column = self.table.column(self.sort_key)
        chosen = [] if column is None else column.ordered(self.sort_order)
        named = next((order.order_by for order in self.table.orders if order.key == self.sort), ())
        return [*chosen, *named, *self.table.ties]

    def applied_to(self, query: Select[*Ts], *first: Sql) -> Select[*Ts]:
        """A query of the rows, narrowed and sorted as the address asks.

        `first` comes before the order that is asked.
        """
        return query.where(*self.conditions).order_by(None).order_by(*first, *self.order)

    @property
    def displayed_columns(self) -> Sequence[Column[Any]]:
        """The columns to show, in their order."""
        return [column for column in self.table.columns if column.key in self.columns]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.tags())

    @property
    def query(self) -> str:
        """The address after `?`; what is usual is not said."""
        return urlencode(self.pairs())

    def address(self, path: str) -> str:
        """The address of this list at a path."""
        return f"{path}?{self.query}" if self.query else path

    def pairs(self, *, without: Sequence[str] = ()) -> list[tuple[str, str]]:
        """The same as names and values, without those that a form asks for itself."""
        pairs = list(self.filters.items())
        if self.sort != self.table.sort:
            pairs.append(("sort", self.sort))
        if self.columns != self.table.usual_columns:
            pairs += [("columns", column.key) for column in self.displayed_columns]
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        if self.next_path:
            pairs.append(("next", self.next_path))
        return [(name, value) for name, value in pairs if name not in without]

    def sorted_by(self, column: Column[Any]) -> "TableState":
        """By this column; the other way round if it is so already. From the first page."""
        first = column.first_order
        is_first = self.sort == first + column.key
        return replace(self, sort=(first.opposite if is_first else first) + column.key, page=1)

    def on_page(self, page: int) -> "TableState":
        return replace(self, page=page, after=None, before=None)

    def without(self, key: str) -> "TableState":
        """Less one filter."""
        kept = {name: value for name, value in self.filters.items() if name != key}
        return replace(self, filters=kept, page=1)

    def without_filters(self) -> "TableState":
        tabs = {
            table_filter.key
            for table_filter in self.table.filters
            if table_filter.kind == TabFilter.kind
        }
        kept = {key: value for key, value in self.filters.items() if key in tabs}
        return replace(self, filters=kept, page=1)

    def with_filter(self, key: str, value: str) -> "TableState":
        """With another value of one filter. From the first page."""
        return (
            replace(self, filters={**self.filters, key: value}, page=1)
            if value
            else self.without(key)
        )

    def tags(self) -> list[tuple[Filter, Sentence, "TableState"]]:
        """Each filter in use, its value in words, and the list without it."""
        return [
            (
                table_filter,
                table_filter.in_words(self.filters[table_filter.key]),
                self.without(table_filter.key),
            )
            for table_filter in self.table.filters
            if table_filter.key in self.filters and table_filter.kind != TabFilter.kind
        ]

    def text(self, key: str) -> str:
        """The value of a filter, empty when it is not used."""
        return self.filters.get(key, "")

    def choice(self, key: str, kind: type[Choice]) -> Choice | None:
        """The value of a filter as a member of an enum."""
        value = self.filters.get(key)
        return None if value is None else kind(value)

    def day(self, key: str) -> date | None:
        """The value of a filter as a day."""
        return day_in(self.filters.get(key, ""))
