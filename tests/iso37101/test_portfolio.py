"""The sum of profiles over a portfolio."""

import pytest
from hypothesis import given, strategies as st

from callforprojects.iso37101 import Portfolio, Profile, frame, total
from tests.iso37101.strategies import cells, claims

pytestmark = pytest.mark.unit

ONE = Profile.from_cells([("resilience", "safety", 3), ("cohesion", "health", -1)])
OTHER = Profile.from_cells([("resilience", "safety", 2), ("cohesion", "health", 1)])


def test_levels_and_projects_are_counted_in_each_cell():
    both = total([ONE, OTHER])

    assert both.size == 2
    assert both["resilience", "safety"] == 5
    assert both.count("resilience", "safety") == 2
    assert both.mean("resilience", "safety") == 2.5
    assert both["cohesion", "health"] == 1
    assert both.count("cohesion", "health") == 1
    assert both.harm_count("cohesion", "health") == 1
    assert both.peak == 5
    assert both.total == 6
    assert both.by_purpose()["resilience"] == 5
    assert both.by_domain()["health"] == 1


def test_no_project_makes_an_empty_portfolio():
    nothing = total([])

    assert nothing == Portfolio()
    assert nothing.mean("resilience", "safety") == 0
    assert nothing.peak == 0
    assert nothing.left_aside() == frame().cells


def test_what_nobody_contributes_to_is_left_aside():
    expected = Profile.from_cells([("resilience", "safety", 3), ("wellbeing", "culture", 2)])

    assert total([ONE, OTHER]).left_aside(expected) == (frame().cell("wellbeing", "culture"),)
    assert len(total([ONE, OTHER]).left_aside()) == 70
    assert len(total([ONE]).left_aside()) == 71


def test_an_unknown_cell_is_a_key_error():
    with pytest.raises(KeyError):
        total([ONE])["safety", "resilience"]


@given(st.lists(claims, max_size=4), st.lists(claims, max_size=4))
def test_sums_do_not_depend_on_the_order_nor_on_the_grouping(some, others):
    assert total(some + others) == total(others + some)
    assert total(some) + total(others) == total(some + others)
    assert total(some) + Portfolio() == total(some)


@given(st.lists(claims, max_size=4), cells)
def test_each_cell_adds_the_profiles_up(profiles, cell):
    added = total(profiles)

    assert added[cell] == sum(max(profile[cell], 0) for profile in profiles)
    assert added.count(*cell) + added.harm_count(*cell) <= added.size
    assert added.total == sum(profile.total for profile in profiles)
    assert sum(added.by_purpose().values()) == sum(added.by_domain().values()) == added.total
