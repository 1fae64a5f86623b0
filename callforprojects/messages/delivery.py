"""The steps of a delivery: who takes a mail, and what became of it. Each is one short transaction.

A mail is taken by one worker only (a compare-and-set on its status, committed before anything is
sent), and the worker notes that its contents are about to leave. One cut short before that note is
sent again. One cut short after it may have arrived: it becomes UNCERTAIN and is never sent again
by the program: a person decides.
"""

import smtplib
import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.visibility import may_be_notified_of
from callforprojects.core.outside.mail import (
    InterruptedDeliveryError,
    Mailbox,
    OutgoingMail,
    UnsendableError,
)
from callforprojects.messages.attachments import PdfDocument, document_of
from callforprojects.messages.models import BACKOFF, Message, MessageStatus
from callforprojects.messages.problems import PERMANENT, MessageProblem, problem_of
from callforprojects.messages.queries import recipient_of, things_of

LEASE = timedelta(minutes=15)  # longer than the longest conversation with a server
_ERROR_LENGTH = 500


class DeliveryOutcome(StrEnum):
    """What one attempt to deliver gave."""

    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    NOT_OURS = "not ours"
    WAITING = "waiting"
    WITHHELD = "withheld"


class LostClaimError(Exception):
    """Meanwhile the mail was given back or taken by somebody else: it must not leave from here."""


@dataclass(frozen=True, slots=True)
class DeliveryClaim:
    """A mail that one worker has taken. The instant tells this taking from any other."""

    message_id: uuid.UUID
    at: datetime
    letter: OutgoingMail
    document: PdfDocument | None

    @property
    def holds(self) -> sa.ColumnElement[bool]:
        """Whether the mail is still taken by this worker."""
        return sa.and_(
            Message.id == self.message_id,
            Message.status == MessageStatus.SENDING,
            Message.claimed_at == self.at,
        )


def claim_message(message_id: uuid.UUID) -> DeliveryClaim | None:
    """Take a mail that is due; None when it is not, or when somebody else was faster."""
    at = now()
    taken = db.session.scalar(
        sa.update(Message)
        .where(
            Message.id == message_id,
            Message.status == MessageStatus.QUEUED,
            Message.next_attempt_at <= at,
        )
        .values(
            status=MessageStatus.SENDING,
            claimed_at=at,
            data_begun_at=None,
            attempts=Message.attempts + 1,
        )
        .returning(Message)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    if taken is None:
        return None
    return DeliveryClaim(message_id, at, letter_of(taken), document_of(taken))


def withhold(message_id: uuid.UUID) -> bool:
    """Keep back a mail that we have taken, when its recipient may no longer know what it names.

    Since it was written, they may have stepped back from the file. Says whether it is kept back.
    """
    message = db.session.get_one(Message, message_id)
    reader = recipient_of(message)
    if reader is None or all(may_be_notified_of(reader, *thing) for thing in things_of(message)):
        return False
    message.status, message.problem = MessageStatus.WITHHELD, MessageProblem.STEPPED_BACK
    return True


def letter_of(message: Message) -> OutgoingMail:
    """What leaves of a mail of the outbox."""
    return OutgoingMail(
        to=Mailbox(message.to_email),
        subject=message.subject,
        text=message.text,
        html=message.html,
        identifier=str(message.id),
        from_name=message.from_name,
        reply_to=message.reply_to,
    )


def begin_data(claim: DeliveryClaim) -> None:
    """Note that the contents are about to leave: to be committed before they do.

    Raises LostClaimError when the mail is no longer ours to send.
    """
    noted = db.session.scalar(
        sa.update(Message)
        .where(claim.holds)
        .values(data_begun_at=now())
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    if noted is None:
        raise LostClaimError


def outcome_of(error: Exception) -> DeliveryOutcome:
    """What a failed attempt means.

    A refusal of this recipient or of these contents for good (5xx, RFC 5321 section 4.2.1) is
    final, and so is a mail that cannot be written down. A connection cut once the contents were
    under way leaves no way to know. All the rest is tried again, wrong passwords and unknown
    servers included: the administrator will correct them.
    """
    if isinstance(error, InterruptedDeliveryError):
        return DeliveryOutcome.UNCERTAIN
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _reason in error.recipients.values()]
        return DeliveryOutcome.FAILED if min(codes) >= PERMANENT else DeliveryOutcome.RETRY
    if isinstance(error, smtplib.SMTPDataError):
        return DeliveryOutcome.FAILED if error.smtp_code >= PERMANENT else DeliveryOutcome.RETRY
    return DeliveryOutcome.FAILED if isinstance(error, UnsendableError) else DeliveryOutcome.RETRY


def settle_message(
    claim: DeliveryClaim, outcome: DeliveryOutcome, failure: Exception | None = None
) -> DeliveryOutcome:
    """Write what became of a mail that we had taken; a retry too many is a failure."""
    message = db.session.scalar(
        sa.select(Message).where(claim.holds).execution_options(populate_existing=True)
    )
    if message is None:
        return DeliveryOutcome.NOT_OURS
    if outcome is DeliveryOutcome.RETRY and message.attempts > len(BACKOFF):
        outcome = DeliveryOutcome.FAILED
    _explain(message, failure)
    if outcome is DeliveryOutcome.SENT:
        _mark_sent(message)
    elif outcome is DeliveryOutcome.RETRY:
        message.status = MessageStatus.QUEUED
        message.next_attempt_at = now() + BACKOFF[message.attempts - 1]
    else:
        message.status = MessageStatus(outcome.value)
    return outcome


def _explain(message: Message, failure: Exception | None) -> None:
    if failure is None:
        message.problem = message.last_error = None
        return
    message.problem = problem_of(failure)
    message.last_error = f"{type(failure).__name__}: {failure}"[:_ERROR_LENGTH]


def keep_message(message_id: uuid.UUID) -> DeliveryOutcome:
    """In the demonstration nothing leaves: the mail is there to be read in the mailbox."""
    if claim_message(message_id) is None:
        return DeliveryOutcome.NOT_OURS
    if withhold(message_id):
        return DeliveryOutcome.WITHHELD
    message = db.session.get_one(Message, message_id, populate_existing=True)
    message.status, message.sent_at = MessageStatus.SENT, now()
    return DeliveryOutcome.SENT


def _mark_sent(message: Message) -> None:
    message.status, message.sent_at = MessageStatus.SENT, now()
    if message.is_secret:
        message.text = message.html = ""


def settle_abandoned(at: datetime) -> Counter[DeliveryOutcome]:
    """Mails taken long ago and not heard of since, because their worker died.

    Those whose contents had begun to leave are uncertain; the others are to be sent again, or
    have failed when they were tried too often. Says how many of each.
    """
    had_begun = Message.data_begun_at.is_not(None)
    may_try = Message.attempts <= len(BACKOFF)
    kinds = (
        (DeliveryOutcome.UNCERTAIN, MessageStatus.UNCERTAIN, had_begun),
        (DeliveryOutcome.RETRY, MessageStatus.QUEUED, sa.and_(~had_begun, may_try)),
        (DeliveryOutcome.FAILED, MessageStatus.FAILED, sa.and_(~had_begun, ~may_try)),
    )
    return Counter({outcome: _settle(at, status, which) for outcome, status, which in kinds})


def _settle(at: datetime, status: MessageStatus, which: sa.ColumnElement[bool]) -> int:
    is_uncertain = status is MessageStatus.UNCERTAIN
    problem = MessageProblem.INTERRUPTED if is_uncertain else MessageProblem.STOPPED
    settled = db.session.scalars(
        sa.update(Message)
        .where(Message.status == MessageStatus.SENDING, Message.claimed_at < at - LEASE, which)
        .values(status=status, next_attempt_at=at, problem=problem, last_error=None)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    return len(settled.all())
