"""Criteria for the tests."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.points import Points
from callforprojects.criteria.models import Criterion, GridVersion


def make_criterion(position: int = 1, weight: int | Points = 100, **values: Any) -> Criterion:
    """A criterion, of no grid unless one is given."""
    return Criterion(
        **{
            "position": position,
            "title": f"Critère {position}",
            "guidance": "Ce que le projet change, et pour qui.",
            "weight": weight if isinstance(weight, Points) else Points.of(weight),
            "scale_max": Points.of(5),
            "purposes": ["resilience"],
            "domains": ["mobility"],
            "question_keys": ["objectives"],
            **values,
        }
    )


def make_grid(call: Call, weights: Iterable[int]) -> list[Criterion]:
    """The criteria of a call, with these weights."""
    grid = GridVersion(round=call.current_round)
    return [make_criterion(place, weight, grid=grid) for place, weight in enumerate(weights, 1)]


def first_criterion(call: Call) -> Criterion:
    """The first criterion of a call, as its page loads it."""
    query = (
        select(Criterion)
        .join(Criterion.grid)
        .where(GridVersion.round_id == call.current_round.id, Criterion.position == 1)
        .options(
            contains_eager(Criterion.grid).joinedload(GridVersion.round).joinedload(Round.call)
        )
    )
    return db.session.scalars(query).one()
