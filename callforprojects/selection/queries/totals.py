"""The sums of a call: what was asked, what is decided, what is left of the envelope."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from callforprojects.applications.models import (
    Application,
    ApplicationStatus,
    ConflictOfInterest,
)
from callforprojects.applications.queries import files_open_to
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.data.visitors import Visitor
from callforprojects.reviews.models import Standing
from callforprojects.selection.models import Decision, Outcome
from callforprojects.selection.queries.order import is_live, live_decision, submitted, total_money


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
    """The sums of a call, in one query: a line for each outcome and number of reviews."""
    rows = db.session.execute(
        sa.select(
            Decision.outcome,
            Standing.count.label("reviews"),
            sa.func.count(Application.id).label("applications"),
            sa.func.count(Standing.mean).label("ranked"),
            total_money(sa.func.sum(Application.requested_amount)).label("requested"),
            total_money(sa.func.sum(Decision.amount)).label("granted"),
        )
        .outerjoin(Standing, Standing.application_id == Application.id)
        .outerjoin(Decision, live_decision())
        .where(*submitted(call.current_round.id))
        .group_by(Decision.outcome, Standing.count)
    ).all()
    return Totals(
        applications=sum(row.applications for row in rows),
        ranked=sum(row.ranked for row in rows),
        requested=_sum(row.requested for row in rows),
        usual_count=_usual_count(rows),
        envelope=call.envelope,
        outcomes=[_outcome_total(outcome, rows) for outcome in Outcome],
    )


def undecided(call: Call, visitor: Visitor, *, limit: int) -> Sequence[Application]:
    """The first applications without a decision, by reference, with their organisation."""
    return db.session.scalars(
        sa.select(Application)
        .outerjoin(Decision, live_decision())
        .where(
            *files_open_to(visitor, call.current_round.id, ApplicationStatus.SUBMITTED),
            Decision.id.is_(None),
        )
        .order_by(Application.reference)
        .limit(limit)
        .options(joinedload(Application.organisation))
    ).all()


def left_to_colleagues(user_id: uuid.UUID) -> sa.ScalarSelect[int]:
    """How many files of the `Round` of the query around have no decision and await a colleague's:
    this person has stepped back from them.
    """
    return (
        sa.select(sa.func.count())
        .select_from(ConflictOfInterest)
        .join(Application, Application.project_id == ConflictOfInterest.project_id)
        .outerjoin(Decision, live_decision())
        .where(
            Application.round_id == Round.id,
            Application.status == ApplicationStatus.SUBMITTED,
            ConflictOfInterest.user_id == user_id,
            ConflictOfInterest.lifted_at.is_(None),
            Decision.id.is_(None),
        )
        .correlate(Round)
        .scalar_subquery()
    )


def decision_of(application_id: uuid.UUID) -> Decision | None:
    """The live decision on an application, announced or not, as it is in the database now."""
    return db.session.scalar(
        sa.select(Decision)
        .where(Decision.application_id == application_id, is_live())
        .execution_options(populate_existing=True)
    )


def _usual_count(rows: Sequence[Any]) -> int:
    """The most frequent number of counted reviews, the highest of several; 0 without any."""
    frequency: Counter[int] = Counter()
    for row in rows:
        if row.reviews:
            frequency[row.reviews] += row.applications
    return max(frequency, key=lambda reviews: (frequency[reviews], reviews), default=0)


def _outcome_total(outcome: Outcome, rows: Sequence[Any]) -> OutcomeTotal:
    those = [row for row in rows if row.outcome is outcome]
    return OutcomeTotal(
        outcome, sum(row.applications for row in those), _sum(row.granted for row in those)
    )


def _sum(amounts: Iterable[Money | None]) -> Money:
    return sum((amount for amount in amounts if amount is not None), Money.zero())
