"""The profile read through the goals and the RFSC objectives."""

import pytest
from hypothesis import given, strategies as st

from callforprojects.iso37101 import CELL_CODES, Profile, frame, rfsc_weights, sdg_tags, sdg_weights
from tests.iso37101.strategies import cells, claims

pytestmark = pytest.mark.unit


def test_a_full_profile_reaches_everything():
    full = Profile((3,) * len(CELL_CODES))

    assert set(sdg_weights(full).values()) == {1.0}
    assert set(rfsc_weights(full).values()) == {1.0}


def test_an_empty_or_harmful_profile_reaches_nothing():
    harmful = Profile((-1,) * len(CELL_CODES))

    assert set(sdg_weights(harmful).values()) == {0.0}
    assert set(rfsc_weights(Profile.empty()).values()) == {0.0}
    assert sdg_tags(harmful) == ()


def test_weights_come_from_the_links():
    health = Profile.from_cells([("wellbeing", "health", 2)])

    # Goal 3: purposes 3 + 1 + 1, domains 3 + 2 + 2; well-being and health weigh 3 each.
    assert sdg_weights(health)["sdg-03"] == pytest.approx((3 * 3 * 2) / (5 * 7 * 3))
    assert sdg_tags(health, at_most=1) == (frame().sdg("sdg-03"),)


def test_an_objective_is_reached_through_its_cells():
    plan = Profile.from_cells([("resilience", "safety", 3)])

    # Objective 3: resilience with safety and with infrastructure.
    assert rfsc_weights(plan)["rfsc-03"] == 0.5


@given(claims, cells, st.integers(0, 3))
def test_more_contribution_never_lowers_a_weight(claimed, cell, rise):
    more = claimed.with_level(*cell, min(3, claimed[cell] + rise))

    for weights in (sdg_weights, rfsc_weights):
        before, after = weights(claimed), weights(more)
        assert list(before) == list(after)
        assert all(0 <= before[code] <= after[code] <= 1 for code in before)


@given(claims)
def test_tags_are_reached_goals_strongest_first(claimed):
    weights = [sdg_weights(claimed)[goal.code] for goal in sdg_tags(claimed, at_most=17)]

    assert all(weights)
    assert weights == sorted(weights, reverse=True)
    assert len(sdg_tags(claimed)) <= 5
