"""What a feature says of itself, once: a frozen `Feature` in its `feature.py`.

`app` reads them in order, lowest first. A feature asks all of them (`features()`), and so names
none of those above it.
"""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import QueryableAttribute

from callforprojects.core.data.database import Model
from callforprojects.core.text.errors import Sentence


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
class Feature:
    """One feature, as those below it know it.

    `verbs`: what it records in the activity, and the sentence that follows the name of who did it;
    `subjects`: what that is done to.
    """

    name: str
    label: Sentence
    verbs: Mapping[str, Sentence] = field(default_factory=dict)
    subjects: Mapping[type[Model], SubjectKind] = field(default_factory=dict)
    people: People | None = None


_FEATURES: dict[str, Feature] = {}


def declare(feature: Feature) -> None:
    """Add a feature above those declared before; a second time it stays where it is."""
    _FEATURES[feature.name] = feature


def features() -> Sequence[Feature]:
    """All of them, those below first."""
    return tuple(_FEATURES.values())


def people() -> People:
    """Who people are, as the feature that keeps their accounts says it."""
    return next(each.people for each in features() if each.people is not None)
