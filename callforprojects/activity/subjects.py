"""What things were done to: for each kind, its name and its page, found from its identifier."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select

from callforprojects.core.database import Model, db
from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import pgettext


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How the objects of one table are called.

    They are read by the tables of features above this one, whose code activity does not know.
    `words` are the columns that name the object, `page` the endpoint and the argument of its page;
    `key` is the column that holds the identifier recorded. `through` is the table recorded when it
    is another, with its column that leads to `table`.
    """

    label: Sentence
    table: str
    words: tuple[str, ...]
    page: tuple[str, str] | None = None
    key: str = "id"
    through: tuple[str, str] | None = None

    def names(self, ids: Collection[uuid.UUID]) -> Select[Any]:
        """The identifier recorded, that of the page, then the words."""
        named = Model.metadata.tables[self.table]
        words = [named.c[word] for word in self.words]
        if self.through is None:
            key = named.c[self.key]
            return select(key, named.c.id, *words).where(key.in_(ids))
        recorded = Model.metadata.tables[self.through[0]]
        way = recorded.c[self.through[1]] == named.c.id
        columns = select(recorded.c.id, named.c.id, *words)
        return columns.join_from(recorded, named, way).where(recorded.c.id.in_(ids))


@dataclass(frozen=True, slots=True)
class Subject:
    """One object as a reader knows it; `name` is empty when it is no longer there."""

    kind: Sentence
    name: str = ""
    endpoint: str = ""
    arguments: Mapping[str, uuid.UUID] = field(default_factory=dict)


_CALL = ("calls.detail", "call_id")
_APPLICATION = ("applications.detail", "application_id")
KINDS: Mapping[str, Kind] = {
    "user": Kind(
        label=pgettext("subject", "Account"),
        table="user",
        words=("first_name", "last_name"),
        page=("accounts.detail", "user_id"),
    ),
    "organisation": Kind(
        label=pgettext("subject", "Organisation"),
        table="organisation",
        words=("name",),
        page=("organisations.detail", "organisation_id"),
    ),
    "call": Kind(label=pgettext("subject", "Call"), table="call", words=("title",), page=_CALL),
    "questionnaire": Kind(
        label=pgettext("subject", "Questionnaire of the call"),
        table="call",
        words=("title",),
        page=_CALL,
        key="questionnaire_id",
    ),
    "application": Kind(
        label=pgettext("subject", "Application"),
        table="application",
        words=("reference",),  # its title is for those who may read it
        page=_APPLICATION,
    ),
    "decision": Kind(
        label=pgettext("subject", "Decision on the application"),
        table="application",
        words=("reference",),  # its title is for those who may read it
        page=_APPLICATION,
        through=("decision", "application_id"),
    ),
    "message": Kind(label=pgettext("subject", "Message"), table="message", words=("subject",)),
}


def subjects(
    recorded: Iterable[tuple[str, uuid.UUID]],
) -> dict[tuple[str, uuid.UUID], Subject]:
    """What was recorded, by its kind and identifier: one query a kind."""
    by_kind: defaultdict[str, set[uuid.UUID]] = defaultdict(set)
    for kind, identifier in recorded:
        by_kind[kind].add(identifier)
    found: dict[tuple[str, uuid.UUID], Subject] = {}
    for name, ids in by_kind.items():
        known = _named(KINDS[name], ids) if name in KINDS else {}
        label = KINDS[name].label if name in KINDS else name
        found |= {(name, each): known.get(each, Subject(label)) for each in ids}
    return found


def _named(kind: Kind, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Subject]:
    found = {}
    for recorded, place, *words in db.session.execute(kind.names(ids)):
        name = " ".join(word for word in words if word)
        endpoint, arguments = (kind.page[0], {kind.page[1]: place}) if kind.page else ("", {})
        found[recorded] = Subject(kind.label, name, endpoint, arguments)
    return found
