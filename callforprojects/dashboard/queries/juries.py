"""The juries a person sits in, and how far their work is."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import contains_eager

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.deletion import is_kept
from callforprojects.juries.models import (
    Assignment,
    Declaration,
    Juror,
    JurorRole,
    JurorStatus,
    Jury,
)
from callforprojects.juries.queries import is_open_to_juror
from callforprojects.reviews.models import Review, ReviewStatus


@dataclass(frozen=True, slots=True)
class DashboardJury:
    """A jury one sits in, and how far one's work is."""

    call: Call
    due_on: date | None
    role: JurorRole
    to_declare: int
    to_score: int
    submitted: int

    @property
    def total(self) -> int:
        return self.to_declare + self.to_score + self.submitted

    @property
    def is_over(self) -> bool:
        """The results are announced, or never will be."""
        return self.call.is_over


def dashboard_juries(user_id: uuid.UUID) -> list[DashboardJury]:
    """The juries of a person; files withdrawn, or closed by a déport, do not count."""
    is_submitted = Review.status == ReviewStatus.SUBMITTED
    is_left = Application.id.is_not(None) & ~func.coalesce(is_submitted, False)
    rows = db.session.execute(
        select(
            Call,
            Jury.reviews_due_on,
            Juror.role,
            func.count(case((is_left & Declaration.id.is_(None), 1))),
            func.count(
                case((Declaration.id.is_not(None) & ~func.coalesce(is_submitted, False), 1))
            ),
            func.count(case((is_submitted, 1))),
        )
        .join(Call.current_round)
        .join(Jury, Jury.round_id == Round.id)
        .join(Juror, Juror.jury_id == Jury.id)
        .outerjoin(Assignment, Assignment.juror_id == Juror.id)
        .outerjoin(
            Application, and_(Application.id == Assignment.application_id, is_open_to_juror())
        )
        .outerjoin(
            Declaration,
            and_(Declaration.juror_id == Juror.id, Declaration.application_id == Application.id),
        )
        .outerjoin(
            Review, and_(Review.juror_id == Juror.id, Review.application_id == Application.id)
        )
        .where(Juror.user_id == user_id, Juror.status == JurorStatus.ACCEPTED, is_kept(Call))
        .options(contains_eager(Call.current_round))
        .group_by(Call.id, Round.id, Jury.reviews_due_on, Juror.role)
        .order_by(Round.announced_at.is_not(None), Jury.reviews_due_on, Call.id)
    )
    return [DashboardJury(*row) for row in rows]
