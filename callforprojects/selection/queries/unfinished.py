"""What a jury has not done when its call is about to be announced, and what passes its limits."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.core.tables.pagination import row_count
from callforprojects.juries.models import Assignment, Juror, JurorStatus
from callforprojects.juries.queries import open_assignments
from callforprojects.reviews.models import Review, ReviewStatus, Standing
from callforprojects.selection.queries.order import submitted

_NAMED = 20
_WHOLE = 100 * 100  # a rate is a percentage, here in hundredths: databases compare whole numbers


@dataclass(frozen=True, slots=True)
class FirstFiles:
    """The first of some files, by reference, and how many they are."""

    named: Sequence[Application] = ()
    count: int = 0

    @property
    def others(self) -> int:
        """How many are not named."""
        return self.count - len(self.named)

    def as_json(self) -> dict[str, object]:
        """For the activity."""
        return {"count": self.count, "first": [application.reference for application in self.named]}


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What is said before announcing."""

    reviews_missing: int
    unreviewed: FirstFiles
    beyond_limits: FirstFiles

    def __bool__(self) -> bool:
        return bool(self.reviews_missing or self.unreviewed.count or self.beyond_limits.count)


def unfinished_of(call: Call) -> Unfinished:
    """Reviews that jurors still owe, files that nobody reviewed, files that ask too much."""
    return Unfinished(
        reviews_missing=_reviews_missing(call),
        unreviewed=_first_files(
            call,
            ~sa.exists().where(
                Standing.application_id == Application.id, Standing.mean.is_not(None)
            ),
        ),
        beyond_limits=_beyond_limits(call),
    )


def _reviews_missing(call: Call) -> int:
    handed_in = sa.exists().where(
        Review.juror_id == Assignment.juror_id,
        Review.application_id == Assignment.application_id,
        Review.status == ReviewStatus.SUBMITTED,
    )
    owed = open_assignments(Assignment.id).where(
        Application.round_id == call.current_round.id,
        Juror.status == JurorStatus.ACCEPTED,
        ~handed_in,
    )
    return row_count(owed)


def _beyond_limits(call: Call) -> FirstFiles:
    """Files that ask more than the ceiling of the call, or a greater share of their cost."""
    limits: list[sa.ColumnElement[bool]] = []
    if call.ceiling is not None:
        limits.append(Application.requested_amount > call.ceiling)
    if call.rate is not None:
        requested = sa.cast(Application.requested_amount, sa.BigInteger) * _WHOLE
        allowed = sa.cast(Application.total_cost, sa.BigInteger) * int(call.rate * 100)
        limits.append(requested > allowed)
    return _first_files(call, sa.or_(*limits)) if limits else FirstFiles()


def _first_files(call: Call, condition: sa.ColumnElement[bool]) -> FirstFiles:
    those = sa.select(Application).where(*submitted(call.current_round.id), condition)
    named = db.session.scalars(
        those.order_by(Application.reference)
        .limit(_NAMED)
        .options(joinedload(Application.organisation))
    ).all()
    return FirstFiles(named, len(named) if len(named) < _NAMED else row_count(those))
