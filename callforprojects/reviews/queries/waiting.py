"""Who is late: the jurors of a call whose files wait for scores."""

import uuid
from dataclasses import dataclass

from sqlalchemy import and_, func, select

from callforprojects.accounts.models import User
from callforprojects.applications.models import (
    Application,
    ApplicationStatus,
    ConflictOfInterest,
)
from callforprojects.core.data.database import db
from callforprojects.juries.models import Assignment, Juror, JurorStatus
from callforprojects.juries.queries import stepped_back
from callforprojects.reviews.models import Review, ReviewStatus
from callforprojects.reviews.queries.juror_files import of_assignment


@dataclass(frozen=True, slots=True)
class Waiting:
    """A juror, and how many of their files wait for scores."""

    juror: Juror
    language: str | None
    count: int


def waiting_jurors(round_id: uuid.UUID) -> list[Waiting]:
    """The accepted jurors of a call who have files without a submitted review, by name."""
    rows = db.session.execute(
        select(Juror, User.language, func.count())
        .join(Assignment, Assignment.juror_id == Juror.id)
        .join(Application, Application.id == Assignment.application_id)
        .outerjoin(User, User.id == Juror.user_id)
        .outerjoin(ConflictOfInterest, stepped_back())
        .outerjoin(Review, and_(of_assignment(Review), Review.status == ReviewStatus.SUBMITTED))
        .where(
            Application.round_id == round_id,
            Application.status == ApplicationStatus.SUBMITTED,
            Juror.status == JurorStatus.ACCEPTED,
            ConflictOfInterest.id.is_(None),
            Review.id.is_(None),
        )
        .group_by(Juror.id, User.language)
        .order_by(Juror.search_text, Juror.id)
    )
    return [Waiting(juror, language, count) for juror, language, count in rows]
