"""The desk of a juror: their files, call by call, what waits for them first."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import Call
from callforprojects.core.clock import PARIS, now, to_paris
from callforprojects.core.database import db
from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import pgettext
from callforprojects.core.pagination import PER_PAGE, Page
from callforprojects.juries.models import (
    Assignment,
    ConflictOfInterest,
    Declaration,
    Juror,
    JurorStatus,
    Jury,
)
from callforprojects.organisations.models import Organisation
from callforprojects.reviews.models import Review, ReviewStatus


class FileState(StrEnum):
    """How far a juror is with a file, what waits for them first."""

    IN_PROGRESS = "in_progress"
    TO_SCORE = "to_score"
    TO_DECLARE = "to_declare"
    DONE = "done"

    @property
    def label(self) -> Sentence:
        return {
            FileState.TO_DECLARE: pgettext("file", "Interests to declare"),
            FileState.TO_SCORE: pgettext("file", "To score"),
            FileState.IN_PROGRESS: pgettext("file", "In progress"),
            FileState.DONE: pgettext("file", "Handed in"),
        }[self]

    @property
    def tone(self) -> str:
        return {FileState.TO_DECLARE: "warning", FileState.DONE: "success"}.get(self, "info")


@dataclass(frozen=True, slots=True)
class DeskFile:
    """A file on a juror's desk."""

    call_id: uuid.UUID
    application_id: uuid.UUID
    reference: str
    title: str
    organisation: str
    status: FileState


@dataclass(frozen=True, slots=True)
class DeskFilters:
    """What a juror looks at: one call, or files in one state; None is all of them."""

    call_id: uuid.UUID | None = None
    status: FileState | None = None


@dataclass(slots=True)
class Desk:
    """The files of a juror in one call, counted by state."""

    call_id: uuid.UUID
    title: str
    due_on: date | None
    announced_at: datetime | None
    counts: dict[FileState, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return self.counts.get(FileState.DONE, 0)

    @property
    def to_declare(self) -> int:
        return self.counts.get(FileState.TO_DECLARE, 0)

    @property
    def due_at(self) -> datetime | None:
        """The end, in Paris, of the day by which scores are wanted."""
        if self.due_on is None:
            return None
        return datetime.combine(self.due_on + timedelta(days=1), time.min, PARIS)

    @property
    def is_over(self) -> bool:
        return self.announced_at is not None and self.announced_at <= now()

    @property
    def is_late(self) -> bool:
        """Past the date by which scores are wanted, with files left."""
        if self.due_on is None or self.is_over or self.done == self.total:
            return False
        return self.due_on < to_paris(now()).date()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file lies among those of a juror in a call, which are in order of reference."""

    number: int
    total: int
    done: int
    previous: DeskFile | None
    next: DeskFile | None
    waiting: DeskFile | None  # what awaits the juror elsewhere: begun, to score, to declare


def desks_of(user_id: uuid.UUID) -> list[Desk]:
    """The desk of a person: each call where they sit, those at work first, in one query."""
    desks: dict[uuid.UUID, Desk] = {}
    rows = db.session.execute(
        _seats(user_id)
        .with_only_columns(
            Call.id,
            Call.title,
            Jury.reviews_due_on,
            Call.announced_at,
            _STATE,
            func.count(Application.id),
        )
        .group_by(Call.id, Call.title, Jury.reviews_due_on, Call.announced_at, _STATE)
    )
    for call_id, title, due_on, announced_at, state, count in rows:
        desk = desks.setdefault(call_id, Desk(call_id, title, due_on, announced_at))
        if count:
            desk.counts[FileState(state)] = count
    return sorted(desks.values(), key=lambda d: (d.is_over, d.due_on or date.max, d.title))


def desk_files(
    user_id: uuid.UUID, desks: Sequence[Desk], filters: DeskFilters, *, page: int = 1
) -> Page[DeskFile]:
    """One page of the files of these desks, call by call in that order, by state; one query."""
    kept = [d for d in desks if filters.call_id in {None, d.call_id}]
    states = list(FileState) if filters.status is None else [filters.status]
    total = sum(desk.counts.get(state, 0) for desk in kept for state in states)
    if not total:
        return Page([], page, PER_PAGE, 0)
    order = case({desk.call_id: place for place, desk in enumerate(kept)}, value=Call.id)
    query = (
        _files(user_id)
        .where(Call.id.in_([desk.call_id for desk in kept]), _STATE.in_(states))
        .order_by(order, _in_order(_STATE), Application.reference, Application.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return Page([_file(row) for row in db.session.execute(query)], page, PER_PAGE, total)


def place_of(user_id: uuid.UUID, application: Application) -> Place:
    """Where a juror is among the files of a call, in one query."""
    rows = list(
        db.session.execute(
            _files(user_id)
            .where(Call.id == application.call_id)
            .order_by(Application.reference, Application.id)
        )
    )
    number = next(i for i, row in enumerate(rows) if row.application_id == application.id)
    order = tuple(FileState)
    waiting = [
        row
        for row in rows[number + 1 :] + rows[:number]
        if row.application_id != application.id and row.state != FileState.DONE
    ]
    awaits = min(waiting, key=lambda row: order.index(FileState(row.state)), default=None)
    return Place(
        number=number + 1,
        total=len(rows),
        done=sum(row.state == FileState.DONE for row in rows),
        previous=_file(rows[number - 1]) if number else None,
        next=_file(rows[number + 1]) if number + 1 < len(rows) else None,
        waiting=_file(awaits) if awaits else None,
    )


def of_assignment(table: Any) -> ColumnElement[bool]:  # noqa: ANN401  # three tables with the same two columns
    """The row of the same juror and application as the assignment."""
    return and_(
        table.juror_id == Assignment.juror_id,
        table.application_id == Assignment.application_id,
    )


_STATE: ColumnElement[str] = case(
    (Declaration.id.is_(None), FileState.TO_DECLARE.value),
    (Review.id.is_(None), FileState.TO_SCORE.value),
    (Review.status == ReviewStatus.SUBMITTED, FileState.DONE.value),
    else_=FileState.IN_PROGRESS.value,
)


def _in_order(state: ColumnElement[str]) -> ColumnElement[int]:
    places: Mapping[str, int] = {each.value: place for place, each in enumerate(FileState)}
    return case(places, value=state)


def _seats(user_id: uuid.UUID) -> "Select[*tuple[Any, ...]]":
    """The accepted seats of a person with their files, if any, that no conflict closes."""
    return (
        select(Call.id)
        .select_from(Juror)
        .join(Jury, Jury.id == Juror.jury_id)
        .join(Call, Call.id == Jury.call_id)
        .outerjoin(Assignment, Assignment.juror_id == Juror.id)
        .outerjoin(ConflictOfInterest, of_assignment(ConflictOfInterest))
        .outerjoin(
            Application,
            and_(
                Application.id == Assignment.application_id,
                Application.status == ApplicationStatus.SUBMITTED,
                ConflictOfInterest.id.is_(None),
            ),
        )
        .outerjoin(Declaration, of_assignment(Declaration))
        .outerjoin(Review, of_assignment(Review))
        .where(Juror.user_id == user_id, Juror.status == JurorStatus.ACCEPTED)
    )


def _files(user_id: uuid.UUID) -> "Select[*tuple[Any, ...]]":
    return (
        _seats(user_id)
        .join(Organisation, Organisation.id == Application.organisation_id)
        .with_only_columns(
            Call.id.label("call_id"),
            Application.id.label("application_id"),
            Application.reference,
            Application.title,
            Organisation.name.label("organisation"),
            _STATE.label("state"),
        )
    )


def _file(row: Any) -> DeskFile:  # noqa: ANN401  # a row of _files
    return DeskFile(
        call_id=row.call_id,
        application_id=row.application_id,
        reference=row.reference or "",
        title=row.title,
        organisation=row.organisation,
        status=FileState(row.state),
    )
