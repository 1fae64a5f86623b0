"""Deciding on one application: reasoned, within the amounts, until the results are announced."""

from dataclasses import dataclass, replace

import sqlalchemy as sa

from callforprojects.activity.queries import last_change_of
from callforprojects.activity.services import record
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import Call, CallStatus, Round
from callforprojects.calls.services import lock_round
from callforprojects.core.data.database import db
from callforprojects.core.data.formats import money
from callforprojects.core.data.money import Money
from callforprojects.core.data.records import assigning
from callforprojects.core.data.versions import changed_meanwhile, lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import _
from callforprojects.messages.services import cancel_messages, erase_messages_about
from callforprojects.selection.models import Decision, Outcome
from callforprojects.selection.queries import (
    Misquotation,
    decision_of,
    held_letters_of,
    misquotations,
)
from callforprojects.selection.services.superseding import says_the_same, supersede

_SAID = ("outcome", "amount", "reason", "conditions", "decided_by_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDetails:
    """What is decided. `version` is that of the decision the page was made from; None: none yet."""

    outcome: Outcome
    amount: Money | None = None
    reason: str = ""
    conditions: str = ""
    version: int | None = None


_assign_decision = assigning(DecisionDetails, to=Decision, apart={"version"})


def decide(application: Application, details: DecisionDetails, *, by: Visitor) -> Decision:
    """Write the decision on an application, or change it: nobody outside knows before the letters.

    `call` must be loaded. What is changed stays, and another row supersedes it. Every outcome has a
    reason (code des relations entre le public et l'administration, art. L211-2). A letter already
    prepared for it is cancelled, so that none can leave with another decision. Raises DomainError
    beside the field at fault, ConflictError when somebody was faster or the results are announced.
    """
    require_deciding(application.round)
    lock(application)
    if application.status is not ApplicationStatus.SUBMITTED:
        raise DomainError(_("Only an application that is filed and not withdrawn is decided."))
    former = decision_of(application.id)
    if details.version != (former.version if former else None):
        raise ConflictError(changed_meanwhile(last_change_of(former or application), by=by))
    check_decision(application, details)
    decision = Decision(application_id=application.id, round_id=application.round_id)
    _fill(decision, details, by)
    verb = "decision.changed" if former else "decision.prepared"
    if former is None:
        db.session.add(decision)
    else:
        cancel_messages(held_letters_of([former]), by=by)
        decision = _changed(former, decision)
    record(verb, decision, by=by, **_facts(application, decision))
    return decision


def quote_anew(call: Call, *, by: Visitor) -> None:
    """Have the reasons that quote the jury say its present marks and ranks; letters follow.

    A review may have come or left since they were proposed, and a file been withdrawn. Raises
    DomainError naming those that quote a jury of which no review counts any more.
    """
    found = misquotations(call)
    lost = [
        str(misquotation.decision.application.reference)
        for misquotation in found
        if misquotation.reason is None
    ]
    if lost:
        raise DomainError(
            _(
                "No review counts any more, and the reason quotes one: write it again for"
                " %(names)s.",
                names=", ".join(lost),
            )
        )
    pairs = [(misquotation.decision, _quoting_anew(misquotation)) for misquotation in found]
    supersede(pairs)
    for former, decision in pairs:
        record("decision.changed", decision, by=by, **_facts(former.application, decision))


def require_deciding(turn: Round) -> None:
    """Hold the round, and refuse unless it is closed and its results are not announced.

    Raises DomainError before the closing or when cancelled, ConflictError once announced.
    """
    lock_round(turn)
    status = turn.current_status
    if status is CallStatus.ANNOUNCED:
        raise ConflictError(_("The results are announced: decisions no longer change."))
    if status is CallStatus.CANCELLED:
        raise DomainError(_("The call is cancelled: there is nothing to decide."))
    if status is not CallStatus.CLOSED:
        raise DomainError(_("Decisions are made once the call is closed."))


def check_decision(application: Application, details: DecisionDetails) -> None:
    """Raise DomainError when the parts of a decision do not go together."""
    if not details.reason.strip():
        raise DomainError(
            _("Give the reason: the applicant will read it, whatever the outcome."), field="reason"
        )
    if details.outcome.is_funded:
        _check_amount(application, details.amount)
    elif details.amount is not None:
        raise DomainError(
            _("Only a selected project has an amount: leave this field empty."), field="amount"
        )
    is_conditional = details.outcome is Outcome.SELECTED_WITH_CONDITIONS
    if is_conditional and not details.conditions.strip():
        raise DomainError(_("Enter the conditions to be met."), field="conditions")
    if details.conditions.strip() and not is_conditional:
        raise DomainError(
            _("Conditions go with the outcome “Selected with conditions” only."),
            field="conditions",
        )


def erase_decisions(application: Application) -> None:
    """Erase the decisions on a file, superseded ones too, with the mails about them."""
    of_it = Decision.application_id == application.id
    erase_messages_about(Decision, sa.select(Decision.id).where(of_it))
    db.session.execute(sa.delete(Decision).where(of_it))


def _check_amount(application: Application, amount: Money | None) -> None:
    requested, ceiling = application.requested_amount, application.call.ceiling
    if amount is None or (not amount and requested):
        raise DomainError(_("Enter the amount granted."), field="amount")
    if requested is not None and amount > requested:
        raise DomainError(
            _("This is more than the amount requested, %(amount)s.", amount=money(requested)),
            field="amount",
        )
    if ceiling is not None and amount > ceiling:
        raise DomainError(
            _("This is more than the ceiling of the call, %(amount)s.", amount=money(ceiling)),
            field="amount",
        )


def _fill(decision: Decision, details: DecisionDetails, by: Visitor) -> None:
    bare = replace(details, reason=details.reason.strip(), conditions=details.conditions.strip())
    _assign_decision(decision, bare)
    decision.decided_by_id = by.id


def _changed(former: Decision, decision: Decision) -> Decision:
    """The decision that is live now: one that says the same does not take the place of another."""
    if says_the_same(former, decision, _SAID):
        return former
    supersede([(former, decision)])
    return decision


def _quoting_anew(misquotation: Misquotation) -> Decision:
    """The same decision, by the same person, with the present marks and rank in its reason."""
    former = misquotation.decision
    said = {name: getattr(former, name) for name in _SAID}
    return Decision(
        application_id=former.application_id,
        round_id=former.round_id,
        **{**said, "reason": misquotation.reason},
    )


def _facts(application: Application, decision: Decision) -> dict[str, object]:
    return {
        "reference": application.reference,
        "outcome": decision.outcome.value,
        "amount_cents": decision.amount.cents if decision.amount is not None else None,
    }
