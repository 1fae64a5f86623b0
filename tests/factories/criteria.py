"""Criteria for the tests."""

from typing import Any

from callforprojects.core.data.points import Points
from callforprojects.criteria.models import Criterion


def make_criterion(position: int = 1, weight: int = 100, **values: Any) -> Criterion:
    """A criterion, of no call unless one is given."""
    return Criterion(
        **{
            "position": position,
            "title": f"Critère {position}",
            "guidance": "Ce que le projet change, et pour qui.",
            "weight": Points.of(weight),
            "scale_max": Points.of(5),
            "purposes": ["resilience"],
            "domains": ["mobility"],
            "question_keys": ["objectives"],
            **values,
        }
    )
