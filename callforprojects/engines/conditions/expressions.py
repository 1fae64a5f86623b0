"""The language: a small typed expression, that boxes build and that is kept as JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from callforprojects.engines.conditions.facts import FactKind


class Operator(StrEnum):
    """How a fact is compared. `BETWEEN` includes both ends."""

    EQUALS = "equals"
    IN = "in"
    CONTAINS = "contains"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"
    ANSWERED = "answered"
    INSIDE = "inside"

    @property
    def is_of_order(self) -> bool:
        return self in _OF_ORDER


_OF_ORDER = frozenset(
    {
        Operator.MORE_THAN,
        Operator.LESS_THAN,
        Operator.AT_LEAST,
        Operator.AT_MOST,
        Operator.BETWEEN,
    }
)


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the condition; of a place, references of territories and of zones."""

    kind: FactKind
    value: str | bool | int | Decimal | date | frozenset[str]


@dataclass(frozen=True, slots=True)
class Share:
    """So many times a fact: 0.8 for 80 % of it."""

    fact: str
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Formula:
    """A sum of shares of facts of one kind, numbers or cents, and of something fixed."""

    kind: FactKind
    shares: tuple[Share, ...]
    fixed: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class DateOffset:
    """A fact that is a date, so many months and then days later (earlier when negative)."""

    fact: str
    months: int = 0
    days: int = 0


Operand = Constant | Formula | DateOffset


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact compared with one thing, with two (`BETWEEN`), or with nothing (`ANSWERED`)."""

    fact: str
    operator: Operator
    operands: tuple[Operand, ...] = ()


@dataclass(frozen=True, slots=True)
class AllOf:
    """Each of these conditions; of none, it holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of these conditions at least; of none, it does not hold."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """Not this condition."""

    part: "Condition"


Condition = AllOf | AnyOf | Negation | Comparison


def comparisons_in(condition: Condition) -> Iterator[Comparison]:
    """All of them, in the order in which they are read."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from comparisons_in(part)
        case Negation(part):
            yield from comparisons_in(part)
        case Comparison():
            yield condition


def facts_in(condition: Condition) -> frozenset[str]:
    """The names of all facts that it reads."""
    return frozenset(
        name for comparison in comparisons_in(condition) for name in _facts_read_by(comparison)
    )


def _facts_read_by(comparison: Comparison) -> Iterator[str]:
    """The fact compared, then those with which it is."""
    yield comparison.fact
    for operand in comparison.operands:
        match operand:
            case Formula(shares=shares):
                yield from (share.fact for share in shares)
            case DateOffset(fact=fact):
                yield fact


def zones_in(condition: Condition) -> frozenset[str]:
    """The references of territories and zones that it names."""
    return frozenset(
        reference
        for comparison in comparisons_in(condition)
        if comparison.operator is Operator.INSIDE
        for operand in comparison.operands
        if isinstance(operand, Constant) and isinstance(operand.value, frozenset)
        for reference in operand.value
    )
