"""Rules of who may know of what, and their conditions: of one thing and of rows of a query alike.

A feature writes a condition once; the answer about one thing and the SQL are both made of its
parts, so that they cannot disagree.
"""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import QueryableAttribute

from callforprojects.core.data.database import Model

if TYPE_CHECKING:
    from callforprojects.core.data.visitors import Visitor

Known = Mapping[QueryableAttribute[Any], object]
Rows = sa.ColumnElement[bool]
NOTHING: Known = MappingProxyType({})


class VisibilityCondition(ABC):
    """What is asked for somebody of a thing that is loaded, or of the rows of its table.

    `known` are columns of which a query asks one value besides: a condition reads the value then,
    and not each row.
    """

    __slots__ = ()

    @abstractmethod
    def holds(self, visitor: "Visitor", thing: Model) -> bool: ...

    @abstractmethod
    def of_rows(self, visitor: "Visitor", known: Known = NOTHING) -> Rows: ...

    def __and__(self, other: "VisibilityCondition") -> "VisibilityCondition":
        return _Both(self, other)

    def __or__(self, other: "VisibilityCondition") -> "VisibilityCondition":
        return _Either(self, other)

    def __invert__(self) -> "VisibilityCondition":
        return _Not(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class SitsIn(VisibilityCondition):
    """Whether the visitor has a seat of a kind, as one of these `roles` if any is said, in what
    the column names.

    `through` are the relationships that lead from the thing to the table of the column, each to one
    row; they must be loaded of a thing that is asked about.
    """

    column: QueryableAttribute[uuid.UUID]
    seats: type[Model]
    roles: Collection[str] = ()
    through: Sequence[QueryableAttribute[Any]] = ()

    def holds(self, visitor: "Visitor", thing: Model) -> bool:
        for step in self.through:
            thing = getattr(thing, step.key)
        return self._counts(visitor.seat(self.seats, getattr(thing, self.column.key)))

    def of_rows(self, visitor: "Visitor", known: Known = NOTHING) -> Rows:
        seats = visitor.seats(self.seats)
        identifiers = {where for where, role in seats.items() if self._counts(role)}
        if not identifiers:
            return sa.false()
        if self.through:
            return self._of_the_nearest(self.column.in_(identifiers), known)
        if self.column in known:
            return _constant(known[self.column] in identifiers)
        return self.column.in_(identifiers)

    def _counts(self, role: str | None) -> bool:
        return role is not None and (not self.roles or role in self.roles)

    def _of_the_nearest(self, condition: Rows, known: Known) -> Rows:
        """The condition by way of the first relationship.

        No subquery reads the row around it, so that it is answered once for the whole query.
        """
        nearest = self.through[0].property
        table, (link,) = nearest.mapper.class_, nearest.local_columns
        column: Any = nearest.parent.get_property_by_column(link).class_attribute
        found = sa.select(table.id).where(condition).correlate(None)
        for step in self.through[1:]:
            found = found.join(step)
        if column in known:
            return found.where(table.id == known[column]).exists()
        is_found: Rows = column.in_(found)
        return is_found


@dataclass(frozen=True, slots=True, kw_only=True)
class Equals(VisibilityCondition):
    """Whether a column has this value."""

    column: QueryableAttribute[Any]
    value: object

    def holds(self, visitor: "Visitor", thing: Model) -> bool:
        del visitor
        return bool(getattr(thing, self.column.key) == self.value)

    def of_rows(self, visitor: "Visitor", known: Known = NOTHING) -> Rows:
        del visitor
        if self.column in known:
            return _constant(known[self.column] == self.value)
        return self.column == self.value


@dataclass(frozen=True, slots=True)
class _Both(VisibilityCondition):
    one: VisibilityCondition
    other: VisibilityCondition

    def holds(self, visitor: "Visitor", thing: Model) -> bool:
        return self.one.holds(visitor, thing) and self.other.holds(visitor, thing)

    def of_rows(self, visitor: "Visitor", known: Known = NOTHING) -> Rows:
        return sa.and_(self.one.of_rows(visitor, known), self.other.of_rows(visitor, known))


@dataclass(frozen=True, slots=True)
class _Either(VisibilityCondition):
    one: VisibilityCondition
    other: VisibilityCondition

    def holds(self, visitor: "Visitor", thing: Model) -> bool:
        return self.one.holds(visitor, thing) or self.other.holds(visitor, thing)

    def of_rows(self, visitor: "Visitor", known: Known = NOTHING) -> Rows:
        return sa.or_(self.one.of_rows(visitor, known), self.other.of_rows(visitor, known))


@dataclass(frozen=True, slots=True)
class _Not(VisibilityCondition):
    one: VisibilityCondition

    def holds(self, visitor: "Visitor", thing: Model) -> bool:
        return not self.one.holds(visitor, thing)

    def of_rows(self, visitor: "Visitor", known: Known = NOTHING) -> Rows:
        return sa.not_(self.one.of_rows(visitor, known))


def _constant(answer: object) -> Rows:
    return sa.true() if answer else sa.false()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visibility:
    """Who may know that the things of one table exist, and who reads them: one rule a table, to
    which each feature adds the people that it alone knows.

    `may_know`, about one thing: `f(visitor, thing) -> bool`. What is refused to somebody who may
    not know of it is 404, and not 403.
    `owners`: whose things they are; nothing of these is hidden from them. `readers`: who reads
    them besides. Both read what is joined to a thing, its documents; who is neither knows nothing
    of it. With `on_own_pages` the readers know of it on the pages of their feature alone.
    `hidden`: `f(visitor) -> identifiers` of which a person must know nothing, whatever their
    function: no list, mail or line of the activity tells them of it. Somebody who judges for a
    funder and writes for a town has stepped back from its file, and still receives what the town
    is told: they are one of its owners.
    `part_of`, a relationship: the rule of the thing to which it leads is that of its parts.
    """

    may_know: Callable[..., bool] | None = None
    owners: VisibilityCondition | None = None
    readers: VisibilityCondition | None = None
    on_own_pages: bool = False
    hidden: Callable[..., Collection[uuid.UUID]] | None = None
    part_of: QueryableAttribute[Any] | None = None
