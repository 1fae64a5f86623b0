"""Whoever asks, and the rules that answer them: a person with their seats, or a guest.

A rule is a small function `(visitor, thing) -> bool` in the `permissions.py` of the feature that
owns the thing. `core.web.access` asks it before a view.
"""

import uuid
from collections.abc import Callable
from typing import Protocol, TypeVar, cast

import sqlalchemy as sa

from callforprojects.core.data.database import Model
from callforprojects.core.data.feature import features
from callforprojects.core.data.visibility import find_hidden

T = TypeVar("T", bound=Callable[..., bool])

RULES: dict[str, Callable[..., bool]] = {}
PERSON = sa.bindparam("user_id", type_=sa.Uuid())
"""Who asks, in the statement of a `SeatSource`: every page asks it, so it is built once."""
NOBODY = uuid.UUID(int=0)


class Visitor(Protocol):
    """Whoever asks: a person who has signed in, or a guest who may do little."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def is_authenticated(self) -> bool: ...
    @property
    def is_administrator(self) -> bool: ...
    @property
    def full_name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def language(self) -> str: ...
    def seat(self, kind: type[Model], thing_id: uuid.UUID) -> str | None: ...
    def seats(self, kind: type[Model]) -> dict[uuid.UUID, str]: ...
    def hidden(self, kind: type[Model]) -> frozenset[uuid.UUID]: ...


class Seat:
    """The seats of a person: their role in organisations, juries and files.

    They, and what is hidden from the person, are read once per kind and per transaction, by the
    query that a feature declares: rules answer from them, and ask nothing else of the database.
    """

    def seats(self, kind: type[Model]) -> dict[uuid.UUID, str]:
        """All their seats of one kind, the table that gives them: what they sit in, and as what."""
        held: dict[type[Model], dict[uuid.UUID, str]] = self.__dict__.setdefault("_seats_held", {})
        if kind not in held:
            source = next(feature.seats[kind] for feature in features() if kind in feature.seats)
            held[kind] = source(cast("Visitor", self).id)
        return held[kind]

    def seat(self, kind: type[Model], thing_id: uuid.UUID) -> str | None:
        """Their role in one thing, or None."""
        return self.seats(kind).get(thing_id)

    def hidden(self, kind: type[Model]) -> frozenset[uuid.UUID]:
        """The things of one table of which they must know nothing, whatever their function."""
        held: dict[type[Model], frozenset[uuid.UUID]] = self.__dict__.setdefault("_hidden_held", {})
        if kind not in held:
            held[kind] = find_hidden(cast("Visitor", self), kind)
        return held[kind]

    def forget_seats(self) -> None:
        """They are asked for again: what was read belongs to a transaction that is over."""
        self.__dict__.pop("_seats_held", None)
        self.__dict__.pop("_hidden_held", None)


class Guest:
    """Somebody who has not signed in: the same questions, answered no."""

    id = NOBODY
    is_authenticated = False
    is_active = False
    is_anonymous = True
    is_administrator = False
    full_name = ""
    email = ""
    language = ""

    def get_id(self) -> None:
        """Flask-Login's question: nobody."""

    def seat(self, kind: type[Model], thing_id: uuid.UUID) -> str | None:
        del kind, thing_id
        return None

    def seats(self, kind: type[Model]) -> dict[uuid.UUID, str]:
        del kind
        return {}

    def hidden(self, kind: type[Model]) -> frozenset[uuid.UUID]:
        del kind
        return frozenset()


class Recipient(Seat, Guest):
    """The person to whom a mail is to be sent: they ask for nothing, but have seats."""

    def __init__(self, user_id: uuid.UUID) -> None:
        self.id = user_id


def rule(function: T) -> T:
    """Register a rule under `<feature>.<name>`, for templates and for tests."""
    RULES[f"{_feature(function)}.{function.__name__}"] = function
    return function


def _feature(function: Callable[..., object]) -> str:
    """`callforprojects.calls.permissions` is of the feature `calls`."""
    return function.__module__.split(".")[1]
