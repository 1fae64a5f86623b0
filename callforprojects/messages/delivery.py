"""The steps of a delivery: who takes a mail, and what became of it. Each is one short transaction.

A mail is taken by one worker only (a compare-and-set on its status, committed before anything is
sent). One whose fate is not known, because the worker or the connection died while it was being
sent, becomes UNCERTAIN and is never sent again by the program: a person decides.
"""

import smtplib
import uuid
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import update

from callforprojects.core.clock import now
from callforprojects.core.database import db
from callforprojects.core.mail import (
    InterruptedDeliveryError,
    Letter,
    Mailbox,
    UnsendableError,
)
from callforprojects.messages.models import Message, MessageStatus

BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
LEASE = timedelta(minutes=15)
_PERMANENT = 500
_ERROR_LENGTH = 500


class Outcome(StrEnum):
    """What one attempt to deliver gave."""

    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    NOT_OURS = "not ours"
    WAITING = "waiting"


def claim_message(message_id: uuid.UUID) -> Letter | None:
    """Take a mail that is due; None when it is not, or when somebody else was faster."""
    at = now()
    taken = db.session.scalar(
        update(Message)
        .where(
            Message.id == message_id,
            Message.status == MessageStatus.QUEUED,
            Message.next_attempt_at <= at,
        )
        .values(status=MessageStatus.SENDING, claimed_at=at, attempts=Message.attempts + 1)
        .returning(Message)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return None if taken is None else letter_of(taken)


def letter_of(message: Message) -> Letter:
    """What leaves of a mail of the outbox."""
    return Letter(
        to=Mailbox(message.to_email),
        subject=message.subject,
        text=message.text,
        html=message.html,
        identifier=str(message.id),
    )


def outcome_of(error: Exception) -> Outcome:
    """What a failed attempt means.

    A refusal of this recipient or of these contents for good (5xx, RFC 5321 section 4.2.1) is
    final, and so is a mail that cannot be written down. A connection cut once the contents were
    under way leaves no way to know. All the rest is tried again, wrong passwords and unknown
    servers included: the administrator will correct them.
    """
    if isinstance(error, InterruptedDeliveryError):
        return Outcome.UNCERTAIN
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _reason in error.recipients.values()]
        return Outcome.FAILED if min(codes) >= _PERMANENT else Outcome.RETRY
    if isinstance(error, smtplib.SMTPDataError):
        return Outcome.FAILED if error.smtp_code >= _PERMANENT else Outcome.RETRY
    return Outcome.FAILED if isinstance(error, UnsendableError) else Outcome.RETRY


def settle_message(message_id: uuid.UUID, outcome: Outcome, error: str = "") -> Outcome:
    """Write what became of a mail that we had taken; a retry too many is a failure."""
    message = db.session.get_one(Message, message_id, populate_existing=True)
    if message.status is not MessageStatus.SENDING:
        return Outcome.NOT_OURS
    if outcome is Outcome.RETRY and message.attempts > len(BACKOFF):
        outcome = Outcome.FAILED
    message.last_error = error[:_ERROR_LENGTH] or None
    if outcome is Outcome.SENT:
        _mark_sent(message)
    elif outcome is Outcome.RETRY:
        message.status = MessageStatus.QUEUED
        message.next_attempt_at = now() + BACKOFF[message.attempts - 1]
    else:
        message.status = MessageStatus(outcome.value)
    return outcome


def keep_message(message_id: uuid.UUID) -> Outcome:
    """In the demonstration nothing leaves: the mail is there to be read in the mailbox."""
    if claim_message(message_id) is None:
        return Outcome.NOT_OURS
    message = db.session.get_one(Message, message_id, populate_existing=True)
    message.status, message.sent_at = MessageStatus.SENT, now()
    return Outcome.SENT


def _mark_sent(message: Message) -> None:
    message.status, message.sent_at = MessageStatus.SENT, now()
    if message.is_secret:
        message.text = message.html = ""


def set_uncertain(at: datetime) -> int:
    """Mails taken long ago and not heard of since; says how many there were."""
    found = db.session.scalars(
        update(Message)
        .where(Message.status == MessageStatus.SENDING, Message.claimed_at < at - LEASE)
        .values(status=MessageStatus.UNCERTAIN)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    return len(found.all())
