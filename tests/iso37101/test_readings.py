"""The arithmetic of claims against expectations, by examples and by properties."""

import pytest
from hypothesis import assume, given, strategies as st

from callforprojects.iso37101 import (
    Breadth,
    Profile,
    Readings,
    alignment,
    blind_spots,
    breadth,
    coverage,
    distance,
    frame,
    harms,
    readings_of,
    similarity,
    strongest_domains,
    strongest_purposes,
)
from tests.iso37101.strategies import cells, claims, expectations

pytestmark = pytest.mark.unit

EXPECTED = Profile.from_cells(
    [
        ("resilience", "safety", 3),
        ("environment", "biodiversity", 3),
        ("wellbeing", "health", 2),
        ("cohesion", "mobility", 2),
    ]
)
CLAIMED = Profile.from_cells(
    [
        ("resilience", "safety", 3),
        ("wellbeing", "health", 1),
        ("wellbeing", "culture", 2),
        ("cohesion", "mobility", -1),
    ]
)


def test_a_claim_is_read_against_the_call():
    assert readings_of(EXPECTED, CLAIMED) == Readings(
        coverage=2 / 4,
        breadth=Breadth(domains=2, purposes=2),
        depth=5 / 4,
        alignment=(3 * 3 + 2 * 1) / (3 * (3 + 3 + 2 + 2)),
        blind_spots=(frame().cell("environment", "biodiversity"),),
        harms=(frame().cell("cohesion", "mobility"),),
    )


def test_an_empty_claim_covers_nothing_and_has_no_depth():
    assert readings_of(EXPECTED, Profile.empty()) == Readings(
        coverage=0.0,
        breadth=Breadth(domains=0, purposes=0),
        depth=None,
        alignment=0.0,
        blind_spots=(
            frame().cell("resilience", "safety"),
            frame().cell("environment", "biodiversity"),
        ),
        harms=(),
    )


def test_a_call_that_expects_nothing_has_neither_coverage_nor_alignment():
    assert coverage(Profile.empty(), CLAIMED) is None
    assert alignment(Profile.empty(), CLAIMED) is None
    assert blind_spots(Profile.empty(), CLAIMED) == ()


@pytest.mark.parametrize("reading", [coverage, alignment, blind_spots])
def test_a_call_cannot_expect_a_harm(reading):
    with pytest.raises(ValueError, match="cannot expect a harm"):
        reading(CLAIMED, CLAIMED)


def test_a_required_cell_that_is_harmed_is_a_blind_spot():
    cell = frame().cell("resilience", "safety")
    expected = Profile.from_cells([(*cell.key, 3)])

    assert blind_spots(expected, Profile.from_cells([(*cell.key, -1)])) == (cell,)


def test_the_strongest_come_first_and_ties_keep_the_order_of_the_frame():
    assert [purpose.code for purpose in strongest_purposes(CLAIMED)] == ["resilience", "wellbeing"]
    assert [domain.code for domain in strongest_domains(CLAIMED, at_most=2)] == [
        "safety",
        "culture",
    ]
    assert strongest_purposes(Profile.empty()) == ()
    assert strongest_domains(Profile.empty()) == ()


def known(reading: float | None) -> float:
    """A reading that there is: something is expected, or claimed."""
    assert reading is not None
    return reading


@given(expectations, claims)
def test_readings_stay_within_their_bounds(expected, claimed):
    assume(not expected.is_empty)

    read = readings_of(expected, claimed)

    assert 0 <= known(read.coverage) <= 1
    assert 0 <= known(read.alignment) <= 1
    assert 0 <= read.breadth.domains <= 12
    assert 0 <= read.breadth.purposes <= 6
    assert read.depth is None or -1 <= read.depth <= 3


@given(expectations, claims, cells, st.integers(0, 3))
def test_a_higher_claim_never_lowers_a_reading(expected, claimed, cell, rise):
    assume(not expected.is_empty)

    more = claimed.with_level(*cell, min(3, claimed[cell] + rise))

    assert known(coverage(expected, more)) >= known(coverage(expected, claimed))
    assert known(alignment(expected, more)) >= known(alignment(expected, claimed))
    assert breadth(more).domains >= breadth(claimed).domains
    assert breadth(more).purposes >= breadth(claimed).purposes
    assert set(blind_spots(expected, more)) <= set(blind_spots(expected, claimed))
    assert set(harms(more)) <= set(harms(claimed))


@given(expectations, claims)
def test_alignment_is_one_exactly_when_all_that_is_expected_is_claimed_at_most(expected, claimed):
    assume(not expected.is_empty)
    wanted = [cell for cell, level in expected.items() if level]
    full = claimed
    for cell in wanted:
        full = full.with_level(*cell, 3)

    assert alignment(expected, full) == 1
    assert coverage(expected, full) == 1
    assert blind_spots(expected, full) == ()
    assert (alignment(expected, claimed) == 1) == all(claimed[cell] == 3 for cell in wanted)
    assert known(alignment(expected, full.with_level(*wanted[0], 2))) < 1


@given(expectations, claims)
def test_coverage_is_zero_exactly_when_alignment_is(expected, claimed):
    assume(not expected.is_empty)

    assert (coverage(expected, claimed) == 0) == (alignment(expected, claimed) == 0)
    assert known(alignment(expected, claimed)) <= 1


@given(expectations, claims)
def test_what_is_out_of_scope_changes_nothing(expected, claimed):
    inside = Profile.from_cells(
        (purpose, domain, level)
        for purpose, domain, level in claimed.filled
        if expected[purpose, domain]
    )

    assert coverage(expected, inside) == coverage(expected, claimed)
    assert alignment(expected, inside) == alignment(expected, claimed)
    assert blind_spots(expected, inside) == blind_spots(expected, claimed)


@given(claims, claims, claims)
def test_distance_is_a_distance(one, other, third):
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, one) == 0
    assert distance(one, other) == distance(other, one)
    assert distance(one, third) <= distance(one, other) + distance(other, third)


@given(claims, claims)
def test_similarity_is_symmetric_and_bounded(one, other):
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, other) == similarity(other, one)
    assert similarity(one, one) == (1 if one.total else 0)


def test_similar_projects_lean_the_same_way():
    shy = Profile.from_cells([("resilience", "safety", 1), ("wellbeing", "health", 1)])
    bold = Profile.from_cells([("resilience", "safety", 3), ("wellbeing", "health", 3)])
    elsewhere = Profile.from_cells([("cohesion", "culture", 3)])

    assert similarity(shy, bold) == 1
    assert similarity(shy, elsewhere) == 0
    assert distance(shy, bold) == 4
