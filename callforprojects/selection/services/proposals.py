"""Proposing decisions from the ranking: drafts within the envelope, shown first, edited after."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from callforprojects.activity.services import record
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import _, in_language
from callforprojects.engines.envelope import Candidate, allocate_envelope
from callforprojects.selection.models import Decision, Outcome
from callforprojects.selection.queries import Ranked, Totals, awaiting_decision, totals_of
from callforprojects.selection.reasons import proposed_reason
from callforprojects.selection.services.decisions import require_deciding


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """What is proposed for one application."""

    ranked: Ranked
    outcome: Outcome
    amount: Money | None
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The drafts proposed for what is ranked and not decided, and what they were made from.

    `unranked`: files without a counted review, which no machine decides. `closed`: files of which
    the officer has stepped back, left to a colleague. `masked`: files that the officer still has
    to judge as a juror.
    """

    lines: Sequence[ProposedLine]
    available: Money | None
    unranked: int
    closed: int
    masked: int = 0

    @property
    def granted(self) -> Money:
        return sum((line.amount for line in self.lines if line.amount is not None), Money.zero())

    def with_outcome(self, outcome: Outcome) -> list[ProposedLine]:
        return [line for line in self.lines if line.outcome is outcome]

    @property
    def digest(self) -> str:
        """Changes with anything that the page has shown."""
        lines = [
            f"{line.ranked.application_id} {line.outcome.value} {line.amount} {line.reason}"
            for line in self.lines
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def proposal_for(call: Call, *, by: Visitor) -> Proposal:
    """What the ranking and what is left of the envelope would give. Writes nothing.

    Without an envelope nothing says where to stop, and nothing is proposed.
    """
    totals = totals_of(call)
    waiting = awaiting_decision(call, by)
    closed = sum(ranked.is_closed for ranked in waiting)
    return Proposal(
        lines=_lines(call, waiting, totals),
        available=totals.left,
        unranked=totals.applications - totals.ranked,
        closed=closed,
        masked=sum(ranked.is_masked for ranked in waiting),
    )


def accept_proposal(call: Call, digest: str, *, by: Visitor) -> int:
    """Write the drafts that were shown, and say how many. Decisions already made stay.

    Raises DomainError when there is nothing to write, ConflictError when the ranking or the
    decisions have changed since it was shown.
    """
    require_deciding(call.current_round)
    proposal = proposal_for(call, by=by)
    if proposal.digest != digest:
        raise ConflictError(
            _("The ranking or the decisions have changed since you opened this page. Look again.")
        )
    if not proposal.lines:
        raise DomainError(_("There is nothing to propose."))
    for line in proposal.lines:
        decision = _draft(call, line, by)
        db.session.add(decision)
        record(
            "decision.prepared",
            decision,
            by=by,
            reference=line.ranked.reference,
            outcome=line.outcome.value,
            amount_cents=line.amount.cents if line.amount is not None else None,
            proposed=True,
        )
    return len(proposal.lines)


def _lines(call: Call, waiting: Sequence[Ranked], totals: Totals) -> list[ProposedLine]:
    if totals.left is None:
        return []
    candidates = [
        Candidate(key, ranked.rank, _affordable(call, ranked).cents, ranked.is_open)
        for key, ranked in enumerate(waiting)
    ]
    allocation = allocate_envelope(candidates, totals.left.cents)
    proposed = [
        *((candidate, Outcome.SELECTED) for candidate in allocation.selected),
        *((candidate, Outcome.WAITING_LIST) for candidate in allocation.waiting),
        *((candidate, Outcome.NOT_SELECTED) for candidate in allocation.others),
    ]
    with in_language(call.language):
        return [
            ProposedLine(
                waiting[candidate.key],
                outcome,
                Money(candidate.cents) if outcome is Outcome.SELECTED else None,
                proposed_reason(waiting[candidate.key], outcome, totals.ranked),
            )
            for candidate, outcome in proposed
        ]


def _affordable(call: Call, ranked: Ranked) -> Money:
    requested = ranked.requested or Money.zero()
    return requested if call.ceiling is None else min(requested, call.ceiling)


def _draft(call: Call, line: ProposedLine, by: Visitor) -> Decision:
    return Decision(
        application_id=line.ranked.application_id,
        round_id=call.current_round.id,
        outcome=line.outcome,
        amount=line.amount,
        reason=line.reason,
        decided_by_id=by.id,
    )
