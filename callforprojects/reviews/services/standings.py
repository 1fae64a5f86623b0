"""What the counted reviews of an application add up to, rewritten with each of them."""

import uuid

from sqlalchemy import select

from callforprojects.applications.models import Application
from callforprojects.core.data.database import db
from callforprojects.criteria.queries import criteria_of
from callforprojects.engines import scoring
from callforprojects.reviews.models import Review, ReviewStatus, Standing


def refresh_standing(application_id: uuid.UUID, *, held: Application | None = None) -> Standing:
    """Rewrite what the counted reviews of an application add up to, in this transaction.

    The application is held meanwhile: two jurors who hand in at once are added up one by one.
    `held` is the application when the caller holds it already.
    """
    db.session.flush()
    application = (
        held
        or db.session.execute(
            select(Application)
            .where(Application.id == application_id)
            .with_for_update(of=Application, key_share=True)
        ).scalar_one()
    )
    standing = db.session.scalar(  # read after the wait: what the other has just written
        select(Standing)
        .where(Standing.application_id == application_id)
        .execution_options(populate_existing=True)
    )
    reviews = db.session.execute(
        select(
            Review.total, Review.is_counted, Review.status, Review.is_revised, Review.version_count
        ).where(Review.application_id == application_id)
    ).all()
    kept = [row for row in reviews if row.is_counted or row.status is ReviewStatus.DRAFT]
    weights = scoring.weights_hash(criteria_of(application.round_id))
    if standing is None:
        standing = Standing(application_id=application_id, round_id=application.round_id)
        db.session.add(standing)
    summary = scoring.summary([row.total for row in reviews if row.is_counted])
    standing.count, standing.mean, standing.median = summary.count, summary.mean, summary.median
    standing.lowest, standing.highest = summary.lowest, summary.highest
    standing.weights = weights
    standing.versions = sum(row.version_count for row in kept)
    standing.revised = sum(row.is_revised for row in kept)
    db.session.flush()
    return standing
