"""Whether a condition holds, from what is known; and which comparisons decide it."""

import calendar
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from callforprojects.engines.conditions.expressions import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Constant,
    DateOffset,
    Formula,
    Negation,
    Operand,
    Operator,
)
from callforprojects.engines.conditions.facts import (
    Facts,
    FactValue,
    NoValue,
    PlaceCodes,
    ZoneCodes,
    Zones,
)
from callforprojects.engines.conditions.truth import (
    Truth,
    conjunction,
    disjunction,
    negation_of,
)

_MONTHS_A_YEAR = 12
_ORDERED: Mapping[Operator, Callable[[Any, Sequence[Any]], bool]] = {
    Operator.EQUALS: lambda value, others: bool(value == others[0]),
    Operator.MORE_THAN: lambda value, others: bool(value > others[0]),
    Operator.LESS_THAN: lambda value, others: bool(value < others[0]),
    Operator.AT_LEAST: lambda value, others: bool(value >= others[0]),
    Operator.AT_MOST: lambda value, others: bool(value <= others[0]),
    Operator.BETWEEN: lambda value, others: bool(others[0] <= value <= others[1]),
}


def evaluate(condition: Condition, facts: Facts, zones: Zones | None = None) -> Truth:
    """Whether it holds. Pure: nothing else is read, and the same gives the same.

    A comparison with a fact that is not known, or not answered, is not known; `ANSWERED` of one
    that is not answered is false. A fact that is not asked equals nothing, lies nowhere and is not
    answered: each comparison of it is false. The condition has been checked (`checking`).
    """
    known_zones = zones or {}
    match condition:
        case AllOf(parts):
            return conjunction(evaluate(part, facts, known_zones) for part in parts)
        case AnyOf(parts):
            return disjunction(evaluate(part, facts, known_zones) for part in parts)
        case Negation(part):
            return negation_of(evaluate(part, facts, known_zones))
        case Comparison():
            return _compare(condition, facts, known_zones)


def deciding(
    condition: Condition, facts: Facts, zones: Zones | None = None
) -> tuple[Comparison, ...]:
    """The comparisons that make a condition what it is: those that would have to change.

    Of "each of" that is false, the false ones; of one that is not known, those that are not known;
    of "one of" that is true, the true ones; else all of them.
    """
    known_zones = zones or {}
    match condition:
        case Comparison():
            return (condition,)
        case Negation(part):
            return deciding(part, facts, known_zones)
        case AllOf(parts) | AnyOf(parts):
            truth = evaluate(condition, facts, known_zones)
            return tuple(
                comparison
                for part in parts
                if evaluate(part, facts, known_zones) is truth
                for comparison in deciding(part, facts, known_zones)
            )


def _compare(comparison: Comparison, facts: Facts, zones: Zones) -> Truth:
    value = facts.get(comparison.fact, NoValue.NOT_KNOWN)
    if value is NoValue.NOT_ASKED:
        return Truth.FALSE
    if comparison.operator is Operator.ANSWERED:
        return _is_answered(value)
    if isinstance(value, NoValue):
        return Truth.UNKNOWN
    if comparison.operator is Operator.INSIDE:
        return _is_inside(value, comparison.operands[0], zones)
    return _is_so(comparison, value, facts)


def _is_so(comparison: Comparison, value: FactValue, facts: Facts) -> Truth:
    others = [_value_of(operand, facts) for operand in comparison.operands]
    if NoValue.NOT_ASKED in others:
        return Truth.FALSE
    if any(isinstance(other, NoValue) for other in others):
        return Truth.UNKNOWN
    return Truth.of(holds=_holds(comparison.operator, value, others))


def _is_answered(value: FactValue | NoValue) -> Truth:
    if value is NoValue.NOT_KNOWN:
        return Truth.UNKNOWN
    return Truth.of(holds=value is not NoValue.UNANSWERED)


def _holds(operator: Operator, value: Any, others: Sequence[Any]) -> bool:  # noqa: ANN401  # any kind of fact
    if operator is Operator.CONTAINS:
        return _plain(others[0]) in _plain(value)
    if operator is Operator.IN:
        return _plain(value) in _plain(others[0])
    return _ORDERED[operator](_plain(value), [_plain(other) for other in others])


def _plain(value: Any) -> Any:  # noqa: ANN401  # any kind of fact
    """A text without what two people write differently."""
    if isinstance(value, str):
        return " ".join(value.casefold().split())
    if isinstance(value, frozenset):
        return frozenset(_plain(each) for each in value)
    return value


def _value_of(operand: Operand, facts: Facts) -> FactValue | NoValue:
    match operand:
        case Constant(value=value):
            return value
        case DateOffset(fact, months, days):
            start = facts.get(fact, NoValue.NOT_KNOWN)
            return _later(start, months, days) if isinstance(start, date) else _missing(start)
        case Formula():
            return _sum_of(operand, facts)


def _sum_of(formula: Formula, facts: Facts) -> FactValue | NoValue:
    """What is not asked counts nothing; what is not known makes the whole not known."""
    total = formula.fixed
    for share in formula.shares:
        value = facts.get(share.fact, NoValue.NOT_KNOWN)
        if value is NoValue.NOT_ASKED:
            continue
        if not isinstance(value, int | Decimal):
            return _missing(value)
        total += share.factor * value
    return total


def _missing(value: FactValue | NoValue) -> NoValue:
    return value if isinstance(value, NoValue) else NoValue.NOT_KNOWN


def _later(start: date, months: int, days: int) -> date | NoValue:
    """The same day of another month, or its last one: 31 January and a month is 28 February."""
    year, month = divmod(start.year * _MONTHS_A_YEAR + start.month - 1 + months, _MONTHS_A_YEAR)
    if not date.min.year <= year <= date.max.year:
        return NoValue.NOT_KNOWN
    last = calendar.monthrange(year, month + 1)[1]
    try:
        return date(year, month + 1, min(start.day, last)) + timedelta(days=days)
    except OverflowError:
        return NoValue.NOT_KNOWN


def _is_inside(value: FactValue, operand: Operand, zones: Zones) -> Truth:
    """Inside one of several: true when it is, or when all of its communes are.

    A place that is in a zone in part, or some of whose communes are, is for somebody to look at.
    """
    if not isinstance(value, PlaceCodes) or not isinstance(operand, Constant):
        return Truth.UNKNOWN
    references = operand.value if isinstance(operand.value, frozenset) else frozenset()
    return disjunction(_is_in(value, reference, zones) for reference in references)


def _is_in(place: PlaceCodes, reference: str, zones: Zones) -> Truth:
    zone = zones.get(reference)
    if zone is None and reference.startswith("zone:"):
        return Truth.UNKNOWN
    if zone is None:
        zone = ZoneCodes(frozenset({reference}))
    if place.ids & zone.whole or (place.communes and place.communes <= zone.whole):
        return Truth.TRUE
    touched = (place.ids | place.communes) & (zone.whole | zone.part)
    return Truth.UNKNOWN if touched else Truth.FALSE
