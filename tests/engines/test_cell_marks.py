"""The marks of a jury, cell by cell: each is where its criterion speaks, and counts once."""

from decimal import Decimal

import pytest

from callforprojects.engines.cell_marks import CellMarks, CriterionMark

pytestmark = pytest.mark.unit

AIR, WATER, HEALTH = ("environment", "air"), ("environment", "water"), ("wellbeing", "health")


def mark(number: int, share: str, weight: int, *cells: tuple[str, str]) -> CriterionMark:
    """The mark of a criterion that speaks to all that these cells name."""
    purposes = frozenset(purpose for purpose, _domain in cells)
    domains = frozenset(domain for _purpose, domain in cells)
    return CriterionMark(number, f"Criterion {number}", Decimal(share), weight, purposes, domains)


def test_a_mark_is_in_each_cell_of_its_purposes_and_domains() -> None:
    wide = mark(1, "0.5", 10, AIR, HEALTH)

    assert [wide.speaks_to(cell) for cell in (AIR, HEALTH, WATER)] == [True, True, False]
    assert wide.speaks_to(("wellbeing", "air"))
    assert not wide.speaks_to(("resilience", "air"))
    assert not wide.speaks_to(("environment", "mobility"))


def test_a_criterion_without_purpose_or_without_domain_is_in_no_cell() -> None:
    whole = mark(1, "0.5", 10, AIR)
    no_purpose = CriterionMark(2, "Air", Decimal(1), 10, frozenset(), frozenset({"air"}))
    no_domain = CriterionMark(3, "All", Decimal(1), 10, frozenset({"environment"}), frozenset())
    marks = CellMarks([whole, no_purpose, no_domain])

    assert marks.sources == [whole]
    assert marks[AIR] == Decimal("0.5")


def test_a_cell_is_the_mean_of_its_criteria_by_their_weights() -> None:
    heavy, light, other = mark(1, "1", 30, AIR), mark(2, "0", 10, AIR), mark(3, "0.2", 5, WATER)
    marks = CellMarks([heavy, light, other])

    assert marks.sources_of(AIR) == [heavy, light]
    assert marks[AIR] == Decimal("0.75")
    assert marks[WATER] == Decimal("0.2")


def test_of_several_cells_a_criterion_counts_once() -> None:
    wide, narrow = mark(1, "1", 10, AIR, WATER), mark(2, "0", 10, AIR)
    marks = CellMarks([wide, narrow])

    assert marks.mean_of([AIR, WATER]) == Decimal("0.5")
    assert marks.mean_of(iter([AIR])) == Decimal("0.5")


def test_what_nobody_has_marked_is_not_a_zero() -> None:
    assert CellMarks()[AIR] is None
    assert CellMarks([mark(1, "1", 10, AIR)])[HEALTH] is None
    assert CellMarks([mark(1, "1", 0, AIR)])[AIR] is None
    assert CellMarks([mark(1, "0", 10, AIR)])[AIR] == Decimal(0)
