"""Preparing the letters of a call: written and held, so that each can be read before it leaves."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from callforprojects.activity.services import record
from callforprojects.calls.models import Call
from callforprojects.calls.queries import sender_of
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _, in_language, ngettext
from callforprojects.core.web.links import absolute_url
from callforprojects.juries.services import refuse_who_stepped_back
from callforprojects.messages.models import Message
from callforprojects.messages.services import cancel_messages, write_message
from callforprojects.selection.authors import Author
from callforprojects.selection.models import Act, Announcement, Decision
from callforprojects.selection.queries import (
    act_of,
    announcement_of,
    decisions_to_write,
    held_letters,
    recipients_of,
    undecided,
)
from callforprojects.selection.remedies import is_open_to_challenge, remedies_against
from callforprojects.selection.services.decisions import quote_anew, require_deciding

TEMPLATE = "selection/decision"
AT_ONCE = 500
_NAMED = 5


@dataclass(frozen=True, slots=True)
class _Addressee:
    """Who receives a letter, in which language; a bare address has no account."""

    email: str
    language: str
    user_id: uuid.UUID | None
    name: str = ""


def prepare_letters(call: Call, *, by: Visitor) -> int:
    """Write the letter of each decision to all its recipients, held, and say how many.

    Those prepared before are cancelled; what reasons quote of the jury is made true again first.
    `call.funder` must be loaded. Raises DomainError naming what has no decision or nobody to write
    to, or when nobody has said who decides, ConflictError once announced, NotAllowed to whoever has
    stepped back from a file of the call: the act covers it.
    """
    require_deciding(call.current_round)
    refuse_who_stepped_back(call, by=by)
    require_every_decision(call, by=by)
    act = act_of(call.current_round.id)
    if act is None:
        raise DomainError(_("Say who decides first: each letter names the author of the decision."))
    quote_anew(call, by=by)
    cancel_all(held_letters(call.current_round.id), by=by)
    decisions = decisions_to_write(call)
    recipients = recipients_of(call)
    written = 0
    for decision in decisions:
        people = [
            _Addressee(user.email, user.language, user.id, user.full_name)
            for user in recipients.get(decision.application_id, ())
        ]
        for addressee in people or _contact_addressees(call, decision):
            _write(call, decision, act, addressee)
            written += 1
    announcement = announcement_of(call.current_round.id) or Announcement(
        round_id=call.current_round.id
    )
    announcement.prepared_at = now()
    announcement.prepared_by_id = by.id
    db.session.add(announcement)
    record("letters.prepared", call, by=by, count=written)
    return written


def require_every_decision(call: Call, *, by: Visitor) -> None:
    """Raise DomainError naming the first applications that have no decision."""
    missing = undecided(call, by, limit=_NAMED + 1)
    if not missing:
        return
    named = ", ".join(str(application.reference) for application in missing[:_NAMED])
    if len(missing) > _NAMED:
        raise DomainError(
            _("Every application needs a decision first. Missing: %(names)s and more.", names=named)
        )
    raise DomainError(
        ngettext(
            "Every application needs a decision first. %(num)s is missing: %(names)s.",
            "Every application needs a decision first. %(num)s are missing: %(names)s.",
            len(missing),
            names=named,
        )
    )


def cancel_all(messages: Sequence[Message], *, by: Visitor) -> None:
    """Cancel prepared letters, a few hundred at a time."""
    for start in range(0, len(messages), AT_ONCE):
        cancel_messages(messages[start : start + AT_ONCE], by=by)


def _is_open(decision: Decision) -> bool:
    requested, granted = (
        None if amount is None else amount.cents
        for amount in (decision.application.requested_amount, decision.amount)
    )
    return is_open_to_challenge(decision.outcome, requested, granted)


def _contact_addressees(call: Call, decision: Decision) -> list[_Addressee]:
    """The address of the organisation itself, when nobody there has an account any more."""
    email = decision.application.organisation.contact_email
    if not email:
        raise DomainError(
            _(
                "Nobody can receive the letter of %(reference)s: its organisation has no active"
                " member who may write, and no contact address.",
                reference=decision.application.reference,
            )
        )
    return [_Addressee(email, call.language, None)]


def _write(call: Call, decision: Decision, act: Act, addressee: _Addressee) -> None:
    """The title of a project is in the letter of those who have proved their address only."""
    application = decision.application
    with in_language(addressee.language):
        author = Author.of(act, call).in_words()
        remedies = remedies_against(call.funder.name, call.funder.legal_nature)
    write_message(
        to=addressee.email,
        template=TEMPLATE,
        language=addressee.language,
        user_id=addressee.user_id,
        about=decision,
        sender=sender_of(call),
        held=True,
        context={
            "addressee": addressee.name,
            "call": call,
            "application": application,
            "project": application.title if addressee.user_id else application.reference,
            "decision": decision,
            "author": author,
            "remedies": remedies if _is_open(decision) else "",
            "url": absolute_url("selection.decision", application_id=application.id),
            "results_url": absolute_url("selection.results", call_id=call.id),
        },
    )
