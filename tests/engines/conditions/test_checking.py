"""Conditions that make no sense, as a table."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from callforprojects.engines.conditions import (
    AllOf,
    AnyOf,
    Comparison,
    Constant,
    DateOffset,
    FactKind,
    Formula,
    Mistake,
    Negation,
    Nonsense,
    Operator,
    Share,
    mistakes_in,
    operators_of,
)
from tests.engines.conditions.scenes import KINDS, conditions

pytestmark = pytest.mark.unit

ONE = Constant(FactKind.NUMBER, Decimal(1))
EURO = Constant(FactKind.MONEY, 100)
DAY = Constant(FactKind.DATE, date(2027, 6, 30))
GAS = Constant(FactKind.CHOICE, "gas")


@pytest.mark.parametrize(
    ("fact", "operator", "operands", "nonsense"),
    [
        ("height", Operator.ANSWERED, [], Nonsense.NO_SUCH_FACT),
        ("name", Operator.AT_MOST, [ONE], Nonsense.NOT_OF_KIND),
        ("plan", Operator.EQUALS, [ONE], Nonsense.NOT_OF_KIND),
        ("place", Operator.EQUALS, [ONE], Nonsense.NOT_OF_KIND),
        ("cost", Operator.AT_MOST, [], Nonsense.WRONG_OPERAND),
        ("cost", Operator.AT_MOST, [EURO, EURO], Nonsense.WRONG_OPERAND),
        ("cost", Operator.BETWEEN, [EURO], Nonsense.WRONG_OPERAND),
        ("cost", Operator.ANSWERED, [EURO], Nonsense.WRONG_OPERAND),
        ("cost", Operator.AT_MOST, [ONE], Nonsense.WRONG_OPERAND),
        ("cost", Operator.AT_MOST, [DateOffset("ends_on")], Nonsense.WRONG_OPERAND),
        ("cost", Operator.AT_MOST, [Formula(FactKind.MONEY, ())], Nonsense.WRONG_OPERAND),
        (
            "cost",
            Operator.AT_MOST,
            [Formula(FactKind.MONEY, (Share("surface", Decimal(1)),))],
            Nonsense.WRONG_OPERAND,
        ),
        (
            "cost",
            Operator.AT_MOST,
            [Formula(FactKind.MONEY, (Share("height", Decimal(1)),))],
            Nonsense.NO_SUCH_FACT,
        ),
        ("ends_on", Operator.AT_MOST, [DateOffset("cost")], Nonsense.WRONG_OPERAND),
        ("ends_on", Operator.AT_MOST, [DateOffset("height")], Nonsense.NO_SUCH_FACT),
        ("energy", Operator.IN, [GAS], Nonsense.WRONG_OPERAND),
        ("energy", Operator.IN, [Constant(FactKind.CHOICE, frozenset())], Nonsense.WRONG_OPERAND),
        (
            "energy",
            Operator.EQUALS,
            [Constant(FactKind.CHOICE, frozenset({"gas"}))],
            Nonsense.WRONG_OPERAND,
        ),
        ("themes", Operator.CONTAINS, [Constant(FactKind.TEXT, "gas")], Nonsense.WRONG_OPERAND),
        (
            "surface",
            Operator.BETWEEN,
            [ONE, Constant(FactKind.NUMBER, Decimal(0))],
            Nonsense.NOT_IN_ORDER,
        ),
        ("surface", Operator.BETWEEN, [ONE, ONE], None),
        ("themes", Operator.CONTAINS, [GAS], None),
        ("ends_on", Operator.BETWEEN, [DateOffset("begins_on"), DAY], None),
    ],
)
def test_a_comparison_that_makes_no_sense_is_found(fact, operator, operands, nonsense):
    comparison = Comparison(fact, operator, tuple(operands))

    expected = [] if nonsense is None else [Mistake(nonsense, comparison)]
    assert list(mistakes_in(comparison, KINDS)) == expected


def test_all_mistakes_are_found_where_they_stand():
    wrong = Comparison("height", Operator.ANSWERED)
    right = Comparison("name", Operator.ANSWERED)
    condition = AllOf((right, Negation(wrong), AnyOf(())))

    assert list(mistakes_in(condition, KINDS)) == [
        Mistake(Nonsense.NO_SUCH_FACT, wrong),
        Mistake(Nonsense.EMPTY),
    ]


@given(conditions())
def test_what_boxes_build_makes_sense(condition):
    assert list(mistakes_in(condition, KINDS)) == []


@pytest.mark.parametrize("kind", list(FactKind))
def test_each_kind_can_be_asked_whether_it_is_answered(kind):
    offered = operators_of(kind)

    assert Operator.ANSWERED in offered
    assert any(operator.is_of_order for operator in offered) is kind.is_ordered
