"""The shapes of what a feature declares (`core.data.feature`), each for one question from below."""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import QueryableAttribute

from callforprojects.core.text.errors import Sentence

SeatSource = Callable[[uuid.UUID], dict[uuid.UUID, str]]
"""The query that tells where a person sits: `user id -> {thing id: role}`."""
Reader = Callable[..., bool]
"""Whether somebody reads the documents of a thing: `f(visitor, thing id) -> bool`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectKind:
    """How the activity names the objects of one table, on pages that read no file.

    `key` is the column that holds the identifier recorded, `words` are those that name the object,
    `page` is its endpoint and the argument of that. `is_public`: only those may be named. One
    without `words` is confidential: none of it is named. `shows_details` says that what was
    recorded with it belongs to the platform.
    """

    label: Sentence
    key: QueryableAttribute[uuid.UUID]
    words: Sequence[QueryableAttribute[str]] = ()
    page: tuple[str, str] | None = None
    is_public: sa.ColumnElement[bool] = field(default_factory=sa.true)
    shows_details: bool = False

    @property
    def is_confidential(self) -> bool:
        return not self.words

    def names(self, ids: Collection[uuid.UUID]) -> sa.Select[Any]:
        """The identifier recorded, that of the page, then the words; of what is public only."""
        table = self.key.class_
        return sa.select(self.key, table.id, *self.words).where(self.key.in_(ids), self.is_public)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as they are shown: another account of theirs may stand for the one asked."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who people are, for what is below the feature that keeps their accounts.

    `named` tells who is shown for each identifier, `called` is the query of the identifiers of
    those whose name holds each of some words, `at_address` tells whose an address is.
    """

    named: Callable[[Collection[uuid.UUID]], Mapping[uuid.UUID, Person]]
    called: Callable[[str], sa.Select[Any]]
    at_address: Callable[[str], uuid.UUID | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visibility:
    """Who may know that the things of one table exist.

    `may_know`, about one thing: `f(visitor, thing) -> bool`. What is refused to somebody who may
    not know of it is 404, and not 403.
    `hidden`: `f(visitor) -> identifiers` of which a person must know nothing, whatever their
    function. The answer about one thing and the condition of a query are both made of them, so
    that they cannot disagree.
    `known_otherwise`, for mails: whether a person knows of a thing by another way than the function
    that it is hidden from, `f(visitor, identifier) -> bool`. Somebody who judges for a funder and
    writes for a town has stepped back from its file, and still receives what the town is told.
    """

    may_know: Callable[..., bool] | None = None
    hidden: Callable[..., Collection[uuid.UUID]] | None = None
    known_otherwise: Callable[..., bool] | None = None


@dataclass(frozen=True, slots=True)
class DeletedDrafts:
    """The list of the deleted drafts of one table, an endpoint: who may restore one is sent there.

    `may_restore` is the rule `f(visitor, draft) -> bool`.
    """

    endpoint: str
    may_restore: Callable[..., bool]


@dataclass(frozen=True, slots=True)
class Change:
    """Who changed a thing last, and when; `name` is empty when the program did."""

    by_id: uuid.UUID | None
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Description:
    """What a page is for whoever is on the way to it; `email`, the address that is asked there."""

    sentence: Sentence
    email: str = ""
