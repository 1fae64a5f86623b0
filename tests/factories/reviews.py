"""Reviews for tests: written through the services, so that they are what jurors make."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application
from callforprojects.calls.models import Round
from callforprojects.core.data.database import db
from callforprojects.core.data.points import Points
from callforprojects.juries.models import Juror
from callforprojects.reviews import queries, services
from callforprojects.reviews.models import Review, ScoreStatus
from callforprojects.reviews.services import Details, Mark

NOT_APPLICABLE = Mark(ScoreStatus.NOT_APPLICABLE, comment="It does not apply here.")


def scoring_session_of(juror: Juror, application: Application) -> queries.ScoringSession:
    """The scoring page of a juror, loaded as the page loads it."""
    loaded = db.session.scalars(
        select(Application)
        .where(Application.id == application.id)
        .options(joinedload(Application.round).joinedload(Round.call))
        .execution_options(populate_existing=True)
    ).one()
    assert juror.user_id is not None
    return queries.scoring_session_of(loaded, juror.user_id)


def user_of(juror: Juror) -> User:
    """The person in a seat that has been taken."""
    assert juror.user is not None
    return juror.user


def marks_of(scoring: queries.ScoringSession, *values: int | str | None) -> dict[UUID, Mark]:
    """Marks in the order of the criteria: a number, "na", or None."""
    found: dict[UUID, Mark] = {}
    for criterion, value in zip(scoring.criteria, values, strict=True):
        if value is None:
            found[criterion.id] = Mark()
        elif value == "na":
            found[criterion.id] = NOT_APPLICABLE
        else:
            found[criterion.id] = Mark(ScoreStatus.SCORED, Points.of(value))
    return found


def make_review(
    juror: Juror,
    application: Application,
    *values: int | str | None,
    submitted: bool = True,
    comment: str = "",
) -> Review:
    """A review with these marks, handed in unless told otherwise."""
    scoring = scoring_session_of(juror, application)
    version = scoring.review.version if scoring.review else 0
    details = Details(version, comment, marks_of(scoring, *values))
    review = services.save_review(scoring, details, by=user_of(juror))
    if submitted:
        services.submit_review(review, scoring.criteria, by=user_of(juror))
    db.session.flush()
    return review
