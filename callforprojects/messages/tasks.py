"""What the runner does for the outbox: delivering each mail, and sweeping what was missed."""

import logging
import smtplib
import uuid
from collections import Counter
from dataclasses import replace

from flask import current_app

from callforprojects.activity.noted_hash import noted_hash
from callforprojects.activity.verification import verify
from callforprojects.core.data.clock import now
from callforprojects.core.data.transaction import transaction
from callforprojects.core.outside import mail
from callforprojects.core.outside.jobs import periodic, task
from callforprojects.core.outside.settings import settings
from callforprojects.core.web.demonstration_mode import is_demonstration
from callforprojects.messages import delivery, services
from callforprojects.messages.attachments import attachments_of
from callforprojects.messages.bounces import read_bounce
from callforprojects.messages.delivery import DeliveryClaim, DeliveryOutcome, LostClaimError
from callforprojects.messages.queries import due_messages
from callforprojects.messages.services import write_message

logger = logging.getLogger(__name__)
BATCH = 100
_FAILURES = (
    mail.UnsendableError,
    mail.InterruptedDeliveryError,
    LostClaimError,
    smtplib.SMTPException,
    OSError,
)
_WARNED = "messages_without_server"


@task
def deliver(message_id: str) -> None:
    """Deliver one mail, if it is due and nobody else has taken it."""
    attempt(uuid.UUID(message_id))


@periodic()
@task
def sweep() -> None:
    """Every minute: what was due and not asked for, and what was cut short."""
    deliver_due()


@periodic(minutes="27", hours="3")
@task
def mail_activity_head() -> None:
    """Tell who asked for it, once a day, what the sealed activity ends with."""
    recipient = settings().activity_mail
    if recipient is None:
        return
    found = verify(noted_hash())
    fault = None if found.touched is None else found.touched.sentence
    with transaction():
        write_message(
            to=recipient,
            template="messages/activity_head",
            language="fr",
            context={"fault": fault, "count": found.count, "last_hash": found.last_hash},
        )


@periodic(minutes="*/5")
@task
def collect_bounces() -> None:
    """Every five minutes: what came back to the mailbox that the settings name."""
    address = settings().bounce_mailbox
    if address is None:
        return
    try:
        read = mail.read_mailbox(address, _take_bounce)
    except mail.MailboxError as error:
        logger.warning("the mailbox of returned mails cannot be read", extra={"error": str(error)})
    else:
        logger.info("mailbox of returned mails read", extra={"count": read})


def _take_bounce(content: bytes) -> None:
    bounce = read_bounce(content)
    if bounce is not None:
        with transaction():
            services.record_bounce(bounce)


def deliver_due() -> Counter[DeliveryOutcome]:
    """Deliver all that is due now, and count what it gave."""
    with transaction():
        counted = delivery.settle_abandoned(now())
    if uncertain := counted[DeliveryOutcome.UNCERTAIN]:
        logger.warning("messages of uncertain fate", extra={"count": uncertain})
    while due := _due():
        outcomes = Counter(attempt(message_id) for message_id in due)
        counted += outcomes
        if outcomes[DeliveryOutcome.WAITING] or len(due) < BATCH:
            break
    return counted


def attempt(message_id: uuid.UUID) -> DeliveryOutcome:
    """Try to deliver one mail. Taking it, beginning and writing the outcome are transactions."""
    with transaction():
        if is_demonstration():
            return delivery.keep_message(message_id)
    if not mail.is_configured():
        _warn_once()
        return DeliveryOutcome.WAITING
    with transaction():
        claim = delivery.claim_message(message_id)
        if claim is not None and delivery.withhold(message_id):
            logger.info("message withheld", extra={"message_id": str(message_id)})
            return DeliveryOutcome.WITHHELD
    return DeliveryOutcome.NOT_OURS if claim is None else _deliver(claim)


def _deliver(claim: DeliveryClaim) -> DeliveryOutcome:
    failure = _send(claim)
    outcome = DeliveryOutcome.SENT if failure is None else delivery.outcome_of(failure)
    with transaction():
        outcome = delivery.settle_message(claim, outcome, failure)
    if outcome is not DeliveryOutcome.SENT:
        extra = {"message_id": str(claim.message_id), "outcome": outcome.value}
        logger.warning("message not sent", extra=extra)
    return outcome


def _due() -> list[uuid.UUID]:
    with transaction():
        return list(due_messages(now(), BATCH))


def _send(claim: DeliveryClaim) -> Exception | None:
    """Send, and say what went wrong; the instant before the contents leave is committed."""

    def before_data() -> None:
        with transaction():
            delivery.begin_data(claim)

    try:
        attachments = attachments_of(claim.document)
        mail.send(replace(claim.letter, attachments=attachments), before_data=before_data)
    except _FAILURES as failure:
        return failure
    return None


def _warn_once() -> None:
    """Say it once for each process: mails wait, and nothing else is wrong."""
    if _WARNED not in current_app.extensions:
        current_app.extensions[_WARNED] = True
        logger.warning("no mail server is set: mails wait in the outbox")
