"""What a proposal starts from: the ranked applications in order, with what is decided already."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa

from callforprojects.applications.models import Application
from callforprojects.applications.permissions import stepped_back_from
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.data.visitors import Visitor
from callforprojects.organisations.models import Organisation
from callforprojects.reviews.models import Standing
from callforprojects.reviews.permissions import still_to_judge
from callforprojects.selection.models import Decision
from callforprojects.selection.queries.order import live_decision, merit_order, submitted


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ranked application without a decision.

    `is_closed`: the officer who asks has stepped back from it, and must not decide on it.
    `is_masked`: they still have to judge it as a juror, and must not know its marks.
    """

    application_id: uuid.UUID
    reference: str
    title: str
    organisation: str
    rank: int
    count: int
    mean: Decimal
    median: Decimal
    requested: Money | None
    is_closed: bool
    is_masked: bool = False

    @property
    def is_open(self) -> bool:
        """A draft may be proposed to this officer."""
        return not (self.is_closed or self.is_masked)


def left_to_judge(call: Call, visitor: Visitor) -> int:
    """How many files of this call they still have to judge as a juror."""
    given = still_to_judge(visitor, call)
    if not given:
        return 0
    of_call = sa.select(sa.func.count()).where(
        Application.round_id == call.current_round.id, Application.id.in_(given)
    )
    return db.session.scalars(of_call).one()


def awaiting_decision(call: Call, visitor: Visitor) -> Sequence[Ranked]:
    """The ranked applications without a decision, the best first, in one query."""
    merit, masked = merit_order(call.current_round.id), still_to_judge(visitor, call)
    closed = stepped_back_from(visitor)
    rows = db.session.execute(
        sa.select(
            Application.id,
            Application.reference,
            Application.title,
            Organisation.name,
            merit.c.rank,
            Standing.count.label("number"),
            Standing.mean,
            sa.func.coalesce(Standing.median, Standing.mean).label("median"),
            Application.requested_amount,
        )
        .join(merit, merit.c.application_id == Application.id)
        .join(Standing, Standing.application_id == Application.id)
        .join(Organisation, Organisation.id == Application.organisation_id)
        .outerjoin(Decision, live_decision())
        .where(*submitted(call.current_round.id), merit.c.rank.is_not(None), Decision.id.is_(None))
        .order_by(merit.c.rank, Application.id)
    )
    return [
        Ranked(
            application_id=row.id,
            reference=row.reference,
            title=row.title,
            organisation=row.name,
            rank=row.rank,
            count=row.number,
            mean=row.mean,
            median=row.median,
            requested=row.requested_amount,
            is_closed=row.id in closed,
            is_masked=row.id in masked,
        )
        for row in rows
    ]
