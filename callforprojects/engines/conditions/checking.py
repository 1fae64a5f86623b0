"""Whether a condition makes sense: facts that there are, compared with what they can be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

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
from callforprojects.engines.conditions.facts import FactKind

Kinds = Mapping[str, FactKind]
"""The kind of each fact that there is, by its name."""
_TWO = 2


class Nonsense(StrEnum):
    """What is wrong with a condition."""

    EMPTY = "empty"  # "each of" or "one of" nothing
    NO_SUCH_FACT = "no_such_fact"
    NOT_OF_KIND = "not_of_kind"  # this fact is never compared so
    WRONG_OPERAND = "wrong_operand"  # nor with that
    NOT_IN_ORDER = "not_in_order"  # between 5 and 3


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, and where: the comparison, or None for a group without parts."""

    nonsense: Nonsense
    comparison: Comparison | None = None


def operators_of(kind: FactKind) -> tuple[Operator, ...]:
    """How facts of a kind are compared, in the order in which boxes offer it."""
    return _OPERATORS[kind]


def mistakes_in(condition: Condition, kinds: Kinds) -> Iterator[Mistake]:
    """All that is wrong, in the order in which it is read; nothing when it makes sense."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            if not parts:
                yield Mistake(Nonsense.EMPTY)
            for part in parts:
                yield from mistakes_in(part, kinds)
        case Negation(part):
            yield from mistakes_in(part, kinds)
        case Comparison():
            nonsense = _nonsense_of(condition, kinds)
            if nonsense is not None:
                yield Mistake(nonsense, condition)


def _nonsense_of(comparison: Comparison, kinds: Kinds) -> Nonsense | None:
    kind = kinds.get(comparison.fact)
    if kind is None:
        return Nonsense.NO_SUCH_FACT
    if comparison.operator not in operators_of(kind):
        return Nonsense.NOT_OF_KIND
    if len(comparison.operands) != _operand_count(comparison.operator):
        return Nonsense.WRONG_OPERAND
    for operand in comparison.operands:
        nonsense = _operand_nonsense(operand, comparison.operator, kind, kinds)
        if nonsense is not None:
            return nonsense
    return Nonsense.NOT_IN_ORDER if _is_backwards(comparison) else None


def _operand_count(operator: Operator) -> int:
    if operator is Operator.ANSWERED:
        return 0
    return _TWO if operator is Operator.BETWEEN else 1


def _operand_nonsense(
    operand: Operand, operator: Operator, kind: FactKind, kinds: Kinds
) -> Nonsense | None:
    match operand:
        case Constant():
            is_right = _fits(operand, operator, kind)
            return None if is_right else Nonsense.WRONG_OPERAND
        case DateOffset(fact):
            named, is_right = {fact}, kind is FactKind.DATE
        case Formula():
            named = {share.fact for share in operand.shares}
            is_right = kind is operand.kind and bool(named)
    if not named <= kinds.keys():
        return Nonsense.NO_SUCH_FACT
    same = all(kinds[fact] is kind for fact in named)
    return None if is_right and same else Nonsense.WRONG_OPERAND


def _fits(constant: Constant, operator: Operator, kind: FactKind) -> bool:
    """One value; several where one says "in" or "inside"; of several, one that they contain."""
    is_list = isinstance(constant.value, frozenset)
    if operator in {Operator.IN, Operator.INSIDE}:
        return is_list and bool(constant.value) and constant.kind is kind
    if kind is FactKind.CHOICES:
        return not is_list and constant.kind is FactKind.CHOICE
    return not is_list and constant.kind is kind


def _is_backwards(comparison: Comparison) -> bool:
    if comparison.operator is not Operator.BETWEEN:
        return False
    low, high = comparison.operands
    if not isinstance(low, Constant) or not isinstance(high, Constant):
        return False
    return bool(low.value > high.value)  # type: ignore[operator]  # both of one ordered kind


_ORDER = (
    Operator.AT_LEAST,
    Operator.AT_MOST,
    Operator.MORE_THAN,
    Operator.LESS_THAN,
    Operator.BETWEEN,
    Operator.EQUALS,
    Operator.ANSWERED,
)
_OPERATORS: Mapping[FactKind, tuple[Operator, ...]] = {
    FactKind.TEXT: (Operator.EQUALS, Operator.IN, Operator.CONTAINS, Operator.ANSWERED),
    FactKind.CHOICE: (Operator.EQUALS, Operator.IN, Operator.ANSWERED),
    FactKind.CHOICES: (Operator.CONTAINS, Operator.ANSWERED),
    FactKind.NUMBER: _ORDER,
    FactKind.MONEY: _ORDER,
    FactKind.DATE: _ORDER,
    FactKind.YES_NO: (Operator.EQUALS, Operator.ANSWERED),
    FactKind.PLACE: (Operator.INSIDE, Operator.ANSWERED),
    FactKind.OTHER: (Operator.ANSWERED,),
}
