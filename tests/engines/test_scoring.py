"""The arithmetic of scores: exact, renormalised, and a missing mark is never a zero."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, strategies as st

from callforprojects.core.data.identifiers import uuid7
from callforprojects.core.data.points import Points
from callforprojects.engines.scoring import (
    CountsAs,
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
    weight: Points
    scale_max: Points
    purposes: list[str] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)
    id: uuid.UUID = field(default_factory=uuid7)
    stable_id: uuid.UUID = field(default_factory=uuid7)
    title: str = "A criterion"
    counts_as: CountsAs = CountsAs.MEAN


def criterion(weight: int, scale_max: int = 5, **values: Any) -> Criterion:
    return Criterion(Points.of(weight), Points.of(scale_max), **values)


def tally(count: int, total: int, squares: int) -> Tally:
    """Of whole marks."""
    return Tally(count, total * 100, squares * 100**2)


def total_of(marks: Mapping[uuid.UUID, int | None], criteria: list[Criterion]) -> Decimal | None:
    return weighted_mean(
        {key: None if mark is None else Points.of(mark) for key, mark in marks.items()}, criteria
    )


@st.composite
def grids(draw: st.DrawFn) -> tuple[list[Criterion], dict[uuid.UUID, int | None]]:
    """Criteria with marks, some missing."""
    criteria = [
        criterion(draw(st.integers(1, 100)), draw(st.integers(1, 20)))
        for _ in range(draw(st.integers(1, 8)))
    ]
    marks = {c.id: draw(st.none() | st.integers(0, int(c.scale_max.number))) for c in criteria}
    return criteria, marks


def test_a_total_is_the_weighted_share_of_the_scale() -> None:
    one, two = criterion(70), criterion(30, scale_max=10)

    assert total_of({one.id: 5, two.id: 0}, [one, two]) == Decimal("70.0000")
    assert total_of({one.id: 0, two.id: 10}, [one, two]) == Decimal("30.0000")


def test_a_missing_mark_is_not_a_zero() -> None:
    one, two = criterion(70), criterion(30)

    assert total_of({one.id: 4, two.id: None}, [one, two]) == Decimal("80.0000")
    assert total_of({one.id: 4}, [one, two]) == Decimal("80.0000")
    assert total_of({one.id: 4, two.id: 0}, [one, two]) == Decimal("56.0000")


def test_nothing_marked_has_no_total() -> None:
    one = criterion(100)

    assert total_of({}, [one]) is None
    assert total_of({one.id: None}, [one]) is None
    assert total_of({}, []) is None


def test_a_criterion_without_weight_makes_no_total() -> None:
    one = criterion(0)

    assert total_of({one.id: 5}, [one]) is None


@given(grids())
def test_a_total_lies_between_the_worst_and_the_best_share(
    grid: tuple[list[Criterion], dict[uuid.UUID, int | None]],
) -> None:
    criteria, marks = grid
    shares = [
        Fraction(mark, int(c.scale_max.number)) * 100
        for c in criteria
        if (mark := marks[c.id]) is not None
    ]

    total = total_of(marks, criteria)

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

    assert total_of(marks, criteria) == total_of(marks, marked)
    assert total_of(marks, criteria) == total_of(marks, criteria[::-1])


@given(grids(), st.integers(2, 9))
def test_only_the_proportions_of_weights_matter(
    grid: tuple[list[Criterion], dict[uuid.UUID, int | None]], times: int
) -> None:
    criteria, marks = grid
    heavier = [
        criterion(int(c.weight.number) * times, int(c.scale_max.number), id=c.id) for c in criteria
    ]

    assert total_of(marks, heavier) == total_of(marks, criteria)


@given(grids(), st.data())
def test_a_better_mark_never_lowers_the_total(
    grid: tuple[list[Criterion], dict[uuid.UUID, int | None]], data: st.DataObject
) -> None:
    criteria, marks = grid
    better = {
        c.id: None
        if (mark := marks[c.id]) is None
        else data.draw(st.integers(mark, int(c.scale_max.number)))
        for c in criteria
    }

    before, after = total_of(marks, criteria), total_of(better, criteria)

    assert (before is None) == (after is None)
    assert before is None or after is None or after >= before


@given(st.lists(grids(), min_size=1, max_size=1), st.integers(1, 5))
def test_the_same_review_many_times_has_its_own_mean(
    grid: list[tuple[list[Criterion], dict[uuid.UUID, int | None]]], times: int
) -> None:
    criteria, marks = grid[0]
    tallies = {
        key: tally(times, mark * times, mark**2 * times)
        for key, mark in marks.items()
        if mark is not None
    }

    assert pooled_mean(tallies, criteria) == total_of(marks, criteria)


def test_the_spread_is_the_standard_deviation_out_of_100() -> None:
    assert spread(tally(2, 5, 25), Points.of(5)) == Decimal("50.0000")
    assert spread(tally(3, 12, 48), Points.of(5)) == Decimal("0.0000")
    assert spread(tally(0, 0, 0), Points.of(5)) is None


def test_purposes_and_domains_take_the_criteria_that_speak_to_them() -> None:
    one = criterion(75, purposes=["environment", "cohesion"], domains=["mobility"])
    two = criterion(25, purposes=["environment"])
    tallies = {one.id: tally(1, 5, 25), two.id: tally(1, 0, 0)}

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
    wide = criterion(50, purposes=["environment"], domains=["mobility", "health", "culture"])
    narrow = criterion(50, purposes=["environment"], domains=["economy"])
    tallies = {wide.id: tally(2, 10, 50), narrow.id: tally(2, 0, 0)}

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
    one, two = criterion(70), criterion(30)
    other = criterion(71, stable_id=one.stable_id)

    assert weights_hash([one, two]) == weights_hash([two, one])
    assert weights_hash([one, two]) != weights_hash([other, two])


@given(grids())
def test_halves_of_marks_and_weights_are_reckoned_as_their_doubles(
    grid: tuple[list[Criterion], dict[uuid.UUID, int | None]],
) -> None:
    criteria, marks = grid
    half = [
        replace(
            c,
            weight=Points(c.weight.hundredths // 2),
            scale_max=Points(c.scale_max.hundredths // 2),
        )
        for c in criteria
    ]
    halves = {key: None if mark is None else Points(mark * 50) for key, mark in marks.items()}

    assert weighted_mean(halves, half) == total_of(marks, criteria)


@given(grids())
def test_hundredths_give_the_totals_that_whole_numbers_gave(
    grid: tuple[list[Criterion], dict[uuid.UUID, int | None]],
) -> None:
    """As they were reckoned before marks and weights were kept in hundredths, to the last digit."""
    criteria, marks = grid
    top, weight = Decimal(0), 0
    for c in criteria:
        mark = marks[c.id]
        if mark is not None:
            top += Decimal(int(c.weight.number) * mark) / int(c.scale_max.number)
            weight += int(c.weight.number)
    whole = (top / weight * 100).quantize(Decimal("0.0001"), ROUND_HALF_UP) if weight else None

    assert total_of(marks, criteria) == whole


def test_points_after_the_mean_are_added_and_taken_off() -> None:
    one = criterion(100)
    bonus = criterion(0, 5, counts_as=CountsAs.BONUS)
    malus = criterion(0, 10, counts_as=CountsAs.MALUS)
    shown = criterion(0, 5, counts_as=CountsAs.NOTHING)
    grid = [one, bonus, malus, shown]

    marks = {one.id: 4, bonus.id: 3, malus.id: 2, shown.id: 5}
    assert total_of(marks, grid) == Decimal("81.0000")
    assert total_of(marks | {malus.id: None}, grid) == Decimal("83.0000")
    assert total_of({bonus.id: 5}, grid) is None


def test_a_mark_on_a_scale_from_one_is_its_share_of_the_best() -> None:
    one = criterion(100, 4)

    assert total_of({one.id: 1}, [one]) == Decimal("25.0000")


def test_the_hash_of_weights_says_what_counts_otherwise() -> None:
    one = criterion(0)

    assert weights_hash([one]) != weights_hash([replace(one, counts_as=CountsAs.BONUS)])


def test_the_hash_of_weights_is_the_one_that_was_kept_for_whole_numbers() -> None:
    one = criterion(70, 10)

    kept = hashlib.sha256(f"{one.stable_id}:70:10".encode()).hexdigest()
    assert weights_hash([one]) == kept
