"""What each feature keeps of a person: what closing their account, or joining two, does to it.

Accounts know nothing of what is built upon them. A feature above registers one `PersonalData`; its
functions are called in the order of the features, so that locks are taken in the same order always.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import QueryableAttribute

from callforprojects.accounts.models import User
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.tables import Column
from callforprojects.core.text.errors import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why something cannot be done yet, and the page on which one does what is missing."""

    sentence: Sentence
    label: Sentence
    endpoint: str
    arguments: Mapping[str, uuid.UUID] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What closing an account would do: what hinders it, what goes with it, what stays."""

    obstacles: Sequence[Obstacle]
    going: Sequence[Sentence]
    staying: Sequence[Sentence]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """What joining an account to another would do: what hinders it, what the other one gets."""

    obstacles: Sequence[Obstacle]
    moving: Sequence[Sentence]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """A list of what is kept about a person, as it is exported; `rows` asks for them each time."""

    key: str
    title: Sentence
    columns: Sequence[Column[Any]]
    rows: Callable[[], Iterable[Any]]


def _nothing(*_things: object) -> Sequence[Any]:
    return ()


def _no_change(*_things: object) -> None:
    """Most features keep nothing to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """One feature's part. `by` is who asks: the person, or an administrator of the platform.

    `hold` locks what `obstacles` and `hindering` read, of one account or of two, in one order.
    `records` are of this person alone. `has_proofs`: its mails prove that somebody was told, and
    outlive the account. `follow_address` is called with the person and the address that was theirs.

    Two accounts of one person, the one that goes first: `hindering` says why they cannot be joined,
    `moving` what the first would give the second, in words, and `move` gives it. `named_in` are the
    columns in which joining writes the one for the other, once `move` is done.
    """

    feature: str

    hold: Callable[..., None] = _no_change
    obstacles: Callable[[User, Visitor], Sequence[Obstacle]] = _nothing
    going: Callable[[User], Sequence[Sentence]] = _nothing
    staying: Callable[[User], Sequence[Sentence]] = _nothing
    follow_address: Callable[[User, str], None] = _no_change
    close: Callable[[User, Visitor], None] = _no_change
    hindering: Callable[[User, User], Sequence[Obstacle]] = _nothing
    moving: Callable[[User, User], Sequence[Sentence]] = _nothing
    move: Callable[[User, User], None] = _no_change
    named_in: Sequence[QueryableAttribute[Any]] = ()
    records: Callable[[User], Sequence[Records]] = _nothing
    has_proofs: bool = False


_PARTS: list[PersonalData] = []


def register(part: PersonalData) -> None:
    """Add the part of a feature, once, when it is loaded."""
    _PARTS.append(part)


def parts() -> Sequence[PersonalData]:
    """The part of each feature, those below first."""
    return tuple(_PARTS)
