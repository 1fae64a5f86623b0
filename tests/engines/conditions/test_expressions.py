"""What a condition speaks of."""

from decimal import Decimal

import pytest

from callforprojects.engines.conditions import (
    AllOf,
    AnyOf,
    Comparison,
    Constant,
    DateOffset,
    FactKind,
    Formula,
    Negation,
    Operator,
    Share,
    comparisons_in,
    facts_in,
    zones_in,
)

pytestmark = pytest.mark.unit

INSIDE = Comparison(
    "place", Operator.INSIDE, (Constant(FactKind.PLACE, frozenset({"zone:a", "region:53"})),)
)
RATE = Comparison(
    "aid", Operator.AT_MOST, (Formula(FactKind.MONEY, (Share("cost", Decimal("0.8")),)),)
)
LATE = Comparison("end", Operator.AT_MOST, (DateOffset("start", months=24),))
WORDS = Comparison("theme", Operator.IN, (Constant(FactKind.CHOICE, frozenset({"zone:b"})),))


def test_it_names_its_facts_wherever_they_stand():
    condition = AllOf((AnyOf((INSIDE, Negation(RATE))), LATE, WORDS))

    assert list(comparisons_in(condition)) == [INSIDE, RATE, LATE, WORDS]
    assert facts_in(condition) == {"place", "aid", "cost", "end", "start", "theme"}


def test_it_names_the_zones_in_which_something_must_lie():
    assert zones_in(AllOf((INSIDE, WORDS, RATE))) == {"zone:a", "region:53"}
