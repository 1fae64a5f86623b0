"""The arithmetic of scores: exact, renormalised, and a missing mark is never a zero."""

import uuid
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from callforprojects.core.data.identifiers import uuid7
from callforprojects.engines.scoring import (
    Tally,
    cell_marks,
    mean_by_domain,
    mean_by_purpose,
    pooled_mean,
    spread,
    summary,
    weighted_mean,
    weights_hash,
)

pytestmark = pytest.mark.unit


@dataclass(frozen=True)
class Criterion:
    weight: int
    scale_max: int = 5
    purposes: list[str] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)
    id: uuid.UUID = field(default_factory=uuid7)
    title: str = "A criterion"


@st.composite
def grids(draw: st.DrawFn) -> tuple[list[Criterion], dict[uuid.UUID, int | None]]:
    """Criteria with marks, some missing."""
    criteria = [
        Criterion(draw(st.integers(1, 100)), draw(st.integers(1, 20)))
        for _ in range(draw(st.integers(1, 8)))
    ]
    marks = {c.id: draw(st.none() | st.integers(0, c.scale_max)) for c in criteria}
    return criteria, marks


def test_a_total_is_the_weighted_share_of_the_scale() -> None:
    one, two = Criterion(70), Criterion(30, scale_max=10)

    assert weighted_mean({one.id: 5, two.id: 0}, [one, two]) == Decimal("70.0000")
    assert weighted_mean({one.id: 0, two.id: 10}, [one, two]) == Decimal("30.0000")


def test_a_missing_mark_is_not_a_zero() -> None:
    one, two = Criterion(70), Criterion(30)

    assert weighted_mean({one.id: 4, two.id: None}, [one, two]) == Decimal("80.0000")
    assert weighted_mean({one.id: 4}, [one, two]) == Decimal("80.0000")
    assert weighted_mean({one.id: 4, two.id: 0}, [one, two]) == Decimal("56.0000")


def test_nothing_marked_has_no_total() -> None:
    one = Criterion(100)

    assert weighted_mean({}, [one]) is None
    assert weighted_mean({one.id: None}, [one]) is None
    assert weighted_mean({}, []) is None


def test_a_criterion_without_weight_makes_no_total() -> None:
    one = Criterion(0)

    assert weighted_mean({one.id: 5}, [one]) is None


@given(grids())
def test_a_total_lies_between_the_worst_and_the_best_share(
    grid: tuple[list[Criterion], dict[uuid.UUID, int | None]],
) -> None:
    criteria, marks = grid
    shares = [
        Fraction(mark, c.scale_max) * 100 for c in criteria if (mark := marks[c.id]) is not None
    ]

    total = weighted_mean(marks, criteria)

    if not shares:
        assert total is None
    else:
        slack = Fraction(1, 10_000)
        assert total is not None
        assert min(shares) - slack <= Fraction(total) <= max(shares) + slack


@given(grids())
def test_dropping_what_is_missing_changes_nothing(
    grid: tuple[list[Criterion], dict[uuid.UUID, int | None]],
) -> None:
    criteria, marks = grid
    marked = [c for c in criteria if marks[c.id] is not None]

    assert weighted_mean(marks, criteria) == weighted_mean(marks, marked)
    assert weighted_mean(marks, criteria) == weighted_mean(marks, criteria[::-1])


@given(grids(), st.integers(2, 9))
def test_only_the_proportions_of_weights_matter(
    grid: tuple[list[Criterion], dict[uuid.UUID, int | None]], times: int
) -> None:
    criteria, marks = grid
    heavier = [Criterion(c.weight * times, c.scale_max, id=c.id) for c in criteria]

    assert weighted_mean(marks, heavier) == weighted_mean(marks, criteria)


@given(grids(), st.data())
def test_a_better_mark_never_lowers_the_total(
    grid: tuple[list[Criterion], dict[uuid.UUID, int | None]], data: st.DataObject
) -> None:
    criteria, marks = grid
    better = {
        c.id: None if (mark := marks[c.id]) is None else data.draw(st.integers(mark, c.scale_max))
        for c in criteria
    }

    before, after = weighted_mean(marks, criteria), weighted_mean(better, criteria)

    assert (before is None) == (after is None)
    assert before is None or after is None or after >= before


@given(st.lists(grids(), min_size=1, max_size=1), st.integers(1, 5))
def test_the_same_review_many_times_has_its_own_mean(
    grid: list[tuple[list[Criterion], dict[uuid.UUID, int | None]]], times: int
) -> None:
    criteria, marks = grid[0]
    tallies = {
        key: Tally(times, mark * times, mark**2 * times)
        for key, mark in marks.items()
        if mark is not None
    }

    assert pooled_mean(tallies, criteria) == weighted_mean(marks, criteria)


def test_the_spread_is_the_standard_deviation_out_of_100() -> None:
    assert spread(Tally(2, 5, 25), 5) == Decimal("50.0000")
    assert spread(Tally(3, 12, 48), 5) == Decimal("0.0000")
    assert spread(Tally(0, 0, 0), 5) is None


def test_purposes_and_domains_take_the_criteria_that_speak_to_them() -> None:
    one = Criterion(75, purposes=["environment", "cohesion"], domains=["mobility"])
    two = Criterion(25, purposes=["environment"])
    tallies = {one.id: Tally(1, 5, 25), two.id: Tally(1, 0, 0)}

    purposes = mean_by_purpose(tallies, [one, two], ["environment", "cohesion", "resilience"])
    domains = mean_by_domain(tallies, [one, two], ["mobility", "governance"])
    cells = cell_marks(tallies, [one, two])

    assert purposes == {
        "environment": Decimal("75.0000"),
        "cohesion": Decimal("100.0000"),
        "resilience": None,
    }
    assert domains == {"mobility": Decimal("100.0000"), "governance": None}
    assert cells["cohesion", "mobility"] == Decimal(1)
    assert cells["resilience", "mobility"] is None
    assert [mark.title for mark in cells.sources] == [one.title]


def test_a_mark_spread_over_cells_counts_once_in_their_means() -> None:
    wide = Criterion(50, purposes=["environment"], domains=["mobility", "health", "culture"])
    narrow = Criterion(50, purposes=["environment"], domains=["economy"])
    tallies = {wide.id: Tally(2, 10, 50), narrow.id: Tally(2, 0, 0)}

    cells = cell_marks(tallies, [wide, narrow])

    row = [("environment", domain) for domain in ("mobility", "health", "culture", "economy")]
    assert cells.mean_of(row) == Decimal("0.5")
    assert [cells[cell] for cell in row] == [1, 1, 1, 0]
    assert [mark.number for mark in cells.sources_of(("environment", "economy"))] == [2]


def test_a_summary_counts_only_totals_that_exist() -> None:
    found = summary([Decimal(40), None, Decimal(90), Decimal(50)])

    assert (found.count, found.mean, found.median) == (3, Decimal("60.0000"), Decimal("50.0000"))
    assert (found.lowest, found.highest) == (Decimal(40), Decimal(90))


def test_a_summary_of_nothing_is_not_zero() -> None:
    found = summary([None])

    assert (found.count, found.mean, found.median, found.lowest) == (0, None, None, None)


def test_the_hash_of_weights_follows_weights_and_not_order() -> None:
    one, two = Criterion(70), Criterion(30)
    other = Criterion(71, id=one.id)

    assert weights_hash([one, two]) == weights_hash([two, one])
    assert weights_hash([one, two]) != weights_hash([other, two])
