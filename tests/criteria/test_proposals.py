"""The grid proposed from the expected profile."""

import pytest
from hypothesis import given, strategies as st

from callforprojects.core.text.i18n import in_language
from callforprojects.criteria.proposals import propose_criteria, shared_in_steps
from callforprojects.iso37101.codes import CELL_CODES
from callforprojects.iso37101.profile import Profile

pytestmark = pytest.mark.unit

PROFILES = st.dictionaries(st.sampled_from(CELL_CODES), st.sampled_from([2, 3]), min_size=1).map(
    lambda cells: Profile.from_cells((*cell, level) for cell, level in cells.items())
)


def test_empty_profile_proposes_nothing():
    assert propose_criteria(Profile.empty()) == []


@given(PROFILES)
def test_any_profile_gives_a_sound_grid(profile):
    grid = propose_criteria(profile)

    assert 3 <= len(grid) <= 6
    assert sum(criterion.weight.number for criterion in grid) == 100
    assert all(
        criterion.weight.number % 5 == 0 and criterion.weight.number >= 5 for criterion in grid
    )
    assert all(criterion.guidance and 0 < len(criterion.title) <= 200 for criterion in grid)
    assert len({criterion.title for criterion in grid}) == len(grid)


def test_strongest_purpose_comes_first_with_its_required_domains():
    profile = Profile.from_cells(
        [
            ("cohesion", "health", 2),
            ("resilience", "mobility", 3),
            ("resilience", "governance", 3),
            ("resilience", "health", 2),
        ]
    )

    with in_language("en"):
        first, second, governance, feasibility = propose_criteria(profile)

    assert first.purposes == ("resilience",)
    assert set(first.domains) == {"mobility", "governance"}
    assert second.purposes == ("cohesion",)
    assert second.domains == ("health",)
    assert first.weight > second.weight
    assert governance.domains == ("governance",)
    assert governance.title == "Governance and partnership"
    assert feasibility.question_keys[0] == "starts_on"


def test_grid_speaks_the_language_asked():
    profile = Profile.from_cells([("resilience", "mobility", 3)])

    with in_language("fr"):
        titles = [criterion.title for criterion in propose_criteria(profile)]

    assert titles[0].startswith("Contribution à la finalité")
    assert titles[1] == "Gouvernance et partenariat"


@given(st.lists(st.integers(1, 36), min_size=1, max_size=4))
def test_shares_follow_what_is_expected(shares):
    weights = shared_in_steps(70, shares)

    assert sum(weights) == 70
    assert all(weight % 5 == 0 and weight >= 5 for weight in weights)
    for one, other in zip(range(len(shares)), range(1, len(shares)), strict=False):
        if shares[one] > shares[other]:
            assert weights[one] >= weights[other]
