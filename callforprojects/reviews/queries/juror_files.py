"""The files of a juror, call by call, what waits for them first."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call, Publication, Round
from callforprojects.core.data.clock import PARIS, now, to_paris
from callforprojects.core.data.database import db
from callforprojects.core.tables import TableState
from callforprojects.core.tables.pagination import PER_PAGE, Page, paginate_rows
from callforprojects.core.text.i18n import pgettext
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.juries.models import Assignment, Declaration, Juror, JurorStatus, Jury
from callforprojects.juries.queries import is_open_to_juror
from callforprojects.organisations.models import Organisation
from callforprojects.reviews.models import Review, ReviewStatus


class FileState(LabelledEnum):
    """How far a juror is with a file, what waits for them first."""

    IN_PROGRESS = "in_progress", pgettext("file", "In progress"), "info"
    TO_SCORE = "to_score", pgettext("file", "To score"), "info"
    TO_DECLARE = "to_declare", pgettext("file", "Interests to declare"), "warning"
    DONE = "done", pgettext("file", "Submitted"), "success"


@dataclass(frozen=True, slots=True)
class JurorFile:
    """A file that a juror reads."""

    call_id: uuid.UUID
    application_id: uuid.UUID
    reference: str
    title: str
    organisation: str
    status: FileState
    total: Decimal | None = None
    submitted_at: datetime | None = None
    versions: int | None = None

    @property
    def id(self) -> uuid.UUID:
        return self.application_id


@dataclass(slots=True)
class JurorCall:
    """The files of a juror in one call, counted by state."""

    call_id: uuid.UUID
    title: str
    due_on: date | None
    announced_at: datetime | None
    is_cancelled: bool = False
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
        """The results are announced, or never will be."""
        is_announced = self.announced_at is not None and self.announced_at <= now()
        return self.is_cancelled or is_announced

    @property
    def is_late(self) -> bool:
        """Past the date by which scores are wanted, with files left."""
        if self.due_on is None or self.is_over or self.done == self.total:
            return False
        return self.due_on < to_paris(now()).date()


def juror_calls(user_id: uuid.UUID) -> list[JurorCall]:
    """Each call where a person sits in the jury, those at work first, in one query."""
    calls: dict[uuid.UUID, JurorCall] = {}
    rows = db.session.execute(
        _seats(user_id)
        .with_only_columns(
            Call.id,
            Call.title,
            Jury.reviews_due_on,
            Round.announced_at,
            Call.status,
            FILE_STATE,
            func.count(Application.id),
        )
        .group_by(
            Call.id, Call.title, Jury.reviews_due_on, Round.announced_at, Call.status, FILE_STATE
        )
    )
    for call_id, title, due_on, announced_at, status, state, count in rows:
        is_cancelled = status is Publication.CANCELLED
        call = JurorCall(call_id, title, due_on, announced_at, is_cancelled)
        call = calls.setdefault(call_id, call)
        if count:
            call.counts[FileState(state)] = count
    return sorted(calls.values(), key=lambda d: (d.is_over, d.due_on or date.max, d.title))


def juror_files_page(
    user_id: uuid.UUID, calls: Sequence[JurorCall], state: TableState
) -> Page[JurorFile]:
    """One page of the files of these calls (`tables.juror_table`); one query, two when searched."""
    query = state.applied_to(files_of_juror(user_id))
    total = None if state.text("q") else _counted(calls, state)
    if total == 0:
        return Page([], state.page, PER_PAGE, 0)
    page = paginate_rows(query, page=state.page, total=total)
    return Page([juror_file(row) for row in page.items], page.page, page.per_page, page.total)


def all_juror_files(user_id: uuid.UUID, state: TableState) -> Iterator[JurorFile]:
    """The same without pages, for a spreadsheet."""
    return (
        juror_file(row) for row in db.session.execute(state.applied_to(files_of_juror(user_id)))
    )


def _counted(calls: Sequence[JurorCall], state: TableState) -> int:
    """How many files a juror has in the call and the state that are asked."""
    kept = [d for d in calls if state.text("call_id") in {"", str(d.call_id)}]
    status = state.choice("status", FileState)
    states = list(FileState) if status is None else [status]
    return sum(call.counts.get(file_state, 0) for call in kept for file_state in states)


def of_assignment(table: Any) -> ColumnElement[bool]:  # noqa: ANN401  # two tables with the same two columns
    """The row of the same juror and application as the assignment."""
    return and_(
        table.juror_id == Assignment.juror_id,
        table.application_id == Assignment.application_id,
    )


FILE_STATE: ColumnElement[str] = case(
    (Declaration.id.is_(None), FileState.TO_DECLARE.value),
    (Review.id.is_(None), FileState.TO_SCORE.value),
    (Review.status == ReviewStatus.SUBMITTED, FileState.DONE.value),
    else_=FileState.IN_PROGRESS.value,
)
WAITING_FIRST: ColumnElement[int] = case(
    {file_state.value: place for place, file_state in enumerate(FileState)}, value=FILE_STATE
)
"""The same as a number, what waits for the juror first."""


def _seats(user_id: uuid.UUID) -> "Select[*tuple[Any, ...]]":
    """The accepted seats of a person with their files, if any, that no conflict closes."""
    return (
        select(Call.id)
        .select_from(Juror)
        .join(Jury, Jury.id == Juror.jury_id)
        .join(Jury.round)
        .join(Round.call)
        .outerjoin(Assignment, Assignment.juror_id == Juror.id)
        .outerjoin_from(  # said, since the condition has tables of its own
            Assignment,
            Application,
            and_(Application.id == Assignment.application_id, is_open_to_juror()),
        )
        .outerjoin(Declaration, of_assignment(Declaration))
        .outerjoin(Review, of_assignment(Review))
        .where(Juror.user_id == user_id, Juror.status == JurorStatus.ACCEPTED)
    )


def files_of_juror(user_id: uuid.UUID) -> "Select[*tuple[Any, ...]]":
    """The open files of a person as a juror, with how far they are; rows for `juror_file`."""
    return (
        _seats(user_id)
        .join(Organisation, Organisation.id == Application.organisation_id)
        .with_only_columns(
            Call.id.label("call_id"),
            Application.id.label("application_id"),
            Application.reference,
            Application.title,
            Organisation.name.label("organisation"),
            FILE_STATE.label("state"),
            Review.total,
            Review.submitted_at,
            Review.version_count,
        )
    )


def juror_file(row: Any) -> JurorFile:  # noqa: ANN401  # a row of files_of_juror
    """One of those rows."""
    return JurorFile(
        call_id=row.call_id,
        application_id=row.application_id,
        reference=row.reference or "",
        title=row.title,
        organisation=row.organisation,
        status=FileState(row.state),
        total=row.total,
        submitted_at=row.submitted_at,
        versions=row.version_count,
    )
