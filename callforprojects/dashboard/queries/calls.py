"""The calls of a person's funders, and how far the work on each is."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, distinct, func, select
from sqlalchemy.orm import contains_eager, joinedload

from callforprojects.applications.models import (
    Application,
    ApplicationStatus,
    ConflictOfInterest,
)
from callforprojects.applications.queries import stepped_back_from_call
from callforprojects.calls.models import Call, Publication, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.deletion import is_kept
from callforprojects.juries.models import Assignment, Juror, JurorStatus, Jury
from callforprojects.juries.queries import stepped_back
from callforprojects.organisations.models import Membership
from callforprojects.reviews.models import Review
from callforprojects.selection.models import Announcement, Decision
from callforprojects.selection.queries import left_to_colleagues, live_decision

_LIMIT = 20


@dataclass(frozen=True, slots=True)
class JuryProgress:
    """How far the jury of a call is: files given to somebody, opinions wanted, opinions in."""

    files: int = 0
    wanted: int = 0
    scored: int = 0


@dataclass(frozen=True, slots=True)
class DashboardCall:
    """A call of one's funder, and how far the work on it is."""

    call: Call
    drafts: int
    submitted: int
    decided: int
    jurors: int
    due_on: date | None
    letters_prepared_at: datetime | None
    has_stepped_back: bool  # from a file of the call at least
    left_to_colleagues: int  # files without a decision that one has stepped back from
    jury_progress: JuryProgress


def dashboard_calls(user_id: uuid.UUID) -> list[DashboardCall]:
    """The calls of a person's funders: those at work first, the newest first; two queries."""
    is_over = case((Round.announced_at.is_not(None), 1), else_=0)
    rows = db.session.execute(
        select(
            Call,
            _how_many(ApplicationStatus.DRAFT),
            _how_many(ApplicationStatus.SUBMITTED),
            _decided(),
            _seated(),
            Jury.reviews_due_on,
            Announcement.prepared_at,
            stepped_back_from_call(user_id),
            left_to_colleagues(user_id),
        )
        .join(Membership, Membership.organisation_id == Call.funder_id)
        .join(Call.current_round)
        .outerjoin(Jury, Jury.round_id == Round.id)
        .outerjoin(Announcement, Announcement.round_id == Round.id)
        .where(Membership.user_id == user_id, Call.status != Publication.CANCELLED, is_kept(Call))
        .options(joinedload(Call.funder), contains_eager(Call.current_round))
        .order_by(is_over, Call.id.desc())
        .limit(_LIMIT)
    ).all()
    rounds = [row[0].current_round for row in rows]
    progress = _progress_of([current.id for current in rounds if current.announced_at is None])
    return [
        DashboardCall(*row, jury_progress=progress.get(current.id, JuryProgress()))
        for row, current in zip(rows, rounds, strict=True)
    ]


def _progress_of(round_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, JuryProgress]:
    """The work of several juries, in one query; what a déport closed is not wanted any more."""
    is_closed = ConflictOfInterest.id.is_not(None)
    rows = db.session.execute(
        select(
            Application.round_id,
            func.count(distinct(case((~is_closed, Assignment.application_id)))),
            func.count(case((~is_closed, 1))),
            func.count(case((Review.is_counted & ~is_closed, 1))),
        )
        .join(Assignment, Assignment.application_id == Application.id)
        .join(Juror, Juror.id == Assignment.juror_id)
        .outerjoin(ConflictOfInterest, stepped_back())
        .outerjoin(
            Review,
            (Review.juror_id == Assignment.juror_id)
            & (Review.application_id == Assignment.application_id),
        )
        .where(
            Application.round_id.in_(round_ids), Application.status == ApplicationStatus.SUBMITTED
        )
        .group_by(Application.round_id)
    )
    return {round_id: JuryProgress(*counts) for round_id, *counts in rows}


def _decided() -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(Decision)
        .join(Application, live_decision())
        .where(Decision.round_id == Round.id, Application.status == ApplicationStatus.SUBMITTED)
        .correlate(Round)
        .scalar_subquery()
    )


def _seated() -> ColumnElement[int]:
    return (
        select(func.count())
        .where(Juror.jury_id == Jury.id, Juror.status == JurorStatus.ACCEPTED)
        .correlate(Jury)
        .scalar_subquery()
    )


def _how_many(status: ApplicationStatus) -> ColumnElement[int]:
    return (
        select(func.count())
        .where(Application.round_id == Round.id, Application.status == status, is_kept(Application))
        .correlate(Round)
        .scalar_subquery()
    )
