"""The profile: a value of 72 levels that refuses what does not exist."""

import json

import pytest
from hypothesis import given, strategies as st

from callforprojects.iso37101 import CELL_CODES, DOMAIN_CODES, PURPOSE_CODES, Profile, frame
from tests.iso37101.strategies import cells, claims

pytestmark = pytest.mark.unit


def test_an_empty_profile_has_72_zeros_in_the_order_of_the_frame():
    profile = Profile.empty()

    assert tuple(profile) == CELL_CODES
    assert set(profile.values()) == {0}
    assert len(profile) == 72
    assert profile.is_empty
    assert profile.filled == ()
    assert profile.to_json() == {}


def test_cells_that_are_not_named_are_zero():
    profile = Profile.from_cells([("resilience", "mobility", 3), ("cohesion", "health", -1)])

    assert profile["resilience", "mobility"] == 3
    assert profile["cohesion", "health"] == -1
    assert profile["wellbeing", "health"] == 0
    assert profile.filled == (("cohesion", "health", -1), ("resilience", "mobility", 3))
    assert not profile.is_empty


def test_profiles_with_the_same_levels_are_the_same_value():
    one = Profile.from_cells([("resilience", "mobility", 3), ("cohesion", "health", 1)])
    other = Profile.from_cells([("cohesion", "health", 1), ("resilience", "mobility", 3)])

    assert one == other
    assert {one: "known"}[other] == "known"
    assert one != Profile.empty()


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (("happiness", "mobility", 1), "no cell has the codes 'happiness' and 'mobility'"),
        (("resilience", "sea", 1), "no cell has the codes 'resilience' and 'sea'"),
        (("mobility", "resilience", 1), "no cell has the codes 'mobility' and 'resilience'"),
        (("resilience", "mobility", 4), "resilience/mobility: 4 is not a level from -1 to 3"),
        (("resilience", "mobility", -2), "-2 is not a level"),
        (("resilience", "mobility", 1.5), "1.5 is not a level"),
        (("resilience", "mobility", "2"), "'2' is not a level"),
        (("resilience", "mobility", True), "True is not a level"),
    ],
)
def test_bad_codes_and_levels_are_refused(cell, sentence):
    purpose, domain, level = cell

    with pytest.raises(ValueError, match=sentence):
        Profile.from_cells([cell])
    with pytest.raises(ValueError, match=sentence):
        Profile.from_json({f"{purpose}/{domain}": level})


def test_a_cell_given_twice_is_refused():
    with pytest.raises(ValueError, match="resilience/mobility is given twice"):
        Profile.from_cells([("resilience", "mobility", 1), ("resilience", "mobility", 1)])


def test_a_key_without_a_slash_is_refused():
    with pytest.raises(ValueError, match="no cell has the codes 'resilience' and ''"):
        Profile.from_json({"resilience": 2})


def test_a_profile_of_another_size_is_refused():
    with pytest.raises(ValueError, match="a profile has 72 levels, not 3"):
        Profile((1, 2, 3))


def test_asking_for_an_unknown_cell_is_a_key_error():
    with pytest.raises(KeyError, match="no cell has the codes 'sea' and 'sun'"):
        Profile.empty()["sea", "sun"]
    with pytest.raises(KeyError, match="no cell has the codes 'sea' and 'sun'"):
        Profile.empty().with_level("sea", "sun", 1)
    assert Profile.empty().get(("sea", "sun")) is None


def test_the_suggested_profile_requires_the_strongest_affinities():
    suggested = Profile.from_affinities()

    for cell in frame().cells:
        assert suggested[cell.key] == {1: 0, 2: 2, 3: 3}[cell.affinity]


def test_the_suggested_profile_keeps_to_the_subjects_of_the_call():
    suggested = Profile.from_affinities(purposes=["resilience"], domains=["safety", "economy"])

    assert {(purpose, domain) for purpose, domain, _level in suggested.filled} <= {
        ("resilience", "safety"),
        ("resilience", "economy"),
    }
    assert suggested["resilience", "safety"] == 3
    with pytest.raises(KeyError, match="'sea'"):
        Profile.from_affinities(domains=["sea"])


@given(claims)
def test_json_gives_the_same_profile_back(profile):
    assert Profile.from_json(json.loads(json.dumps(profile.to_json()))) == profile


@given(claims)
def test_cells_give_the_same_profile_back_in_any_order(profile):
    assert Profile.from_cells(reversed(profile.filled)) == profile


@given(claims, cells, st.integers(-1, 3))
def test_changing_a_level_changes_that_cell_only(profile, cell, level):
    changed = profile.with_level(*cell, level)

    assert changed[cell] == level
    assert {other: changed[other] for other in CELL_CODES if other != cell} == {
        other: profile[other] for other in CELL_CODES if other != cell
    }


@given(claims)
def test_rows_and_columns_add_up_to_the_same_total(profile):
    assert tuple(profile.by_purpose()) == PURPOSE_CODES
    assert tuple(profile.by_domain()) == DOMAIN_CODES
    assert sum(profile.by_purpose().values()) == profile.total
    assert sum(profile.by_domain().values()) == profile.total


def test_harms_are_not_deducted_from_sums():
    profile = Profile.from_cells(
        [("resilience", "mobility", 3), ("resilience", "health", -1), ("cohesion", "health", 1)]
    )

    assert profile.total == 4
    assert profile.by_purpose()["resilience"] == 3
    assert profile.by_domain()["health"] == 1
