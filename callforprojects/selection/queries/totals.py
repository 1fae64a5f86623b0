"""The sums of a call: what was asked, what is decided, what is left of the envelope."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call
from callforprojects.core.database import db
from callforprojects.core.money import Money
from callforprojects.reviews.models import Standing
from callforprojects.selection.models import Decision, Outcome
from callforprojects.selection.queries.ranking import submitted, total_money


@dataclass(frozen=True, slots=True)
class OutcomeTotal:
    """How many applications have an outcome, and what they are granted together."""

    outcome: Outcome
    count: int
    amount: Money


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of a call. `usual_count` is the most frequent number of counted reviews."""

    applications: int
    ranked: int
    requested: Money
    usual_count: int
    envelope: Money | None
    outcomes: Sequence[OutcomeTotal]

    @property
    def decided(self) -> int:
        return sum(total.count for total in self.outcomes)

    @property
    def missing(self) -> int:
        """How many applications have no decision yet."""
        return self.applications - self.decided

    @property
    def funded(self) -> int:
        return sum(total.count for total in self.outcomes if total.outcome.is_funded)

    @property
    def granted(self) -> Money:
        return sum((total.amount for total in self.outcomes), Money.zero())

    @property
    def left(self) -> Money | None:
        """What the envelope still holds; None without an envelope, zero when it is passed."""
        if self.envelope is None:
            return None
        return max(self.envelope - self.granted, Money.zero())

    @property
    def excess(self) -> Money:
        """What is granted above the envelope."""
        if self.envelope is None:
            return Money.zero()
        return max(self.granted - self.envelope, Money.zero())


def totals_of(call: Call) -> Totals:
    """The sums of a call, in three queries."""
    applications, ranked, requested = db.session.execute(
        sa.select(
            sa.func.count(Application.id),
            sa.func.count(Standing.mean),
            total_money(sa.func.sum(Application.requested_amount)),
        )
        .outerjoin(Standing, Standing.application_id == Application.id)
        .where(*submitted(call.id))
    ).one()
    return Totals(
        applications=applications,
        ranked=ranked,
        requested=requested or Money.zero(),
        usual_count=_usual_count(call.id),
        envelope=call.envelope,
        outcomes=_outcomes(call.id),
    )


def undecided(call: Call, *, limit: int) -> Sequence[Application]:
    """The first applications without a decision, by reference, with their organisation."""
    return db.session.scalars(
        sa.select(Application)
        .outerjoin(Decision, Decision.application_id == Application.id)
        .where(*submitted(call.id), Decision.id.is_(None))
        .order_by(Application.reference)
        .limit(limit)
        .options(joinedload(Application.organisation))
    ).all()


def decision_of(application_id: uuid.UUID) -> Decision | None:
    """The decision on an application, announced or not, as it stands in the database now."""
    return db.session.scalar(
        sa.select(Decision)
        .where(Decision.application_id == application_id)
        .execution_options(populate_existing=True)
    )


def _usual_count(call_id: uuid.UUID) -> int:
    frequency = sa.func.count()
    usual = db.session.scalar(
        sa.select(Standing.count)
        .where(Standing.call_id == call_id, Standing.count > 0)
        .group_by(Standing.count)
        .order_by(frequency.desc(), Standing.count.desc())
        .limit(1)
    )
    return usual or 0


def _outcomes(call_id: uuid.UUID) -> list[OutcomeTotal]:
    rows = db.session.execute(
        sa.select(Decision.outcome, sa.func.count(), total_money(sa.func.sum(Decision.amount)))
        .join(Application, Application.id == Decision.application_id)
        .where(*submitted(call_id))
        .group_by(Decision.outcome)
    )
    found = {outcome: (number, amount) for outcome, number, amount in rows}
    return [
        OutcomeTotal(outcome, number, amount or Money.zero())
        for outcome in Outcome
        for number, amount in [found.get(outcome, (0, None))]
    ]
