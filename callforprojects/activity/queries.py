"""Reading the activity: of one object, or of the whole platform."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, select

from callforprojects.activity.models import Activity
from callforprojects.activity.verbs import sentence_of
from callforprojects.core.clock import PARIS
from callforprojects.core.database import Model, db
from callforprojects.core.errors import Sentence
from callforprojects.core.pagination import Page, paginate

_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the activity as it is shown; `actor` is empty when the program acted."""

    at: datetime
    verb: str
    actor: str
    subject_kind: str
    subject_id: uuid.UUID
    details: dict[str, Any]
    sequence: int | None

    @property
    def sentence(self) -> Sentence:
        """What was done, as it reads after the name of who did it."""
        return sentence_of(self.verb)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFilters:
    """What the list is narrowed to; days are those of Paris, both included."""

    verb: str = ""
    since: date | None = None
    until: date | None = None


def activity_of(subject: Model, limit: int = 50, *, verbs: Sequence[str] = ()) -> Sequence[Entry]:
    """The latest things done to one object, newest first; only those `verbs`, if any is given."""
    query = _newest_first().where(
        Activity.subject_kind == subject.__tablename__, Activity.subject_id == subject.id
    )
    if verbs:
        query = query.where(Activity.verb.in_(verbs))
    return _entries(db.session.scalars(query.limit(limit)).all())


def whole_activity(filters: ActivityFilters, *, page: int = 1) -> Page[Entry]:
    """All that was done on the platform, newest first, one page of it."""
    query = _newest_first()
    if filters.verb:
        query = query.where(Activity.verb == filters.verb)
    if filters.since:
        query = query.where(Activity.at >= _midnight(filters.since))
    if filters.until:
        until = min(filters.until, _LAST_DAY)
        query = query.where(Activity.at < _midnight(until + timedelta(days=1)))
    found = paginate(query, page=page)
    return Page(_entries(found.items), found.page, found.per_page, found.total)


def _newest_first() -> Select[Any]:
    return select(Activity).order_by(Activity.at.desc(), Activity.id.desc())


def _midnight(day: date) -> datetime:
    """Days without any activity stand for those that no clock can write."""
    return datetime.combine(min(max(day, _FIRST_DAY), _LAST_DAY), time(), PARIS)


def _entries(rows: Iterable[Activity]) -> list[Entry]:
    rows = list(rows)
    names = _names({row.actor_id for row in rows if row.actor_id is not None})
    return [
        Entry(
            at=row.at,
            verb=row.verb,
            actor="" if row.actor_id is None else names[row.actor_id],
            subject_kind=row.subject_kind,
            subject_id=row.subject_id,
            details=row.details,
            sequence=row.sequence,
        )
        for row in rows
    ]


def _names(people: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The names of people, by the table of a room above this one: activity does not know it."""
    if not people:
        return {}
    user = Model.metadata.tables["user"]
    found = db.session.execute(
        select(user.c.id, user.c.first_name, user.c.last_name).where(user.c.id.in_(people))
    )
    return {row.id: f"{row.first_name} {row.last_name}".strip() for row in found}
