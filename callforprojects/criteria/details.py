"""What the page of a criterion gives to its verbs: one frozen record."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from callforprojects.core.data.points import Points
from callforprojects.criteria.models import USUAL_SCALE


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionDetails:
    """One criterion of the grid; `weight` is a percentage, `descriptors` what marks mean."""

    title: str
    weight: Points
    guidance: str = ""
    descriptors: Mapping[Points, str] = field(default_factory=dict)
    scale_max: Points = USUAL_SCALE
    purposes: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    question_keys: tuple[str, ...] = ()
    version: int | None = None
