"""Sharing the envelope in order of merit: a proposal that people edit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

WAITING_SHARE = 5  # one waiting for five selected: 20 %


@dataclass(frozen=True, slots=True)
class Candidate:
    """One ranked application.

    `key` is the caller's own, `cents` what it is to receive; `is_open`: it awaits a decision.
    """

    key: int
    rank: int
    cents: int
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Allocation:
    """What is proposed for the candidates that are open, in the order in which they came."""

    selected: Sequence[Candidate]
    waiting: Sequence[Candidate]
    others: Sequence[Candidate]


def allocate_envelope(candidates: Iterable[Candidate], available: int) -> Allocation:
    """Give the money (cents) in order of rank while it lasts, then a waiting list, then nothing.

    Candidates come in order. Equal ranks are taken together or not at all: the line never
    separates them. It falls at the first group that no longer fits, even if a later and smaller
    request would. The waiting list is 20 % of those selected, rounded up, equal ranks together.
    One that is not open (somebody else must decide on it) takes its money and gets no proposal.
    """
    groups = [
        list(group) for _rank, group in groupby(candidates, key=lambda candidate: candidate.rank)
    ]
    within, rest = _within(groups, available)
    selected = [candidate for candidate in within if candidate.is_open]
    waiting, others = _waiting(rest, -(-len(selected) // WAITING_SHARE))
    return Allocation(selected, waiting, others)


def _within(
    groups: Sequence[list[Candidate]], available: int
) -> tuple[list[Candidate], Sequence[list[Candidate]]]:
    selected: list[Candidate] = []
    left = available
    for position, group in enumerate(groups):
        wanted = sum(candidate.cents for candidate in group)
        if wanted > left:
            return selected, groups[position:]
        left -= wanted
        selected += group
    return selected, []


def _waiting(
    groups: Sequence[list[Candidate]], most: int
) -> tuple[list[Candidate], list[Candidate]]:
    waiting: list[Candidate] = []
    others: list[Candidate] = []
    for group in groups:
        opened = [candidate for candidate in group if candidate.is_open]
        (waiting if len(waiting) < most else others).extend(opened)
    return waiting, others
