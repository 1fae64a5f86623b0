"""What was handed in before: the versions of a review, the changes made after reading others."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from callforprojects.core.database import db
from callforprojects.reviews.models import Review, ReviewStatus, ReviewVersion, Standing


@dataclass(frozen=True, slots=True)
class Revision:
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


def revisions_of(standings: Iterable[Standing | None]) -> Mapping[uuid.UUID, Sequence[Revision]]:
    """For each application whose standing says that it has some; no query when none has."""
    marked = [each.application_id for each in standings if each is not None and each.revised]
    found: dict[uuid.UUID, list[Revision]] = defaultdict(list)
    if not marked:
        return found
    reviews = db.session.scalars(
        select(Review)
        .where(
            Review.application_id.in_(marked),
            Review.is_revised.is_(True),
            or_(Review.is_counted.is_(True), Review.status == ReviewStatus.DRAFT),
        )
        .order_by(Review.application_id, Review.juror_id)
        .options(joinedload(Review.juror), selectinload(Review.versions))
    )
    for review in reviews:
        before = review.before.total if review.before else None
        found[review.application_id].append(Revision(review.juror.full_name, before, review.total))
    return found
