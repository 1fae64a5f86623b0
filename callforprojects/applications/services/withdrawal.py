"""Withdrawing an application that was filed."""

from dataclasses import replace

from callforprojects.activity.services import record
from callforprojects.applications.models import MOVES, Application, ApplicationStatus
from callforprojects.applications.queries import reader_of
from callforprojects.calls.queries import sender_of
from callforprojects.calls.services import lock_round
from callforprojects.core.data.clock import now
from callforprojects.core.data.life_cycle import transition
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import _
from callforprojects.core.web.links import absolute_url
from callforprojects.messages.services import write_message


def withdraw_application(application: Application, reason: str, *, by: Visitor) -> None:
    """Take back what was filed, until the results are announced; the reason is kept.

    The call, its funder and the organisation must be loaded. Raises DomainError without a reason,
    ConflictError when it is no longer possible.
    """
    if not reason.strip():
        raise DomainError(_("Say why in a few words."), field="reason")
    lock_round(application.round)
    lock(application)
    announced_at = application.round.announced_at
    if announced_at is not None and announced_at <= now():
        raise ConflictError(_("The results are announced: write to the funder instead."))
    transition(application, "status", ApplicationStatus.WITHDRAWN, MOVES)
    application.withdrawn_at = now()
    application.withdrawal_reason = reason.strip()
    record("application.withdrawn", application, by=by, reference=application.reference)
    _notify(application, by)


def _notify(application: Application, by: Visitor) -> None:
    """Both sides are told: who withdraws, and the funder's service."""
    call, funder = application.call, sender_of(application.call)
    contact_email = reader_of(application, [funder.email])
    # the funder answers to whom withdraws, and the other way round
    copies = {
        by.email: (by.language, by.full_name, funder),
        contact_email: (call.language, "", replace(funder, email=by.email)),
    }
    for address, (language, name, sender) in copies.items():
        if address:
            write_message(
                to=address,
                template="applications/withdrawn",
                language=language,
                context={
                    "addressee": name,
                    "application": application,
                    "organisation": application.organisation,
                    "call": call,
                    "url": absolute_url("applications.detail", application_id=application.id),
                },
                about=application,
                sender=sender,
                key=f"withdrawn:{application.id}:{address}",
            )
