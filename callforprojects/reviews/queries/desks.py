"""The desk of a juror: their files, call by call; and who is late."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, func, select

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import Call
from callforprojects.core.clock import now, to_paris
from callforprojects.core.database import db
from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import pgettext
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
    """How far a juror is with a file."""

    TO_DECLARE = "to_declare"
    TO_SCORE = "to_score"
    IN_PROGRESS = "in_progress"
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

    application_id: uuid.UUID
    reference: str
    title: str
    organisation: str
    status: FileState


@dataclass(slots=True)
class Desk:
    """The files of a juror in one call."""

    call_id: uuid.UUID
    title: str
    due_on: date | None
    announced_at: datetime | None
    files: list[DeskFile] = field(default_factory=list)

    @property
    def done(self) -> int:
        return sum(file.status is FileState.DONE for file in self.files)

    @property
    def to_declare(self) -> int:
        return sum(file.status is FileState.TO_DECLARE for file in self.files)

    @property
    def is_over(self) -> bool:
        return self.announced_at is not None and self.announced_at <= now()

    @property
    def is_late(self) -> bool:
        """Past the date by which scores are wanted, with files left."""
        if self.due_on is None or self.is_over or self.done == len(self.files):
            return False
        return self.due_on < to_paris(now()).date()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A juror, and how many of their files wait for scores."""

    juror: Juror
    language: str | None
    count: int


def desks_of(user_id: uuid.UUID) -> list[Desk]:
    """The desk of a person: each call where they sit, those at work first, in one query."""
    desks: dict[uuid.UUID, Desk] = {}
    for row in db.session.execute(_desk_rows(user_id)):
        desk = desks.setdefault(
            row.call_id, Desk(row.call_id, row.call_title, row.due_on, row.announced_at)
        )
        if row.application_id is not None and row.conflict_id is None:
            desk.files.append(
                DeskFile(
                    row.application_id, row.reference, row.title, row.organisation, _state(row)
                )
            )
    return sorted(desks.values(), key=lambda desk: (desk.is_over, desk.due_on or date.max))


def next_file(user_id: uuid.UUID, call_id: uuid.UUID) -> DeskFile | None:
    """What awaits a juror in a call: a review begun, else a file to score, else one to declare."""
    order = (FileState.IN_PROGRESS, FileState.TO_SCORE, FileState.TO_DECLARE)
    waiting = [
        file
        for desk in desks_of(user_id)
        if desk.call_id == call_id
        for file in desk.files
        if file.status in order
    ]
    return min(waiting, key=lambda file: order.index(file.status), default=None)


def waiting_jurors(call_id: uuid.UUID) -> list[Waiting]:
    """The accepted jurors of a call who have files without a submitted review, by name."""
    rows = db.session.execute(
        select(Juror, User.language, func.count())
        .join(Assignment, Assignment.juror_id == Juror.id)
        .join(Application, Application.id == Assignment.application_id)
        .outerjoin(User, User.id == Juror.user_id)
        .outerjoin(ConflictOfInterest, _of_assignment(ConflictOfInterest))
        .outerjoin(Review, and_(_of_assignment(Review), Review.status == ReviewStatus.SUBMITTED))
        .where(
            Application.call_id == call_id,
            Application.status == ApplicationStatus.SUBMITTED,
            Juror.status == JurorStatus.ACCEPTED,
            ConflictOfInterest.id.is_(None),
            Review.id.is_(None),
        )
        .group_by(Juror.id, User.language)
        .order_by(Juror.full_name, Juror.id)
    )
    return [Waiting(juror, language, count) for juror, language, count in rows]


def _desk_rows(user_id: uuid.UUID) -> "Select[*tuple[Any, ...]]":
    return (
        select(
            Call.id.label("call_id"),
            Call.title.label("call_title"),
            Call.announced_at,
            Jury.reviews_due_on.label("due_on"),
            Application.id.label("application_id"),
            Application.reference,
            Application.title,
            Organisation.name.label("organisation"),
            Declaration.id.label("declaration_id"),
            ConflictOfInterest.id.label("conflict_id"),
            Review.status.label("review_status"),
        )
        .select_from(Juror)
        .join(Jury, Jury.id == Juror.jury_id)
        .join(Call, Call.id == Jury.call_id)
        .outerjoin(Assignment, Assignment.juror_id == Juror.id)
        .outerjoin(
            Application,
            and_(
                Application.id == Assignment.application_id,
                Application.status == ApplicationStatus.SUBMITTED,
            ),
        )
        .outerjoin(Organisation, Organisation.id == Application.organisation_id)
        .outerjoin(Declaration, _of_assignment(Declaration))
        .outerjoin(ConflictOfInterest, _of_assignment(ConflictOfInterest))
        .outerjoin(Review, _of_assignment(Review))
        .where(Juror.user_id == user_id, Juror.status == JurorStatus.ACCEPTED)
        .order_by(Call.title, Call.id, Application.reference)
    )


def _of_assignment(table: Any) -> Any:  # noqa: ANN401  # three tables with the same two columns
    return and_(
        table.juror_id == Assignment.juror_id,
        table.application_id == Assignment.application_id,
    )


def _state(row: Any) -> FileState:  # noqa: ANN401  # a row of _desk_rows
    if row.declaration_id is None:
        return FileState.TO_DECLARE
    if row.review_status is None:
        return FileState.TO_SCORE
    if row.review_status is ReviewStatus.SUBMITTED:
        return FileState.DONE
    return FileState.IN_PROGRESS
