"""What the runner does for the outbox: delivering each mail, and sweeping what was missed."""

import logging
import smtplib
import uuid
from collections import Counter

from flask import current_app

from callforprojects.activity.verification import verify
from callforprojects.core import mail
from callforprojects.core.clock import now
from callforprojects.core.demonstration_mode import is_demonstration
from callforprojects.core.jobs import periodic, task
from callforprojects.core.settings import settings
from callforprojects.core.transaction import transaction
from callforprojects.messages import delivery
from callforprojects.messages.delivery import Outcome
from callforprojects.messages.queries import due_messages
from callforprojects.messages.services import write_message

logger = logging.getLogger(__name__)
BATCH = 100
_FAILURES = (
    mail.UnsendableError,
    mail.InterruptedDeliveryError,
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
    found = verify()
    fault = None if found.touched is None else found.touched.sentence
    with transaction():
        write_message(
            to=recipient,
            template="messages/activity_head",
            language="fr",
            context={"fault": fault, "count": found.count, "last_hash": found.last_hash},
        )


def deliver_due() -> Counter[Outcome]:
    """Deliver all that is due now, and count what it gave."""
    with transaction():
        uncertain = delivery.set_uncertain(now())
    counted: Counter[Outcome] = Counter()
    if uncertain:
        counted[Outcome.UNCERTAIN] = uncertain
        logger.warning("messages of uncertain fate", extra={"count": uncertain})
    while due := _due():
        outcomes = Counter(attempt(message_id) for message_id in due)
        counted += outcomes
        if outcomes[Outcome.WAITING] or len(due) < BATCH:
            break
    return counted


def attempt(message_id: uuid.UUID) -> Outcome:
    """Try to deliver one mail. Taking it and writing the outcome are two transactions."""
    with transaction():
        if is_demonstration():
            return delivery.keep_message(message_id)
    if not mail.is_configured():
        _warn_once()
        return Outcome.WAITING
    with transaction():
        letter = delivery.claim_message(message_id)
    if letter is None:
        return Outcome.NOT_OURS
    outcome, error = _send(letter)
    with transaction():
        outcome = delivery.settle_message(message_id, outcome, error)
    if outcome is not Outcome.SENT:
        extra = {"message_id": str(message_id), "outcome": outcome.value}
        logger.warning("message not sent", extra=extra)
    return outcome


def _due() -> list[uuid.UUID]:
    with transaction():
        return list(due_messages(now(), BATCH))


def _send(letter: mail.Letter) -> tuple[Outcome, str]:
    try:
        mail.send(letter)
    except _FAILURES as error:
        return delivery.outcome_of(error), f"{type(error).__name__}: {error}"
    return Outcome.SENT, ""


def _warn_once() -> None:
    """Say it once for each process: mails wait, and nothing else is wrong."""
    if _WARNED not in current_app.extensions:
        current_app.extensions[_WARNED] = True
        logger.warning("no mail server is set: mails wait in the outbox")
