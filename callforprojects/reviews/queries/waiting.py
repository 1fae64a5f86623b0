"""Who is late: the jurors of a round whose files wait for scores."""

import uuid
from dataclasses import dataclass

from sqlalchemy import and_, func

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application
from callforprojects.core.data.database import db
from callforprojects.juries.models import Juror, JurorStatus
from callforprojects.juries.queries import open_assignments
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
        open_assignments(Juror, User.language, func.count())
        .outerjoin(User, User.id == Juror.user_id)
        .outerjoin(Review, and_(of_assignment(Review), Review.status == ReviewStatus.SUBMITTED))
        .where(
            Application.round_id == round_id,
            Juror.status == JurorStatus.ACCEPTED,
            Review.id.is_(None),
        )
        .group_by(Juror.id, User.language)
        .order_by(Juror.search_text, Juror.id)
    )
    return [Waiting(juror, language, count) for juror, language, count in rows]
