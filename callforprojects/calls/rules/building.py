"""Short ways to write the conditions of ready rules."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from callforprojects.engines.conditions import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Constant,
    DateOffset,
    FactKind,
    Formula,
    Negation,
    Operator,
    Share,
)

REQUESTED = "project.requested_amount"
COST = "project.total_cost"
OWN = "project.own_funds"
PUBLIC = "project.public_grants"
IS_OVERSEAS = "applicant.is_overseas"
_PERCENT = Decimal("0.01")


def all_of(*parts: Condition) -> Condition:
    """Each of these: the only one, when there is one."""
    return parts[0] if len(parts) == 1 else AllOf(parts)


def those_given(*parts: Condition | None) -> Condition | None:
    """Each of those that there are; None when there is none."""
    found = [part for part in parts if part is not None]
    return all_of(*found) if found else None


def any_of(*parts: Condition) -> Condition:
    """One of these at least: the only one, when there is one."""
    return parts[0] if len(parts) == 1 else AnyOf(parts)


def is_true(fact: str) -> Comparison:
    return Comparison(fact, Operator.EQUALS, (Constant(FactKind.YES_NO, value=True),))


def is_false(fact: str) -> Comparison:
    return Comparison(fact, Operator.EQUALS, (Constant(FactKind.YES_NO, value=False),))


def is_answered(fact: str) -> Comparison:
    return Comparison(fact, Operator.ANSWERED)


def is_among(fact: str, codes: Collection[str]) -> Comparison:
    """One choice is one of these."""
    return Comparison(fact, Operator.IN, (Constant(FactKind.CHOICE, frozenset(codes)),))


def contains_any(fact: str, codes: Collection[str]) -> Condition:
    """Of several choices, one of these is there."""
    return any_of(*(contains(fact, code) for code in codes))


def contains(fact: str, code: str) -> Comparison:
    return Comparison(fact, Operator.CONTAINS, (Constant(FactKind.CHOICE, code),))


def is_inside(fact: str, references: Collection[str]) -> Comparison:
    """A place is inside one of these territories or zones."""
    return Comparison(fact, Operator.INSIDE, (Constant(FactKind.PLACE, frozenset(references)),))


def is_number(
    fact: str, operator: Operator, value: Decimal | int, kind: FactKind = FactKind.NUMBER
) -> Comparison:
    """With a number, or with cents."""
    return Comparison(fact, operator, (Constant(kind, value),))


def money_is(fact: str, operator: Operator, cents: int) -> Comparison:
    return is_number(fact, operator, cents, FactKind.MONEY)


def is_share(
    fact: str, operator: Operator, percents: Mapping[str, Decimal], cents: int = 0
) -> Comparison:
    """An amount compared with so many percents of others, and something fixed."""
    shares = tuple(Share(name, percent * _PERCENT) for name, percent in percents.items())
    return Comparison(fact, operator, (Formula(FactKind.MONEY, shares, Decimal(cents)),))


def is_months_after(fact: str, operator: Operator, start: str, months: int) -> Comparison:
    """A date compared with another so many months later."""
    return Comparison(fact, operator, (DateOffset(start, months=months),))


def denied(condition: Condition) -> Condition:
    return Negation(condition)
