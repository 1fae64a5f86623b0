"""Whether conditions hold: each comparison as a table, then what holds of all conditions."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given

from callforprojects.engines.conditions import (
    AllOf,
    AnyOf,
    Comparison,
    Constant,
    DateOffset,
    FactKind,
    Facts,
    Formula,
    Negation,
    NoValue,
    Operator,
    PlaceCodes,
    Share,
    Truth,
    ZoneCodes,
    deciding,
    evaluate,
)
from callforprojects.engines.conditions.truth import negation_of
from tests.engines.conditions.scenes import ZONES, conditions, facts

pytestmark = pytest.mark.unit

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
RENNES = PlaceCodes(
    frozenset({"commune:35238", "epci:243500139", "departement:35", "region:53"}),
    frozenset({"commune:35238"}),
)
METROPOLE = PlaceCodes(
    frozenset({"epci:243500139", "departement:35", "region:53"}),
    frozenset({"commune:35238", "commune:35024"}),
)


def number(value):
    return Constant(FactKind.NUMBER, Decimal(value))


def texts(kind, *values):
    return Constant(kind, frozenset(values))


@pytest.mark.parametrize(
    ("value", "operator", "operands", "truth"),
    [
        (Decimal(99_999), Operator.LESS_THAN, [number(100_000)], T),
        (Decimal(100_000), Operator.LESS_THAN, [number(100_000)], F),
        (Decimal(100_000), Operator.AT_MOST, [number(100_000)], T),
        (Decimal(5), Operator.BETWEEN, [number(5), number(7)], T),
        (Decimal(8), Operator.BETWEEN, [number(5), number(7)], F),
        (Decimal(8), Operator.MORE_THAN, [number(7)], T),
        (Decimal("7.0"), Operator.EQUALS, [number(7)], T),
        ("Bois  énergie", Operator.EQUALS, [Constant(FactKind.TEXT, "bois énergie")], T),
        ("Bois énergie", Operator.CONTAINS, [Constant(FactKind.TEXT, "ÉNERGIE")], T),
        ("wood", Operator.IN, [texts(FactKind.CHOICE, "gas", "wood")], T),
        ("sun", Operator.IN, [texts(FactKind.CHOICE, "gas", "wood")], F),
        (frozenset({"gas", "sun"}), Operator.CONTAINS, [Constant(FactKind.CHOICE, "sun")], T),
        (frozenset({"gas", "sun"}), Operator.CONTAINS, [Constant(FactKind.CHOICE, "wood")], F),
        (True, Operator.EQUALS, [Constant(FactKind.YES_NO, value=True)], T),
        (date(2027, 6, 30), Operator.AT_MOST, [Constant(FactKind.DATE, date(2027, 6, 30))], T),
        (date(2027, 7, 1), Operator.AT_MOST, [Constant(FactKind.DATE, date(2027, 6, 30))], F),
        ("x", Operator.ANSWERED, [], T),
        (NoValue.UNANSWERED, Operator.ANSWERED, [], F),
        (NoValue.NOT_KNOWN, Operator.ANSWERED, [], U),
        (NoValue.NOT_ASKED, Operator.ANSWERED, [], F),
        (NoValue.UNANSWERED, Operator.EQUALS, [number(7)], U),
        (NoValue.NOT_KNOWN, Operator.EQUALS, [number(7)], U),
        (NoValue.NOT_ASKED, Operator.EQUALS, [number(7)], F),
    ],
)
def test_a_fact_is_compared(value, operator, operands, truth):
    assert evaluate(Comparison("fact", operator, tuple(operands)), {"fact": value}) is truth


def test_a_fact_that_nobody_names_is_not_known():
    assert evaluate(Comparison("fact", Operator.ANSWERED), {}) is U


@pytest.mark.parametrize(
    ("place", "references", "truth"),
    [
        (RENNES, ["region:53"], T),
        (RENNES, ["region:28"], F),
        (RENNES, ["region:28", "departement:35"], T),
        (RENNES, ["zone:towns"], T),
        (METROPOLE, ["zone:towns"], U),  # one of its communes is in it
        (METROPOLE, ["zone:all"], T),  # all of its communes are
        (RENNES, ["zone:quarters"], U),  # a part of the commune is in it
        (METROPOLE, ["zone:quarters"], U),
        (RENNES, ["zone:elsewhere"], F),
        (RENNES, ["zone:removed"], U),
        (RENNES, ["zone:removed", "region:53"], T),
        (METROPOLE, ["commune:35238"], U),
    ],
)
def test_a_place_is_inside(place, references, truth):
    zones = {
        "zone:towns": ZoneCodes(frozenset({"commune:35238"})),
        "zone:all": ZoneCodes(frozenset({"commune:35238", "commune:35024", "commune:1"})),
        "zone:quarters": ZoneCodes(frozenset(), frozenset({"commune:35238"})),
        "zone:elsewhere": ZoneCodes(frozenset({"commune:14118"})),
    }
    inside = Comparison("place", Operator.INSIDE, (texts(FactKind.PLACE, *references),))

    assert evaluate(inside, {"place": place}, zones) is truth


def test_an_aid_is_compared_with_a_share_of_the_cost():
    rate = Formula(FactKind.MONEY, (Share("cost", Decimal("0.8")),))
    rule = Comparison("aid", Operator.AT_MOST, (rate,))

    assert evaluate(rule, {"aid": 80_00, "cost": 100_00}) is T
    assert evaluate(rule, {"aid": 80_01, "cost": 100_00}) is F
    assert evaluate(rule, {"aid": 80_01, "cost": NoValue.UNANSWERED}) is U
    assert evaluate(rule, {"aid": 80_01, "cost": NoValue.NOT_ASKED}) is F  # 80 % of nothing


def test_a_sum_counts_what_is_fixed():
    left = Formula(FactKind.MONEY, (Share("received", Decimal(-1)),), Decimal(300_000_00))
    de_minimis = Comparison("aid", Operator.AT_MOST, (left,))

    assert evaluate(de_minimis, {"aid": 100_000_00, "received": 200_000_00}) is T
    assert evaluate(de_minimis, {"aid": 100_000_01, "received": 200_000_00}) is F


@pytest.mark.parametrize(
    ("start", "months", "days", "last"),
    [
        (date(2027, 1, 31), 1, 0, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, 0, date(2028, 2, 29)),
        (date(2027, 12, 15), 1, 0, date(2028, 1, 15)),
        (date(2027, 3, 31), -1, 0, date(2027, 2, 28)),
        (date(2027, 1, 1), 24, -1, date(2028, 12, 31)),
    ],
)
def test_a_date_is_so_many_months_after_another(start, months, days, last):
    until = Comparison("end", Operator.AT_MOST, (DateOffset("start", months, days),))
    since = Comparison("end", Operator.AT_LEAST, (DateOffset("start", months, days),))

    assert evaluate(AllOf((until, since)), {"start": start, "end": last}) is T


def test_a_date_beyond_the_calendar_is_not_known():
    until = Comparison("end", Operator.AT_MOST, (DateOffset("start", 1200, 36600),))

    assert evaluate(until, {"start": date(9990, 1, 1), "end": date(2027, 1, 1)}) is U
    assert evaluate(until, {"start": date(9899, 12, 31), "end": date(2027, 1, 1)}) is U


def test_what_decides_is_what_would_have_to_change():
    small = Comparison("population", Operator.LESS_THAN, (number(100_000),))
    breton = Comparison("place", Operator.INSIDE, (texts(FactKind.PLACE, "region:53"),))
    begun = Comparison("is_begun", Operator.EQUALS, (Constant(FactKind.YES_NO, value=False),))
    rule = AllOf((small, AnyOf((breton, Negation(begun)))))

    far: Facts = {"population": Decimal(870_000), "place": RENNES}
    assert deciding(rule, far) == (small,)
    assert deciding(rule, {"population": Decimal(5)}) == (breton, begun)
    assert deciding(rule, {"population": Decimal(5), "place": RENNES}) == (small, breton)


@given(conditions(), conditions(), facts())
def test_de_morgan(left, right, known):
    neither = Negation(AnyOf((left, right)))
    not_both = Negation(AllOf((left, right)))

    assert evaluate(neither, known, ZONES) is evaluate(
        AllOf((Negation(left), Negation(right))), known, ZONES
    )
    assert evaluate(not_both, known, ZONES) is evaluate(
        AnyOf((Negation(left), Negation(right))), known, ZONES
    )
    assert evaluate(Negation(Negation(left)), known, ZONES) is evaluate(left, known, ZONES)


@given(conditions(), facts(), facts())
def test_learning_more_changes_nothing_that_was_known(condition, known, more):
    truth = evaluate(condition, known, ZONES)
    assume(truth is not U)
    learnt = {**more, **{k: v for k, v in known.items() if v is not NoValue.NOT_KNOWN}}

    assert evaluate(condition, learnt, ZONES) is truth


@given(conditions(answered=False), facts((NoValue.UNANSWERED,)), facts((NoValue.UNANSWERED,)))
def test_answering_changes_nothing_that_was_decided(condition, known, more):
    truth = evaluate(condition, known, ZONES)
    assume(truth is not U)
    answered = {**more, **{k: v for k, v in known.items() if v is not NoValue.UNANSWERED}}

    assert evaluate(condition, answered, ZONES) is truth


@given(conditions())
def test_of_nothing_known_nothing_follows(condition):
    assert evaluate(condition, {}, ZONES) is U


@given(conditions(), facts())
def test_comparisons_that_decide_are_never_none(condition, known):
    assert deciding(condition, known, ZONES)
    decisive = {evaluate(each, known, ZONES) for each in deciding(condition, known, ZONES)}

    truth = evaluate(condition, known, ZONES)
    assert (U in decisive) is (truth is U)
    assert decisive <= {truth, negation_of(truth)}
