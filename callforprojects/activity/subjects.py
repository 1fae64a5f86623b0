"""What things were done to: for each kind, its name and its page, found from its identifier.

The page of the whole activity is for who administers the platform, and reads no file: an
application and its decision have no name there, nor has a call before it is published.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select

from callforprojects.core.data.database import Model, db
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import pgettext


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How the objects of one table are called.

    They are read by the tables of features above this one, whose code activity does not know.
    `words` are the columns that name the object, `page` the endpoint and the argument of its page;
    `key` is the column that holds the identifier recorded. `draft` is the column, and its value,
    of those that are not public yet. A kind without `table` is confidential: none of it is named.
    `shows_details` says that what was recorded with it belongs to the platform.
    """

    label: Sentence
    table: str = ""
    words: tuple[str, ...] = ()
    page: tuple[str, str] | None = None
    key: str = "id"
    draft: tuple[str, str] | None = None
    shows_details: bool = False

    @property
    def is_confidential(self) -> bool:
        return not self.table

    def names(self, ids: Collection[uuid.UUID]) -> Select[Any]:
        """The identifier recorded, that of the page, then the words; of what is public only."""
        named = Model.metadata.tables[self.table]
        key, words = named.c[self.key], [named.c[word] for word in self.words]
        query = select(key, named.c.id, *words).where(key.in_(ids))
        if self.draft is None:
            return query
        column, value = self.draft
        return query.where(named.c[column] != value)


@dataclass(frozen=True, slots=True)
class Subject:
    """One object as a reader knows it; `name` is empty when it is no longer there, or not public.

    One that is confidential is known by its kind alone.
    """

    kind: Sentence
    name: str = ""
    endpoint: str = ""
    arguments: Mapping[str, uuid.UUID] = field(default_factory=dict)
    is_confidential: bool = False
    shows_details: bool = False


_CALL = ("calls.detail", "call_id")
_DRAFT = ("status", "draft")
KINDS: Mapping[str, Kind] = {
    "user": Kind(
        label=pgettext("subject", "Account"),
        table="user",
        words=("first_name", "last_name"),
        page=("accounts.detail", "user_id"),
        shows_details=True,
    ),
    "organisation": Kind(
        label=pgettext("subject", "Organisation"),
        table="organisation",
        words=("name",),
        page=("organisations.detail", "organisation_id"),
        shows_details=True,
    ),
    "known_domain": Kind(
        label=pgettext("subject", "Known domain"),
        table="known_domain",
        words=("domain",),
        shows_details=True,
    ),
    "call": Kind(
        label=pgettext("subject", "Call"),
        table="call",
        words=("title",),
        page=_CALL,
        draft=_DRAFT,
    ),
    "questionnaire": Kind(
        label=pgettext("subject", "Questionnaire of the call"),
        table="call",
        words=("title",),
        page=_CALL,
        key="questionnaire_id",
        draft=_DRAFT,
    ),
    "application": Kind(label=pgettext("subject", "Application")),
    "decision": Kind(label=pgettext("subject", "Decision on the application")),
    "message": Kind(
        label=pgettext("subject", "Message"),
        table="message",
        words=("to_email",),  # its subject may name a file
        shows_details=True,
    ),
}


def subjects(
    recorded: Iterable[tuple[str, uuid.UUID]],
) -> dict[tuple[str, uuid.UUID], Subject]:
    """What was recorded, by its kind and identifier: one query a kind."""
    by_kind: defaultdict[str, set[uuid.UUID]] = defaultdict(set)
    for name, identifier in recorded:
        by_kind[name].add(identifier)
    found: dict[tuple[str, uuid.UUID], Subject] = {}
    for name, ids in by_kind.items():
        kind = KINDS.get(name, Kind(label=name))
        known = {} if kind.is_confidential else _named(kind, ids)
        unnamed = Subject(
            kind.label,
            is_confidential=kind.is_confidential,
            shows_details=kind.shows_details,
        )
        found |= {(name, each): known.get(each, unnamed) for each in ids}
    return found


def _named(kind: Kind, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Subject]:
    found = {}
    for recorded, place, *words in db.session.execute(kind.names(ids)):
        name = " ".join(word for word in words if word)
        endpoint, arguments = (kind.page[0], {kind.page[1]: place}) if kind.page else ("", {})
        found[recorded] = Subject(
            kind.label, name, endpoint, arguments, shows_details=kind.shows_details
        )
    return found
