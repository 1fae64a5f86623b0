"""A condition as JSON, and back: what is kept, and what a browser sends."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
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
    Share,
)
from callforprojects.engines.conditions.facts import FactKind

FORMAT = 1
MOST_COMPARISONS = 60
DEEPEST = 6
MOST_VALUES = 500  # of one list
LONGEST = 300  # of one text, in signs

_MOST_MONTHS = 1200
_MOST_DAYS = 36600
_LARGEST = Decimal(10) ** 15
_FINEST = -6  # six decimals


class NotACondition(ValueError):
    """Some JSON is no condition, or a larger one than is ever built with boxes."""


def to_json(condition: Condition) -> dict[str, Any]:
    """With the number of its format, so that what is kept can always be read."""
    return {"format": FORMAT, "condition": _node(condition)}


def from_json(kept: Any) -> Condition:  # noqa: ANN401  # JSON from anywhere
    """Raises NotACondition for whatever `to_json` does not write."""
    if not isinstance(kept, Mapping) or set(kept) != {"format", "condition"}:
        raise NotACondition
    if kept["format"] != FORMAT:
        raise NotACondition
    reader = _Reader()
    return reader.condition(kept["condition"], DEEPEST)


def _node(condition: Condition) -> dict[str, Any]:
    match condition:
        case AllOf(parts):
            return {"all": [_node(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_node(part) for part in parts]}
        case Negation(part):
            return {"not": _node(part)}
        case Comparison(fact, operator, operands):
            written = [_operand(operand) for operand in operands]
            return {"fact": fact, "is": operator.value, "than": written}


def _operand(operand: Operand) -> dict[str, Any]:
    match operand:
        case Constant(kind, value):
            return {kind.value: _written(value)}
        case Formula(kind, shares, fixed):
            parts = [{"fact": each.fact, "factor": str(each.factor)} for each in shares]
            return {"sum": parts, "of": kind.value, "fixed": str(fixed)}
        case DateOffset(fact, months, days):
            return {"after": fact, "months": months, "days": days}


def _written(value: Any) -> Any:  # noqa: ANN401  # JSON
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


class _Reader:
    """Reads one condition, counting what it holds."""

    def __init__(self) -> None:
        self._left = MOST_COMPARISONS

    def condition(self, node: Any, depth: int) -> Condition:  # noqa: ANN401  # JSON
        if not isinstance(node, Mapping) or not depth:
            raise NotACondition
        match dict(node):
            case {"all": list(parts), **rest} if not rest:
                return AllOf(self._parts(parts, depth))
            case {"any": list(parts), **rest} if not rest:
                return AnyOf(self._parts(parts, depth))
            case {"not": part, **rest} if not rest:
                return Negation(self.condition(part, depth - 1))
            case {"fact": fact, "is": operator, "than": list(operands), **rest} if not rest:
                return self._comparison(fact, operator, operands)
        raise NotACondition

    def _parts(self, parts: Sequence[Any], depth: int) -> tuple[Condition, ...]:
        if len(parts) > MOST_COMPARISONS:
            raise NotACondition
        return tuple(self.condition(part, depth - 1) for part in parts)

    def _comparison(self, fact: Any, operator: Any, operands: Sequence[Any]) -> Comparison:  # noqa: ANN401
        self._left -= 1
        if self._left < 0 or operator not in list(Operator) or len(operands) > 2:  # noqa: PLR2004
            raise NotACondition
        read = tuple(_read_operand(operand) for operand in operands)
        return Comparison(_text(fact), Operator(operator), read)


def _read_operand(node: Any) -> Operand:  # noqa: ANN401  # JSON
    match node:
        case {"sum": list(shares), "of": kind, "fixed": fixed, **rest} if not rest:
            if kind not in (FactKind.NUMBER, FactKind.MONEY) or len(shares) > MOST_COMPARISONS:
                raise NotACondition
            return Formula(FactKind(kind), tuple(map(_share, shares)), _decimal(fixed))
        case {"after": fact, "months": int(months), "days": int(days), **rest} if not rest:
            if abs(months) > _MOST_MONTHS or abs(days) > _MOST_DAYS:
                raise NotACondition
            return DateOffset(_text(fact), months, days)
        case dict() if len(node) == 1:
            ((kind, value),) = node.items()
            if kind in set(FactKind):
                return Constant(FactKind(kind), _constant(FactKind(kind), value))
    raise NotACondition


def _share(node: Any) -> Share:  # noqa: ANN401  # JSON
    match node:
        case {"fact": fact, "factor": factor, **rest} if not rest:
            return Share(_text(fact), _decimal(factor))
    raise NotACondition


def _constant(kind: FactKind, value: Any) -> Any:  # noqa: ANN401  # JSON
    if kind in {FactKind.TEXT, FactKind.CHOICE}:
        return _texts(value) if isinstance(value, list) else _text(value)
    if kind in {FactKind.CHOICES, FactKind.PLACE}:
        return _texts(value)
    if kind is FactKind.NUMBER:
        return _decimal(value)
    if kind is FactKind.MONEY and type(value) is int and abs(value) <= _LARGEST:
        return value
    if kind is FactKind.YES_NO and isinstance(value, bool):
        return value
    if kind is FactKind.DATE:
        return _date(value)
    raise NotACondition


def _text(value: Any) -> str:  # noqa: ANN401  # JSON
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST:
        raise NotACondition
    return value


def _texts(value: Any) -> frozenset[str]:  # noqa: ANN401  # JSON
    if not isinstance(value, list) or len(value) > MOST_VALUES:
        raise NotACondition
    return frozenset(map(_text, value))


def _decimal(value: Any) -> Decimal:  # noqa: ANN401  # JSON
    try:
        number = Decimal(_text(value))
    except InvalidOperation as error:
        raise NotACondition from error
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < _FINEST or abs(number) > _LARGEST:
        raise NotACondition
    return number


def _date(value: Any) -> date:  # noqa: ANN401  # JSON
    try:
        return date.fromisoformat(_text(value))
    except ValueError as error:
        raise NotACondition from error
