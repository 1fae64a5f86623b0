"""A condition as it is said aloud: no negation but of one comparison, no group of one.

`not (A and B)` is said `not A, or not B`: the strong logic of Kleene keeps de Morgan's laws.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from callforprojects.engines.conditions import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Constant,
    FactKind,
    Negation,
    Operator,
)

_SAID_TOGETHER = frozenset({Operator.EQUALS, Operator.IN, Operator.CONTAINS, Operator.INSIDE})


@dataclass(frozen=True, slots=True)
class Assertion:
    """One comparison, affirmed or denied; `others` say the same of the same fact, but the value:
    one of them is enough, or all are denied.
    """

    comparison: Comparison
    is_denied: bool
    others: tuple[Comparison, ...] = ()

    @property
    def values(self) -> Iterator[Constant]:
        """What the fact is compared with, all together."""
        for comparison in (self.comparison, *self.others):
            yield from (each for each in comparison.operands if isinstance(each, Constant))


@dataclass(frozen=True, slots=True)
class Group:
    """Each of these (`is_all`), or one at least; of none: always, or never."""

    is_all: bool
    parts: tuple["Group | Assertion", ...]


def plainly(condition: Condition, *, is_denied: bool = False) -> Group | Assertion:
    """The condition, or its negation, in this form."""
    match condition:
        case Negation(part):
            return plainly(part, is_denied=not is_denied)
        case Comparison():
            return Assertion(condition, is_denied)
        case AllOf(parts) | AnyOf(parts):
            is_all = isinstance(condition, AllOf) is not is_denied
            plain = [plainly(part, is_denied=is_denied) for part in parts]
            return _grouped(is_all, _flattened(is_all, plain))


def _flattened(
    is_all: bool,  # noqa: FBT001  # it is the group's
    parts: Iterable[Group | Assertion],
) -> Iterator[Group | Assertion]:
    """`A and (B and C)` is `A and B and C`."""
    for part in parts:
        if isinstance(part, Group) and part.is_all is is_all:
            yield from part.parts
        else:
            yield part


def _grouped(is_all: bool, parts: Iterable[Group | Assertion]) -> Group | Assertion:  # noqa: FBT001
    """Assertions that can be said together are."""
    found: list[Group | Assertion] = []
    for part in parts:
        last = found[-1] if found else None
        together = _together(last, part, is_all=is_all)
        if together is None:
            found.append(part)
        else:
            found[-1] = together
    return found[0] if len(found) == 1 else Group(is_all, tuple(found))


def _together(
    one: Group | Assertion | None, other: Group | Assertion, *, is_all: bool
) -> Assertion | None:
    if not isinstance(one, Assertion) or not isinstance(other, Assertion):
        return None
    if not _are_said_together(one, other, is_all=is_all):
        return None
    return replace(one, others=(*one.others, other.comparison))


def _are_said_together(one: Assertion, other: Assertion, *, is_all: bool) -> bool:
    """`is A or B`; `is neither A nor B`."""
    return (
        one.comparison.fact == other.comparison.fact
        and one.comparison.operator is other.comparison.operator
        and one.comparison.operator in _SAID_TOGETHER
        and one.is_denied is other.is_denied is is_all
        and all(value.kind is not FactKind.YES_NO for value in one.values)
        and bool(list(one.values))
        and bool(list(other.values))
        and not any(_is_computed(each) for each in (one, other))
    )


def _is_computed(assertion: Assertion) -> bool:
    """Compared with other facts."""
    return any(not isinstance(each, Constant) for each in assertion.comparison.operands)
