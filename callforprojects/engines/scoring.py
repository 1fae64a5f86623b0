"""The arithmetic of scores: pure, exact, and a missing mark is never a zero."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from statistics import median
from typing import Protocol

from callforprojects.engines.cell_marks import CellMarks, CriterionMark

HUNDRED = Decimal(100)
EXACTNESS = Decimal("0.0001")


class InHundredths(Protocol):
    """A mark, the most of a scale or a weight, in whole hundredths."""

    @property
    def hundredths(self) -> int: ...


class Weighed(Protocol):
    """What is weighed: a criterion."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def weight(self) -> InHundredths: ...
    @property
    def scale_max(self) -> InHundredths: ...


class CountsAs(StrEnum):
    """What the mark on a criterion does: it is weighed, only shown, or points after the mean."""

    MEAN = "mean"
    NOTHING = "nothing"
    BONUS = "bonus"
    MALUS = "malus"


class Counted(Weighed, Protocol):
    """A criterion that says what its mark counts as: outside of the mean, its weight is nothing."""

    @property
    def counts_as(self) -> CountsAs: ...


class Lasting(Counted, Protocol):
    """A criterion with the identifier that it keeps in each version of its grid."""

    @property
    def stable_id(self) -> uuid.UUID: ...


class Mapped(Weighed, Protocol):
    """A criterion that speaks to purposes and domains of the framework."""

    @property
    def title(self) -> str: ...
    @property
    def purposes(self) -> list[str]: ...
    @property
    def domains(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Tally:
    """The marks on one criterion: how many, their sum and that of their squares, in hundredths."""

    count: int
    total: int
    squares: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What several totals add up to."""

    count: int
    mean: Decimal | None
    median: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None


def weighted_mean(
    scores: Mapping[uuid.UUID, InHundredths | None], criteria: Sequence[Counted]
) -> Decimal | None:
    """The total of one review, from 0 to 100 before the points that come after the mean.

    Each mark counts as its share of the scale. Criteria without a mark (not applicable, or not
    answered) are left out and the weights of the others take their place: the total is
    Σ weight x share / Σ weight over what was marked. None when nothing that weighs was.
    The points of a bonus are then added, those of a malus taken off.
    """
    tallies = {
        key: Tally(1, mark.hundredths, mark.hundredths**2)
        for key, mark in scores.items()
        if mark is not None
    }
    mean = pooled_mean(tallies, criteria)
    points = sum(
        _SIGNS[criterion.counts_as] * tallies[criterion.id].total
        for criterion in criteria
        if criterion.counts_as in _SIGNS and criterion.id in tallies
    )
    return mean if mean is None or not points else _rounded(mean + Decimal(points) / HUNDRED)


def pooled_mean(tallies: Mapping[uuid.UUID, Tally], criteria: Iterable[Weighed]) -> Decimal | None:
    """The weighted mean of many marks on several criteria, from 0 to 100.

    Every mark weighs as its criterion does. None when no mark weighs anything.
    """
    top, weight = Decimal(0), 0
    for criterion in criteria:
        tally = tallies.get(criterion.id)
        if tally is not None:
            weighed = criterion.weight.hundredths
            top += Decimal(weighed * tally.total) / criterion.scale_max.hundredths
            weight += weighed * tally.count
    return _rounded(top / weight * HUNDRED) if weight else None


def spread(tally: Tally, scale_max: InHundredths) -> Decimal | None:
    """The standard deviation of the marks on one criterion, on the scale of 0 to 100."""
    if not tally.count:
        return None
    variance = Decimal(tally.count * tally.squares - tally.total**2) / tally.count**2
    return _rounded(variance.sqrt() / scale_max.hundredths * HUNDRED)


def mean_by_purpose(
    tallies: Mapping[uuid.UUID, Tally], criteria: Sequence[Mapped], purposes: Iterable[str]
) -> dict[str, Decimal | None]:
    """For each purpose, the weighted mean of the criteria that speak to it."""
    return {
        code: pooled_mean(tallies, [c for c in criteria if code in c.purposes]) for code in purposes
    }


def mean_by_domain(
    tallies: Mapping[uuid.UUID, Tally], criteria: Sequence[Mapped], domains: Iterable[str]
) -> dict[str, Decimal | None]:
    """For each domain of action, the weighted mean of the criteria that speak to it."""
    return {
        code: pooled_mean(tallies, [c for c in criteria if code in c.domains]) for code in domains
    }


def cell_marks(tallies: Mapping[uuid.UUID, Tally], criteria: Sequence[Mapped]) -> CellMarks:
    """The marks by cell of the framework, each saying from which criterion it comes."""
    return CellMarks(
        [
            CriterionMark(
                number=number,
                title=criterion.title,
                share=Decimal(tally.total) / (tally.count * criterion.scale_max.hundredths),
                weight=criterion.weight.hundredths * tally.count,
                purposes=frozenset(criterion.purposes),
                domains=frozenset(criterion.domains),
            )
            for number, criterion in enumerate(criteria, start=1)
            if (tally := tallies.get(criterion.id)) is not None
        ]
    )


def summary(totals: Iterable[Decimal | None]) -> Summary:
    """What the totals of an application add up to. Those without a value count for nothing."""
    known = sorted(total for total in totals if total is not None)
    if not known:
        return Summary(0, None, None, None, None)
    return Summary(
        count=len(known),
        mean=_rounded(sum(known, Decimal(0)) / len(known)),
        median=_rounded(median(known)),
        lowest=known[0],
        highest=known[-1],
    )


def weights_hash(criteria: Iterable[Lasting]) -> str:
    """The same for the same criteria, weights and scales, in any order."""
    parts = sorted(
        f"{c.stable_id}:{c.weight}:{c.scale_max}"
        + ("" if c.counts_as is CountsAs.MEAN else f":{c.counts_as}")
        for c in criteria
    )
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


_SIGNS = {CountsAs.BONUS: 1, CountsAs.MALUS: -1}


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(EXACTNESS, ROUND_HALF_UP)
