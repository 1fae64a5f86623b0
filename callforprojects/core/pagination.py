"""Lists cut into pages: one query for the rows, one for their number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import abort, request
from sqlalchemy import Select, func, select

from callforprojects.core.database import db

T = TypeVar("T")
PER_PAGE = 50
_PAGE_NUMBER = re.compile(r"[0-9]{1,5}")  # beyond any list


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list."""

    items: Sequence[T]
    page: int
    per_page: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.per_page))

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


def paginate(query: Select[T], *, page: int = 1, per_page: int = PER_PAGE) -> Page[T]:
    """Run the query for one page (numbered from 1). A page past the end is empty."""
    total = count(query)
    rows = query.limit(per_page).offset((max(page, 1) - 1) * per_page)
    return Page(db.session.scalars(rows).unique().all(), max(page, 1), per_page, total)


def count(query: Select[Any]) -> int:
    """How many rows a query gives."""
    bare = query.order_by(None).options().with_only_columns(*query.selected_columns[:1])
    return db.session.scalar(select(func.count()).select_from(bare.subquery())) or 0


def asked_page() -> int:
    """The page number in the URL (`?page=3`); what is not a number is 404."""
    text = request.args.get("page", "1")
    number = int(text) if _PAGE_NUMBER.fullmatch(text) else 0
    if not number:
        abort(404)
    return number
