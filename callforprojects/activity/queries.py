"""Reading the activity: of one object, or of the whole platform."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select

from callforprojects.activity.models import Activity
from callforprojects.activity.subjects import Subject, kinds, subjects
from callforprojects.core.data.clock import PARIS
from callforprojects.core.data.database import Model, db
from callforprojects.core.data.declarations import Change
from callforprojects.core.data.feature import features, people
from callforprojects.core.data.visibility import subject_visible_to
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.tables import TableState
from callforprojects.core.tables.pagination import Page, paginate, paginate_by_key
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _

_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    """One row of the activity as it is shown; `actor` is empty when the program acted."""

    at: datetime
    verb: str
    actor: str
    subject_kind: str
    subject_id: uuid.UUID
    details: dict[str, Any]
    sequence: int | None
    subject: Subject | None = None
    """What it was done to, when it is asked for."""

    @property
    def sentence(self) -> Sentence:
        """What was done, as it reads after the name of who did it."""
        return verb_sentence(self.verb)

    @property
    def reason(self) -> str:
        """Why, in the words of who did it, where that was asked; empty otherwise."""
        return str(self.details.get("reason", ""))

    @property
    def who(self) -> Sentence:
        """Who did it. What was done to a file is told without the name: it says who judges it."""
        if self.actor and self.subject is not None and self.subject.is_confidential:
            return _("Somebody who may read it")
        return self.actor or _("The platform")


def verb_sentence(verb: str) -> Sentence:
    """The sentence of a verb. One that a former version wrote is shown as it was written."""
    return next((feature.verbs[verb] for feature in features() if verb in feature.verbs), verb)


def activity_of(
    subject: Model, limit: int = 50, *, verbs: Sequence[str] = ()
) -> Sequence[ActivityEntry]:
    """The latest things done to one object, newest first; only those `verbs`, if any is given."""
    query = _newest_first().where(
        Activity.subject_kind == subject.__tablename__, Activity.subject_id == subject.id
    )
    if verbs:
        query = query.where(Activity.verb.in_(verbs))
    return _entries(db.session.scalars(query.limit(limit)).all())


def last_change_of(subject: Model) -> Change | None:
    """Who did the latest thing to one object, and when."""
    query = _newest_first().where(
        Activity.subject_kind == subject.__tablename__, Activity.subject_id == subject.id
    )
    row = db.session.scalars(query.limit(1)).first()
    if row is None:
        return None
    if row.actor_id is None:
        return Change(None, "", row.at)
    actor = people().named([row.actor_id])[row.actor_id]
    return Change(actor.id, actor.name, row.at)


def pages_of_activity(subject: Model, *, page: int = 1) -> Page[ActivityEntry]:
    """All that was done to one object, newest first, one page of it."""
    query = _newest_first().where(
        Activity.subject_kind == subject.__tablename__, Activity.subject_id == subject.id
    )
    found = paginate(query, page=page)
    return found.of(_entries(found.items))


def whole_activity(state: TableState, visitor: Visitor) -> Page[ActivityEntry]:
    """One page of what was done on the platform (`tables.ACTIVITY`), each with its subject."""
    known = subject_visible_to(visitor, Activity.subject_kind, Activity.subject_id)
    found = paginate_by_key(select(Activity).where(known), state)
    entries = _entries(found.items)
    named = subjects((entry.subject_kind, entry.subject_id) for entry in entries)
    return found.of([replace(e, subject=named[e.subject_kind, e.subject_id]) for e in entries])


def done_by(person: str) -> ColumnElement[bool]:
    """The condition that somebody of this name did it.

    Not to what is confidential: the list would say who did what is not named.
    """
    named = [name for name, kind in kinds().items() if not kind.is_confidential]
    return and_(Activity.actor_id.in_(people().called(person)), Activity.subject_kind.in_(named))


def done_since(day: date) -> ColumnElement[bool]:
    """The condition that it was done on this day in Paris, or later."""
    return Activity.at >= _midnight(day)


def done_until(day: date) -> ColumnElement[bool]:
    """The condition that it was done on this day in Paris, or before."""
    return Activity.at < _midnight(min(day, _LAST_DAY) + timedelta(days=1))


def _newest_first() -> Select[Any]:
    return select(Activity).order_by(Activity.at.desc(), Activity.id.desc())


def _midnight(day: date) -> datetime:
    """Days without any activity stand for those that no clock can write."""
    return datetime.combine(min(max(day, _FIRST_DAY), _LAST_DAY), time(), PARIS)


def _entries(rows: Iterable[Activity]) -> list[ActivityEntry]:
    rows = list(rows)
    actors = people().named({row.actor_id for row in rows if row.actor_id is not None})
    return [
        ActivityEntry(
            at=row.at,
            verb=row.verb,
            actor="" if row.actor_id is None else actors[row.actor_id].name,
            subject_kind=row.subject_kind,
            subject_id=row.subject_id,
            details=row.details,
            sequence=row.sequence,
        )
        for row in rows
    ]
