"""Sharing the envelope in order of merit: pure, a proposal that people edit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from callforprojects.core.data.money import Money
from callforprojects.selection.models import Outcome

WAITING_SHARE = 5  # one waiting for five selected: 20 %


@dataclass(frozen=True, slots=True)
class Candidate:
    """One ranked application. `key` is the caller's own; `is_open`: it awaits a decision."""

    key: int
    rank: int
    amount: Money
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Share:
    """What is proposed for a candidate: an outcome, and an amount when it is selected."""

    key: int
    outcome: Outcome
    amount: Money | None


def share_out(candidates: Iterable[Candidate], available: Money) -> list[Share]:
    """Give the money in order of rank while it lasts, then a waiting list, then nothing.

    Candidates come in order. Equal ranks are taken together or not at all: the line never
    separates them. It falls at the first group that no longer fits, even if a later and smaller
    request would. The waiting list is 20 % of those selected, rounded up, equal ranks together.
    One that is not open (somebody else must decide on it) takes its money and gets no proposal.
    """
    groups = [list(group) for _rank, group in groupby(candidates, key=lambda one: one.rank)]
    selected, rest = _within(groups, available)
    chosen = [Share(one.key, Outcome.SELECTED, one.amount) for one in selected if one.is_open]
    waiting, others = _waiting(rest, -(-len(chosen) // WAITING_SHARE))
    return [
        *chosen,
        *(Share(one.key, Outcome.WAITING_LIST, None) for one in waiting),
        *(Share(one.key, Outcome.NOT_SELECTED, None) for one in others),
    ]


def total_of(amounts: Iterable[Money]) -> Money:
    """The sum of amounts."""
    return sum(amounts, Money.zero())


def _within(
    groups: Sequence[list[Candidate]], available: Money
) -> tuple[list[Candidate], Sequence[list[Candidate]]]:
    selected: list[Candidate] = []
    left = available
    for place, group in enumerate(groups):
        wanted = total_of(one.amount for one in group)
        if wanted > left:
            return selected, groups[place:]
        left -= wanted
        selected += group
    return selected, []


def _waiting(
    groups: Sequence[list[Candidate]], places: int
) -> tuple[list[Candidate], list[Candidate]]:
    waiting: list[Candidate] = []
    others: list[Candidate] = []
    for group in groups:
        opened = [one for one in group if one.is_open]
        (waiting if len(waiting) < places else others).extend(opened)
    return waiting, others
