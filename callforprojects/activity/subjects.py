"""What things were done to: for each kind, its name and its page, found from its identifier.

The page of the whole activity is for who administers the platform, and reads no file: an
application and its decision have no name there, nor has a call before it is published.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import SubjectKind
from callforprojects.core.data.feature import features
from callforprojects.core.text.errors import Sentence


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


def kinds() -> dict[str, SubjectKind]:
    """Each kind of thing that the activity names, by what is recorded of it."""
    return {
        model.__tablename__: kind
        for feature in features()
        for model, kind in feature.subjects.items()
    }


def subjects(
    recorded: Iterable[tuple[str, uuid.UUID]],
) -> dict[tuple[str, uuid.UUID], Subject]:
    """What was recorded, by its kind and identifier: one query a kind."""
    by_kind: defaultdict[str, set[uuid.UUID]] = defaultdict(set)
    for name, identifier in recorded:
        by_kind[name].add(identifier)
    known = kinds()
    found: dict[tuple[str, uuid.UUID], Subject] = {}
    for name, ids in by_kind.items():
        kind = known.get(name)
        named = {} if kind is None else _named(kind, ids)
        unnamed = Subject(
            name if kind is None else kind.label,
            is_confidential=kind is None or kind.is_confidential,
            shows_details=kind is not None and kind.shows_details,
        )
        found |= {(name, subject_id): named.get(subject_id, unnamed) for subject_id in ids}
    return found


def _named(kind: SubjectKind, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Subject]:
    if kind.is_confidential:
        return {}
    found = {}
    for recorded, identifier, *words in db.session.execute(kind.names(ids)):
        name = " ".join(word for word in words if word)
        endpoint, arguments = (kind.page[0], {kind.page[1]: identifier}) if kind.page else ("", {})
        found[recorded] = Subject(
            kind.label, name, endpoint, arguments, shows_details=kind.shows_details
        )
    return found
