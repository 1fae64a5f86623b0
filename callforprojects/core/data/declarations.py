"""The shapes of what a feature declares (`core.data.feature`), each for one question from below."""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import QueryableAttribute

from callforprojects.core.text.errors import Sentence

P = TypeVar("P")  # a person
Owner = TypeVar("Owner")  # an organisation
Thing = TypeVar("Thing")

SeatSource = Callable[[uuid.UUID], dict[uuid.UUID, str]]
"""The query that tells where a person sits: `user id -> {thing id: role}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectKind:
    """How the activity names the objects of one table, on pages that read no file.

    `key` is the column that holds the identifier recorded, `words` are those that name the object,
    of its table or of another that it leads to `through`. `page` is its endpoint and the argument
    of that, `page_key` what this one is, when it is not the identifier of the row. `is_public`:
    only those may be named. One without `words` is confidential: none of it is named.
    `shows_details` says that what was recorded with it belongs to the platform.
    """

    label: Sentence
    key: QueryableAttribute[uuid.UUID]
    words: Sequence[QueryableAttribute[str]] = ()
    through: QueryableAttribute[Any] | None = None
    page: tuple[str, str] | None = None
    page_key: QueryableAttribute[uuid.UUID] | None = None
    is_public: sa.ColumnElement[bool] = field(default_factory=sa.true)
    shows_details: bool = False

    @property
    def is_confidential(self) -> bool:
        return not self.words

    def names(self, ids: Collection[uuid.UUID]) -> sa.Select[Any]:
        """The identifier recorded, that of the page, then the words; of what is public only."""
        columns: list[Any] = [self.key, self.page_key or self.key.class_.id, *self.words]
        query = sa.select(*columns)
        query = query if self.through is None else query.join(self.through)
        return query.where(self.key.in_(ids), self.is_public)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why something cannot be done yet, and the page on which one does what is missing."""

    sentence: Sentence
    label: Sentence
    endpoint: str
    arguments: Mapping[str, uuid.UUID] = field(default_factory=dict)


def _nothing(*_things: object) -> Sequence[Any]:
    return ()


def _no_change(*_things: object) -> None:
    """Most features keep nothing to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData(Generic[P]):
    """What a feature keeps of a person: what closing their account, or joining two, does to it.

    The functions are called in the order of the features, so that locks are taken in the same order
    always. `by` is who asks: the person, or an administrator of the platform.

    `lock` locks what `obstacles` and `hindering` read, of one account or of two, in one order.
    `records` are lists to export, of this person alone. `has_proofs`: its mails prove that somebody
    was told, and outlive the account. `follow_address` is called with the person and the address
    that was theirs.

    Two accounts of one person, the one that goes first: `hindering` says why they cannot be joined,
    `moving` what the first would give the second, in words, and `move` gives it. `named_in` are the
    columns in which joining writes the one for the other, once `move` is done.
    """

    lock: Callable[..., None] = _no_change
    obstacles: Callable[[P, Any], Sequence[Obstacle]] = _nothing
    going: Callable[[P], Sequence[Sentence]] = _nothing
    staying: Callable[[P], Sequence[Sentence]] = _nothing
    follow_address: Callable[[P, str], None] = _no_change
    close: Callable[[P, Any], None] = _no_change
    hindering: Callable[[P, P], Sequence[Obstacle]] = _nothing
    moving: Callable[[P, P], Sequence[Sentence]] = _nothing
    move: Callable[[P, P], None] = _no_change
    named_in: Sequence[QueryableAttribute[Any]] = ()
    records: Callable[[P], Sequence[Any]] = _nothing
    has_proofs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependents(Generic[Owner]):
    """What a feature keeps in the name of an organisation: without it, they would be nobody's.

    `count` says how many acts (filed, published) each organisation has made, `drafts` what goes
    with one, in words, and `remove_drafts` lets it go. `moving` says what one organisation would
    give another, in words, and `move` gives it.
    """

    key: str
    label: Sentence
    count: Callable[[Collection[uuid.UUID]], Mapping[uuid.UUID, int]]
    drafts: Callable[[Owner], Sequence[Sentence]]
    remove_drafts: Callable[[Owner, Any], None]
    moving: Callable[[Owner, Owner], Sequence[Sentence]]
    move: Callable[[Owner, Owner, Any], None]


def _no_details(*_things: object) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePart(Generic[Thing]):
    """What a feature keeps of a file, and what becomes of it when the file is eliminated.

    `rows` are the columns that name the file: their rows are erased in this order. Where more goes
    than these rows, `erase` erases all of it, them too. `sealed` says what the activity keeps of
    it, and is asked before anything goes. What the features above keep has gone by then.
    """

    rows: Sequence[QueryableAttribute[uuid.UUID]]
    erase: Callable[[Thing], None] | None = None
    sealed: Callable[[Thing], Mapping[str, Any]] = _no_details


def always(_thing: object) -> bool:
    """At every moment."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry(Generic[Thing]):
    """One page of a thing, and the endpoints whose pages belong to it (or how they begin).

    `when`: at which moments it is of use; whoever has come to it earlier finds it all the same.
    `is_public`: everybody may open it, so that it is no reason to show the menu.
    """

    label: Sentence
    endpoint: str
    covers: tuple[str, ...]
    may: Callable[[Any, Thing], bool]
    when: Callable[[Thing], bool] = always
    is_public: bool = False

    def closeness(self, endpoint: str, besides: Sequence[str] = ()) -> int:
        """How closely it covers a page, or those `besides`: the length of what agrees, else 0."""
        covers = (*self.covers, *besides)
        return max((len(prefix) for prefix in covers if endpoint.startswith(prefix)), default=0)


@dataclass(frozen=True, slots=True)
class LinkSource(Generic[Thing]):
    """What a mail offers by its link: the thing while it waits, and who makes a new link."""

    waiting: Callable[[uuid.UUID], Thing | None]
    make: Callable[[Thing, Any], str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DraftStep:
    """A page of the draft of a call, one of those that lead to its publication.

    `endpoint` takes the `call_id`. `before` is the key of the step of a feature below that comes
    after this one; without it, the step comes last.
    """

    key: str
    endpoint: str
    label: Sentence
    hint: Sentence
    before: str = ""


PublicationCheck = Callable[..., Iterable[Sentence]]
"""What a step of a draft still misses: `f(call, revision that it asks, instant)`."""


@dataclass(frozen=True, slots=True)
class Fact:
    """How much of something a call has: told before it is published, `gone` before its deletion."""

    label: Sentence
    count: int
    gone: Sentence


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PageSection:
    """A part of the public page of a call; its `template` is given what `content(call)` says."""

    anchor: str
    title: Sentence
    template: str
    content: Callable[..., Mapping[str, object]]


def everybody(_visitor: object, _thing: object) -> bool:
    """Whoever asks."""
    return True


def has_signed_in(visitor: Any, _thing: object) -> bool:  # noqa: ANN401  # core.data.visitors
    """Whoever has signed in."""
    return bool(visitor.is_authenticated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Generic[Thing]):
    """A link to a page of the feature, on a page of a feature below it.

    `argument` is the name under which the address holds the identifier of the thing, if it does.
    Links stand by their `order`, then by that of the features.
    """

    label: Sentence
    endpoint: str
    argument: str = ""
    may: Callable[[Any, Thing], bool] = everybody
    when: Callable[[Thing], bool] = always
    look: str = "secondary"
    mark: str = ""
    order: int = 0
