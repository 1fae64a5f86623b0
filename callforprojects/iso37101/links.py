"""How a profile reads in the other frames: sustainable development goals and RFSC objectives."""

from collections.abc import Iterable

from callforprojects.iso37101.frame import frame
from callforprojects.iso37101.profile import MAJOR, NONE, Profile
from callforprojects.iso37101.terms import RfscObjective, SustainableGoal


def sdg_weights(profile: Profile) -> dict[str, float]:
    """Say how much of each goal a profile reaches, as {goal code: 0 to 1}, in their order.

    A goal is linked to purposes and domains with weights w from 1 to 3 (our proposal, see
    `frame().edition.mapping_note`). Over the cells where a linked purpose meets a linked domain:
    Σ (w_purpose * w_domain * max(level, 0)) / Σ (w_purpose * w_domain * 3).
    """
    return {goal.code: _sdg_weight(goal, profile) for goal in frame().sdgs}


def sdg_tags(profile: Profile, at_most: int = 5) -> tuple[SustainableGoal, ...]:
    """Propose the goals that a profile reaches most, most first; never one it does not reach."""
    weights = sdg_weights(profile)
    ordered = sorted(frame().sdgs, key=lambda goal: -weights[goal.code])
    return tuple(goal for goal in ordered if weights[goal.code])[:at_most]


def rfsc_weights(profile: Profile) -> dict[str, float]:
    """Say how much of each RFSC objective a profile reaches, as {code: 0 to 1}, in their order.

    Over the n cells where a purpose of the objective meets one of its domains:
    Σ max(level, 0) / (3 * n).
    """
    return {
        objective.code: _rfsc_weight(objective, profile) for objective in frame().rfsc_objectives
    }


def _sdg_weight(goal: SustainableGoal, profile: Profile) -> float:
    return _reached(
        (profile[purpose.code, domain.code], purpose_weight * domain_weight)
        for purpose, purpose_weight in goal.purposes
        for domain, domain_weight in goal.domains
    )


def _rfsc_weight(objective: RfscObjective, profile: Profile) -> float:
    return _reached(
        (profile[purpose.code, domain.code], 1)
        for purpose in objective.purposes
        for domain in objective.domains
    )


def _reached(cells: Iterable[tuple[int, int]]) -> float:
    """Σ (weight * level⁺) / Σ (weight * 3) over (level, weight)."""
    reached = best = 0
    for level, weight in cells:
        reached += weight * max(level, NONE)
        best += weight * MAJOR
    return reached / best
