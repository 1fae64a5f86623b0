"""The calls whose results are out, the newest first: how many projects, for how much."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from callforprojects.calls.models import Call, Publication, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.selection.models import FUNDED, Decision, Outcome
from callforprojects.selection.queries.order import is_live


def announced_outcomes(application_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Outcome]:
    """What is announced of these applications."""
    rows = db.session.execute(
        select(Decision.application_id, Decision.outcome).where(
            Decision.application_id.in_(application_ids),
            is_live(),
            Decision.announced_at.is_not(None),
        )
    )
    return {row.application_id: row.outcome for row in rows}


@dataclass(frozen=True, slots=True)
class AnnouncedCall:
    """A call, the instant of its announcement (aware UTC), the projects funded and their sum."""

    call: Call
    announced_at: datetime
    projects: int
    amount: Money


def announced_calls(*, limit: int = 3) -> Sequence[AnnouncedCall]:
    """The last calls announced, with their funder."""
    funded = (
        select(Decision.round_id, func.count().label("projects"), func.sum(Decision.amount))
        .where(is_live(), Decision.outcome.in_(FUNDED), Decision.announced_at.is_not(None))
        .group_by(Decision.round_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Call, func.coalesce(funded.c.projects, 0), funded.c[2])
        .join(Call.current_round)
        .outerjoin(funded, funded.c.round_id == Round.id)
        .where(Round.announced_at.is_not(None), Call.status == Publication.PUBLISHED)
        .options(joinedload(Call.funder), contains_eager(Call.current_round))
        .order_by(Round.announced_at.desc(), Call.id)
        .limit(limit)
    )
    return [
        AnnouncedCall(call, cast("datetime", call.announced_at), projects, amount or Money.zero())
        for call, projects, amount in rows
    ]
