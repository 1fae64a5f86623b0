"""What was handed in before: the versions of a review, the changes made after reading others."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import and_, case, or_, select

from callforprojects.core.data.database import db
from callforprojects.juries.models import Juror
from callforprojects.reviews.models import Review, ReviewStatus, ReviewVersion


@dataclass(frozen=True, slots=True)
class ReviewRevision:
    """A review reopened after its juror had read the others; `after` is None until it is in."""

    name: str
    before: Decimal | None
    after: Decimal | None


def versions_of(review: Review) -> Sequence[ReviewVersion]:
    """What a review was each time it was handed in, the first one first."""
    return db.session.scalars(
        select(ReviewVersion)
        .where(ReviewVersion.review_id == review.id)
        .order_by(ReviewVersion.number)
    ).all()


def revisions_of(
    application_ids: Iterable[uuid.UUID],
) -> Mapping[uuid.UUID, Sequence[ReviewRevision]]:
    """For each of these applications, whose standing says that it has some; no query for none."""
    marked = list(application_ids)
    found: dict[uuid.UUID, list[ReviewRevision]] = defaultdict(list)
    if not marked:
        return found
    is_submitted = case((Review.status == ReviewStatus.SUBMITTED, 1), else_=0)
    before = and_(
        ReviewVersion.review_id == Review.id,
        ReviewVersion.number == Review.version_count - is_submitted,
    )
    rows = db.session.execute(
        select(Review.application_id, Juror.full_name, ReviewVersion.total, Review.total)
        .join(Review.juror)
        .outerjoin(ReviewVersion, before)
        .where(
            Review.application_id.in_(marked),
            Review.is_revised.is_(True),
            or_(Review.is_counted.is_(True), Review.status == ReviewStatus.DRAFT),
        )
        .order_by(Review.application_id, Review.juror_id)
    )
    for application_id, name, total_before, total in rows:
        found[application_id].append(ReviewRevision(name, total_before, total))
    return found
