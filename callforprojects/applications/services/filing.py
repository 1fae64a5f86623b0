"""Filing an application: one transaction, one instant, one number, one receipt."""

import logging
from datetime import datetime, timedelta
from functools import partial

import sqlalchemy as sa

from callforprojects.accounts.queries import proved_owner
from callforprojects.activity.services import record
from callforprojects.applications import queries
from callforprojects.applications.asking import shown_in_application
from callforprojects.applications.eligibility import (
    reason_closed,
    reason_ineligible,
    reason_unaccredited,
)
from callforprojects.applications.freezing import application_snapshot, certified
from callforprojects.applications.models import MOVES, Application, ApplicationStatus, Submission
from callforprojects.applications.receipts import proof, what_silence_means, who_is_in_charge
from callforprojects.applications.services.drafting import refuse_when_deleted
from callforprojects.applications.services.writing import project_facts
from callforprojects.calls.models import Call
from callforprojects.calls.queries import sender_of, version_in_force
from callforprojects.calls.services import lock_round
from callforprojects.core.data.canonical import canonical, hash_of
from callforprojects.core.data.clock import arrived_at, now
from callforprojects.core.data.database import db
from callforprojects.core.data.life_cycle import transition
from callforprojects.core.data.transaction import after_commit
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import _, in_language
from callforprojects.core.web.links import absolute_url
from callforprojects.criteria.queries import grid_in_force
from callforprojects.messages.services import write_message
from callforprojects.organisations.queries import silence_towards
from callforprojects.organisations.silence import NO_EFFECT, Silence
from callforprojects.questionnaires import answering
from callforprojects.questionnaires.queries import answers_of, whole_revision
from callforprojects.questionnaires.saving import forget_hidden_claims

logger = logging.getLogger(__name__)


def submit_application(
    application: Application, *, by: Visitor, pressed_at: datetime | None = None
) -> Submission:
    """File an application: it gets its reference and its hash, and is frozen.

    The server's clock decides, at the moment the request began to arrive, however long it waited
    then: from the very instant of closing it is too late. `pressed_at` is when the same was asked
    for before and nobody could answer (`core.web.unanswered`): it counts once the call is closed.

    Raises ConflictError when it is filed already (two people at once), DomainError when it is late,
    not eligible, when the organisation is not accredited, or when answers are missing.
    """
    application = queries.application_to_submit(application.id)
    lock_round(application.round)
    lock(application)
    refuse_when_deleted(application, by)
    _refuse_twice(application)
    at = _instant_that_counts(application, pressed_at)
    call, organisation = application.call, application.organisation
    refusal = (
        reason_closed(application.round, at)
        or reason_ineligible(call, organisation)
        or reason_unaccredited(organisation, at)
    )
    if refusal is not None:
        raise DomainError(refusal)
    submission = freeze_application(application, at=at, by=by)
    _write_receipts(application, submission, by)
    after_commit(partial(_log_receipt, str(application.id), at, submission.recorded_at))
    return submission


def _instant_that_counts(application: Application, pressed_at: datetime | None) -> datetime:
    """When this filing came; never before the last change of what it files."""
    arrived = arrived_at()
    closes_at = application.round.closes_at
    if pressed_at is None or closes_at is None or arrived < closes_at:
        return arrived
    answers = answers_of(application.answer_set_id, fresh=True).answers
    changed_at = max((answer.updated_at for answer in answers), default=pressed_at)
    return max(pressed_at, min(changed_at, closes_at - timedelta.resolution))


def freeze_application(application: Application, *, at: datetime, by: Visitor) -> Submission:
    """Number, date and freeze a complete draft at an instant, whatever the call's calendar.

    Its call, organisation and submissions must be loaded, the call locked. Raises DomainError
    when answers are missing or wrong.
    """
    submission = _freeze(application, at, by)
    db.session.add(submission)
    record(
        "application.submitted",
        application,
        by=by,
        reference=application.reference,
        sha256=submission.sha256,
        received_at=at.isoformat(),
    )
    return submission


def _log_receipt(application_id: str, received_at: datetime, recorded_at: datetime) -> None:
    instants = {"received_at": received_at.isoformat(), "recorded_at": recorded_at.isoformat()}
    logger.info("application filed", extra={"application_id": application_id, **instants})


def _refuse_twice(application: Application) -> None:
    if application.status is not ApplicationStatus.DRAFT:
        raise ConflictError(
            _(
                "This application is already filed, under the reference %(reference)s.",
                reference=application.reference,
            )
        )


def _freeze(application: Application, at: datetime, by: Visitor) -> Submission:
    answer_set = answers_of(application.answer_set_id, fresh=True)
    revision = whole_revision(answer_set.revision_id)
    shown = shown_in_application(application, revision, answer_set)
    if answering.problems(revision, answer_set, shown):
        raise DomainError(_("Some answers are missing or need a correction: see the list."))
    project_facts(application, answering.facts(revision, answer_set, shown=shown))
    forget_hidden_claims(answer_set, revision, shown)
    reference = f"{application.call.reference}-{_next_number(application.call):04d}"
    transition(application, "status", ApplicationStatus.SUBMITTED, MOVES)
    application.submitted_at, application.reference = at, reference
    application.call_version_id = version_in_force(application.call.id)
    content = application_snapshot(
        application, revision, answer_set, shown, at=at, certification=certified(at)
    )
    text = canonical(content)
    silence = _silence(application)
    return Submission(
        application=application,
        number=len(application.submissions) + 1,
        answer_set_id=answer_set.id,
        revision_id=revision.id,
        grid_version_id=grid_in_force(application.round_id),
        snapshot_text=text,
        sha256=hash_of(text),
        submitted_at=at,
        recorded_at=now(),
        submitted_by_id=by.id,
        refusal_on=silence.refusal_on(at, application.round.closes_at),
        silence_text=silence.text,
    )


def _silence(application: Application) -> Silence:
    """What the funder's silence means to this applicant: nothing where no money is asked for."""
    if not application.asks_for_money:
        return NO_EFFECT
    return silence_towards(application.organisation, application.call.funder)


def _next_number(call: Call) -> int:
    """Count one more, under the lock of the call.

    The call itself has not changed: its version stays, and the officer who is editing it is not
    disturbed.
    """
    number = db.session.scalar(
        sa.update(Call.__table__)  # the table, to leave its version alone
        .where(Call.id == call.id)
        .values(last_number=Call.last_number + 1)
        .returning(Call.last_number)
    )
    if number is None:
        raise ConflictError(_("This call no longer exists."))
    return int(number)


def _write_receipts(application: Application, submission: Submission, by: Visitor) -> None:
    """To who has filed it, and to the organisation when it has another address."""
    addresses = [by.email]
    contact = application.organisation.contact_email
    if contact and contact.lower() != by.email.lower():
        addresses.append(contact)
    with in_language(by.language):
        context = _mail_context(submission, application)
    for address in addresses:
        write_message(
            to=address,
            template="applications/receipt",
            language=by.language,
            context=context
            | _receipt(application, submission, to=address)
            | {"addressee": by.full_name if address == by.email else ""},
            user_id=by.id if address == by.email else None,
            about=application,
            sender=sender_of(application.call),
            key=f"receipt:{submission.sha256}:{address}",
        )


def _mail_context(submission: Submission, application: Application) -> dict[str, object]:
    in_charge = who_is_in_charge(application.call)
    return {
        "proof": proof(),
        "in_charge": [(str(label), text) for label, text in in_charge],
        "silence": what_silence_means(submission, application.round),
    }


def _receipt(application: Application, submission: Submission, *, to: str) -> dict[str, object]:
    """What the mail says. An address that nobody has proved is not sent the applicant's words."""
    return {
        "application": application,
        "call": application.call,
        "title": application.title if proved_owner(to) else "",
        "funder": application.call.funder,
        "submission": submission,
        "url": absolute_url("applications.receipt", application_id=application.id),
        "pdf_url": absolute_url("applications.receipt_pdf", application_id=application.id),
    }
