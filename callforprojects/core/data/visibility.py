"""Who may know that a thing exists: one rule a kind of thing, asked by pages, queries and mails.

A feature registers two things of its kind. `@visibility_rule(Application)`, a question about one
object: what is refused to somebody who may not know of it is 404, and not 403.
`@hidden(Application)`, the identifiers of which a person must know nothing, whatever their
function: the answer about one object and the condition of a query are both made of them, so that
they cannot disagree. A third one is for mails: `@known_otherwise(Application)`, whether a person
knows of such a thing by another way than the function that it is hidden from.
"""

import uuid
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from callforprojects.core.data.database import Model

if TYPE_CHECKING:
    from callforprojects.core.data.visitors import Visitor

R = TypeVar("R", bound=Callable[..., bool])
H = TypeVar("H", bound=Callable[..., Collection[uuid.UUID]])

VISIBILITY_RULES: dict[type[Model], Callable[..., bool]] = {}
HIDDEN: dict[str, Callable[..., Collection[uuid.UUID]]] = {}
KNOWN_OTHERWISE: dict[str, Callable[..., bool]] = {}


def visibility_rule(subject: type[Model]) -> Callable[[R], R]:
    """Register who may know that a thing exists: `f(visitor, thing) -> bool`."""

    def register(function: R) -> R:
        VISIBILITY_RULES[subject] = function
        return function

    return register


def hidden(subject: type[Model]) -> Callable[[H], H]:
    """Register what nobody shows to a person: `f(visitor) -> identifiers` of things of one kind."""

    def register(function: H) -> H:
        HIDDEN[subject.__tablename__] = function
        return function

    return register


def known_otherwise(subject: type[Model]) -> Callable[[R], R]:
    """Register who is told of what is hidden from them: `f(visitor, identifier) -> bool`.

    Somebody who judges for a funder and writes for a town has stepped back from its file, and
    still receives what the town is told.
    """

    def register(function: R) -> R:
        KNOWN_OTHERWISE[subject.__tablename__] = function
        return function

    return register


def may_be_told(visitor: "Visitor", kind: str | None, identifier: uuid.UUID | None) -> bool:
    """Whether a mail about a thing may leave for them."""
    if not is_hidden(visitor, kind, identifier):
        return True
    knows = KNOWN_OTHERWISE.get(kind or "")
    return knows is not None and knows(visitor, identifier)


def is_visible(visitor: "Visitor", thing: Model) -> bool:
    """Whether they may know of it. What has no rule is no secret: only opening it is refused."""
    may_know = VISIBILITY_RULES.get(type(thing))
    return may_know is None or may_know(visitor, thing)


def is_hidden(visitor: "Visitor", kind: str | None, identifier: uuid.UUID | None) -> bool:
    """Whether a thing (its kind is the name of its table) is one that they must know nothing of."""
    find = HIDDEN.get(kind or "")
    return find is not None and identifier in find(visitor)


def shown(visitor: "Visitor", subject: type[Model]) -> sa.ColumnElement[bool]:
    """The same as the condition of a query of these things."""
    identifiers = HIDDEN[subject.__tablename__](visitor)
    return subject.id.not_in(identifiers) if identifiers else sa.true()


def shown_about(visitor: "Visitor", kind: Any, identifier: Any) -> sa.ColumnElement[bool]:  # noqa: ANN401  # two columns
    """The same for rows that are about things of any kind: a mail, a line of the activity."""
    of_hidden = [
        sa.and_(kind == name, identifier.in_(identifiers))
        for name, find in HIDDEN.items()
        if (identifiers := find(visitor))
    ]
    if not of_hidden:
        return sa.true()
    return ~sa.func.coalesce(sa.or_(*of_hidden), sa.false())  # what is about nothing is shown
