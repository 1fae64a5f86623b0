"""Lists that can be sorted, narrowed and looked at by chosen columns: what their address says."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from callforprojects.core import formats
from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import pgettext
from callforprojects.core.money import Money

Row = TypeVar("Row")
Choice = TypeVar("Choice", bound=StrEnum)
LONGEST_SEARCH = 100
DOWN = "-"
"""Before the name of a column in `sort`: from the largest to the smallest."""
_PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,4}")  # beyond any list


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """One column: how it is called, and what a row has in it, on the page and in a spreadsheet.

    `value` gives a text, a number, Money, a date, an aware datetime, a boolean or None.
    """

    key: str
    label: Sentence
    value: Callable[[Row], Any]
    is_heading: bool = False
    """It names its row, and cannot be hidden."""
    is_number: bool = False
    is_status: bool = False
    """Its value has a label and a tone."""
    is_unbroken: bool = False
    """It is read in one piece: a reference."""
    is_free_text: bool = False
    """People wrote it: it may be in another direction than the page."""
    is_sortable: bool = False
    sorts_down: bool = False
    """The first click shows the largest, or the latest."""
    is_extra: bool = False
    """It is shown when it is asked for."""
    is_exported: bool = True

    @property
    def first_sort(self) -> str:
        """What `sort` says when the heading is first clicked."""
        return DOWN + self.key if self.sorts_down else self.key

    def text(self, row: Row) -> str:
        """What the cell shows."""
        return written(self.value(row))

    def in_words(self, value: Any) -> str:  # noqa: ANN401  # whatever a cell holds
        """A value of this column that no row has: a total."""
        return written(value)


@dataclass(frozen=True, slots=True)
class Option:
    """One value that a filter can take; options with the same `group` are shown together."""

    value: str
    label: Sentence
    group: Sentence = ""


class FilterKind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One way to narrow a list."""

    key: str
    label: Sentence
    kind: FilterKind = FilterKind.TEXT
    options: Callable[[], Sequence[Option]] = tuple
    """Those of a choice; all of them is what no choice gives."""
    blank: Sentence | None = None
    """What no choice is called, when it is not "All"."""

    def groups(self) -> list[tuple[Sentence, list[Option]]]:
        """The options under the name of their group, which may be empty."""
        return [(name, list(own)) for name, own in groupby(self.options(), lambda o: o.group)]

    def clean(self, text: str) -> str:
        """The value if it can be one, else nothing."""
        text = " ".join(text.replace("\x00", "").split())[:LONGEST_SEARCH].strip()
        if self.kind is FilterKind.CHOICE:
            return text if text in {option.value for option in self.options()} else ""
        if self.kind is FilterKind.DAY:
            day = _day(text)
            return day.isoformat() if day else ""
        return text

    def in_words(self, value: str) -> Sentence:
        """A value as the tag of the filter says it."""
        if self.kind is FilterKind.CHOICE:
            return next((o.label for o in self.options() if o.value == value), value)
        return formats.day(_day(value)) if self.kind is FilterKind.DAY else value


@dataclass(frozen=True, kw_only=True)
class Table(Generic[Row]):
    """What a list can show, by what it can be narrowed, and how it is sorted at first."""

    columns: Sequence[Column[Row]]
    filters: Sequence[Filter] = ()
    sort: str = ""

    @cached_property
    def sorts(self) -> frozenset[str]:
        """All that `sort` may say."""
        keys = [column.key for column in self.columns if column.is_sortable]
        return frozenset([*keys, *(DOWN + key for key in keys), self.sort])

    @property
    def offered_sorts(self) -> dict[str, Sentence]:
        """The same for a choice on a phone, which has no headings."""
        offered: dict[str, Sentence] = {}
        for column in self.columns:
            if column.is_sortable:
                offered[column.key] = pgettext("sort", "%(column)s, ascending", column=column.label)
                offered[DOWN + column.key] = pgettext(
                    "sort", "%(column)s, descending", column=column.label
                )
        return offered

    @cached_property
    def usual_columns(self) -> frozenset[str]:
        return frozenset(column.key for column in self.columns if not column.is_extra)

    @cached_property
    def exported(self) -> Sequence[Column[Row]]:
        """The columns of a spreadsheet: all that exist, whatever the page shows."""
        return tuple(column for column in self.columns if column.is_exported)

    def asked(self, arguments: Mapping[str, Sequence[str]]) -> "TableState":
        """Read an address (`request.args.to_dict(flat=False)`).

        What makes no sense there is as if it were not: an old link shows the list all the same.
        """

        def first(key: str) -> str:
            return next(iter(arguments.get(key, ())), "")

        sort, page = first("sort"), first("page")
        filters = {each.key: each.clean(first(each.key)) for each in self.filters}
        return TableState(
            table=self,
            sort=sort if sort in self.sorts else self.sort,
            columns=self._columns(arguments.get("columns", ())),
            page=int(page) if _PAGE_NUMBER.fullmatch(page) else 1,
            filters={key: value for key, value in filters.items() if value},
        )

    def _columns(self, asked: Sequence[str]) -> frozenset[str]:
        known = {column.key for column in self.columns}.intersection(asked)
        fixed = {column.key for column in self.columns if column.is_heading}
        return frozenset(known | fixed) if known else self.usual_columns


@dataclass(frozen=True, kw_only=True)
class TableState:
    """What a visitor asked of a list. Each change gives another state, and so another address."""

    table: Table[Any] = field(repr=False)
    sort: str
    columns: frozenset[str]
    page: int = 1
    filters: Mapping[str, str] = field(default_factory=dict)

    @property
    def sort_key(self) -> str:
        """The column by which the list is sorted."""
        return self.sort.removeprefix(DOWN)

    @property
    def is_descending(self) -> bool:
        return self.sort.startswith(DOWN)

    @property
    def shown(self) -> Sequence[Column[Any]]:
        """The columns to show, in their order."""
        return [column for column in self.table.columns if column.key in self.columns]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.filters)

    @property
    def query(self) -> str:
        """The address after `?`; what is usual is not said."""
        return urlencode(self.pairs())

    def pairs(self, *, without: Sequence[str] = ()) -> list[tuple[str, str]]:
        """The same as names and values, without those that a form asks for itself."""
        pairs = list(self.filters.items())
        if self.sort != self.table.sort:
            pairs.append(("sort", self.sort))
        if self.columns != self.table.usual_columns:
            pairs += [("columns", column.key) for column in self.shown]
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return [(name, value) for name, value in pairs if name not in without]

    def sorted_by(self, column: Column[Any]) -> "TableState":
        """By this column; the other way round if it is so already. From the first page."""
        sort = column.first_sort
        if self.sort == sort:
            sort = column.key if column.sorts_down else DOWN + column.key
        return replace(self, sort=sort, page=1)

    def on_page(self, page: int) -> "TableState":
        return replace(self, page=page)

    def without(self, key: str) -> "TableState":
        """Less one filter."""
        kept = {name: value for name, value in self.filters.items() if name != key}
        return replace(self, filters=kept, page=1)

    def without_filters(self) -> "TableState":
        return replace(self, filters={}, page=1)

    def tags(self) -> list[tuple[Filter, Sentence, "TableState"]]:
        """Each filter in use, its value in words, and the list without it."""
        return [
            (each, each.in_words(self.filters[each.key]), self.without(each.key))
            for each in self.table.filters
            if each.key in self.filters
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
        return _day(self.filters.get(key, ""))


def written(value: Any) -> str:  # noqa: ANN401  # whatever a cell holds
    """A value as a cell of a page writes it."""
    if value is None:
        return ""
    if isinstance(value, Money):
        return formats.money(value)
    if isinstance(value, bool):
        return str(pgettext("cell", "Yes") if value else pgettext("cell", "No"))
    if isinstance(value, int | Decimal | float):
        return formats.number(value)
    if isinstance(value, date):
        return formats.short_instant(value) if isinstance(value, datetime) else formats.day(value)
    return str(value.label if isinstance(value, StrEnum) and hasattr(value, "label") else value)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
