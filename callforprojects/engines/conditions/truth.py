"""Three values: true, false, and not known yet, with the strong logic of Kleene."""

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """Whether something holds. Not known yet is neither, and never becomes one by itself."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, *, holds: bool) -> "Truth":
        return cls.TRUE if holds else cls.FALSE


def negation_of(truth: Truth) -> Truth:
    """What is not known stays not known."""
    return {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}.get(truth, Truth.UNKNOWN)


def conjunction(truths: Iterable[Truth]) -> Truth:
    """False when one is false, true when all are, else not known; of nothing it is true."""
    seen = set(truths)
    if Truth.FALSE in seen:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.TRUE


def disjunction(truths: Iterable[Truth]) -> Truth:
    """True when one is true, false when all are, else not known; of nothing it is false."""
    return negation_of(conjunction(negation_of(truth) for truth in truths))
