"""The same condition of facts that are called otherwise: in a copy of what it was about."""

from collections.abc import Mapping
from dataclasses import replace

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
)


def with_facts_renamed(condition: Condition, names: Mapping[str, str]) -> Condition:
    """Each fact has the name that `names` gives to it; those that are not there keep theirs."""
    match condition:
        case AllOf(parts):
            return AllOf(tuple(with_facts_renamed(part, names) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(with_facts_renamed(part, names) for part in parts))
        case Negation(part):
            return Negation(with_facts_renamed(part, names))
        case Comparison(fact, operator, operands):
            renamed = tuple(_operand(operand, names) for operand in operands)
            return Comparison(names.get(fact, fact), operator, renamed)


def _operand(operand: Operand, names: Mapping[str, str]) -> Operand:
    match operand:
        case Constant():
            return operand
        case DateOffset(fact):
            return replace(operand, fact=names.get(fact, fact))
        case Formula(shares=shares):
            renamed = (replace(each, fact=names.get(each.fact, each.fact)) for each in shares)
            return replace(operand, shares=tuple(renamed))
