"""Delivering mails to a real server on the loopback: never twice, and nothing is forgotten."""

import email
import logging
import smtplib
import threading
from datetime import UTC, datetime, timedelta
from email.policy import default

import pytest
import time_machine

from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.outside.mail import InterruptedDeliveryError, UnsendableError
from callforprojects.messages import delivery, tasks
from callforprojects.messages.delivery import DeliveryOutcome, claim_message, outcome_of
from callforprojects.messages.models import BACKOFF, Message, MessageStatus
from callforprojects.messages.problems import MessageProblem
from tests.factories.messages import make_message
from tests.mail_reader import body_of
from tests.returned_mail import open_mailbox, report

pytestmark = pytest.mark.usefixtures("templates")

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def deliver(message):
    identifier = str(message.id)
    db.session.rollback()
    tasks.deliver.run(identifier)
    db.session.refresh(message)
    status = message.status
    db.session.rollback()
    return status


def test_a_mail_arrives_whole(post_office, message):
    assert deliver(message) is MessageStatus.SENT

    (envelope,) = post_office.taken
    read = email.message_from_bytes(envelope.content, policy=default)
    assert envelope.rcpt_tos == ["marie@town.example"]
    assert read["Subject"] == "Votre dossier est reçu"
    assert read["From"].addresses[0].display_name == "Appels à projets"
    assert read["Message-ID"] == f"<{message.id}@aap.example>"
    assert read["Auto-Submitted"] == "auto-generated"
    plain = body_of(read, "plain")
    assert plain.split() == ["Bonjour,", "Votre", "dossier", "est", "reçu."]
    assert "<p>Votre dossier est reçu.</p>" in body_of(read, "html")
    assert message.sent_at is not None


def test_a_mail_sent_is_not_sent_again(post_office, message):
    deliver(message)
    deliver(message)
    tasks.sweep.run()

    assert len(post_office.taken) == 1


def test_a_mail_held_or_cancelled_does_not_leave(post_office):
    held = make_message(status=MessageStatus.HELD)
    cancelled = make_message(status=MessageStatus.CANCELLED)
    db.session.commit()

    assert (deliver(held), deliver(cancelled)) == (MessageStatus.HELD, MessageStatus.CANCELLED)
    assert post_office.taken == []


def test_two_workers_at_once_send_one_mail(app, post_office):
    identifiers = [str(make_message(to_email=f"p{n}@town.example").id) for n in range(10)]
    db.session.commit()
    start = threading.Barrier(3)

    def work():
        start.wait()
        with app.app_context():
            for identifier in identifiers:
                tasks.deliver.run(identifier)

    threads = [threading.Thread(target=work) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    arrived = sorted(envelope.rcpt_tos[0] for envelope in post_office.taken)
    assert arrived == sorted(f"p{n}@town.example" for n in range(10))


def test_a_temporary_refusal_is_tried_again_later_and_later_then_given_up(post_office):
    post_office.answer_to_recipient = "451 Busy"
    with time_machine.travel(NOON, tick=False) as clock:
        message = make_message()
        db.session.commit()
        for number, delay in enumerate(BACKOFF, start=1):
            assert deliver(message) is MessageStatus.QUEUED
            assert (message.attempts, message.next_attempt_at) == (number, now() + delay)
            db.session.rollback()
            clock.shift(delay - timedelta(seconds=1))
            tasks.sweep.run()
            db.session.refresh(message)
            assert message.attempts == number, "tried before its time"
            clock.shift(timedelta(seconds=1))

        assert deliver(message) is MessageStatus.FAILED

    assert sum(BACKOFF, timedelta()) == timedelta(days=3)
    assert (BACKOFF[0], BACKOFF[-1]) == (timedelta(minutes=1), timedelta(hours=4))
    assert message.last_error is not None
    assert "451" in message.last_error
    assert message.problem is MessageProblem.LATER


def test_a_mail_refused_for_a_while_arrives_in_the_end(post_office):
    post_office.answer_to_data = "452 Full"
    with time_machine.travel(NOON, tick=False) as clock:
        message = make_message()
        db.session.commit()
        assert deliver(message) is MessageStatus.QUEUED
        post_office.answer_to_data = "250 OK"
        clock.shift(timedelta(minutes=1))
        tasks.sweep.run()

    db.session.refresh(message)
    assert (message.status, message.attempts, message.last_error) == (MessageStatus.SENT, 2, None)
    assert len(post_office.taken) == 1


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        ("answer_to_recipient", MessageProblem.ADDRESS),
        ("answer_to_data", MessageProblem.CONTENTS),
    ],
)
def test_a_refusal_for_good_is_final(post_office, message, step, problem):
    setattr(post_office, step, "550 Unknown")

    assert deliver(message) is MessageStatus.FAILED
    assert "550" in message.last_error
    assert message.problem is problem


@pytest.mark.parametrize(
    "values",
    [
        {"to_email": "hélène@town.example"},
        {"to_email": "marie@town..example"},
        {"subject": "Objet\nBcc: everybody@town.example"},
        {"reply_to": "contact"},
    ],
)
def test_a_mail_that_cannot_be_written_down_has_failed_at_once(post_office, values):
    message = make_message(**values)
    db.session.commit()

    assert deliver(message) is MessageStatus.FAILED
    assert (message.problem, message.attempts) == (MessageProblem.UNWRITABLE, 1)
    assert post_office.taken == []


def test_a_server_that_is_away_is_tried_again(with_settings, message):
    with_settings(mail_server="127.0.0.1", mail_port=1, mail_security="none")

    assert deliver(message) is MessageStatus.QUEUED
    assert message.attempts == 1


def test_an_outcome_that_comes_too_late_changes_nothing(message):
    claim = claim_message(message.id)
    assert claim is not None
    message.status = MessageStatus.UNCERTAIN
    db.session.flush()

    assert delivery.settle_message(claim, DeliveryOutcome.RETRY) is DeliveryOutcome.NOT_OURS
    assert message.status is MessageStatus.UNCERTAIN


def test_without_a_server_mails_wait_and_the_log_says_so_once(app, caplog):
    app.extensions.pop(tasks._WARNED, None)
    first, second = make_message(), make_message()
    db.session.commit()

    with caplog.at_level(logging.WARNING, "callforprojects"):
        statuses = (deliver(first), deliver(second))
        tasks.sweep.run()

    assert statuses == (MessageStatus.QUEUED, MessageStatus.QUEUED)
    assert caplog.messages == ["no mail server is set: mails wait in the outbox"]


def test_in_the_demonstration_nothing_leaves_and_mails_are_kept(
    post_office, with_settings, message
):
    with_settings(is_demonstration=True)
    db.session.commit()

    assert deliver(message) is MessageStatus.SENT
    assert deliver(message) is MessageStatus.SENT
    assert post_office.taken == []
    assert message.text == "Bonjour,\n\nVotre dossier est reçu.\n"


def test_the_contents_of_a_secret_mail_are_not_kept_once_sent(post_office):
    message = make_message(is_secret=True)
    db.session.commit()

    assert deliver(message) is MessageStatus.SENT

    assert len(post_office.taken) == 1
    assert (message.text, message.html) == ("", "")


def test_the_sweep_empties_the_outbox_by_batches(post_office, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 2)
    for number in range(5):
        make_message(to_email=f"p{number}@town.example")
    db.session.commit()

    counted = tasks.deliver_due()

    assert counted == {DeliveryOutcome.SENT: 5}
    assert db.session.query(Message).filter_by(status=MessageStatus.SENT).count() == 5


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (InterruptedDeliveryError("gone"), DeliveryOutcome.UNCERTAIN),
        (smtplib.SMTPServerDisconnected("gone"), DeliveryOutcome.RETRY),
        (UnsendableError("no"), DeliveryOutcome.FAILED),
        (smtplib.SMTPRecipientsRefused({"a@town.example": (550, b"no")}), DeliveryOutcome.FAILED),
        (smtplib.SMTPRecipientsRefused({"a@town.example": (450, b"later")}), DeliveryOutcome.RETRY),
        (smtplib.SMTPDataError(554, b"no"), DeliveryOutcome.FAILED),
        (smtplib.SMTPDataError(451, b"later"), DeliveryOutcome.RETRY),
        (smtplib.SMTPAuthenticationError(535, b"password"), DeliveryOutcome.RETRY),
        (smtplib.SMTPSenderRefused(550, b"no", "me"), DeliveryOutcome.RETRY),
        (TimeoutError("slow"), DeliveryOutcome.RETRY),
    ],
)
def test_what_a_failed_attempt_means(error, expected):
    assert outcome_of(error) is expected


def test_claiming_gives_the_letter_to_one_only(message):
    first, second = claim_message(message.id), claim_message(message.id)

    assert first is not None
    assert first.letter.to.email == "marie@town.example"
    assert second is None


def test_what_came_back_is_read_in_the_mailbox(with_settings):
    sent, other = (make_message(status=MessageStatus.SENT) for _number in range(2))
    held = make_message(status=MessageStatus.HELD)
    db.session.commit()
    hostile = b"Content-Type: message/rfc822\n\n" * 2000
    reports = [
        hostile,
        report(sent.id),
        report(held.id),
        report(other.id, action="delayed"),
        b"Hello",
    ]
    with open_mailbox(*reports) as mailbox:
        with_settings(bounce_mailbox=mailbox.address)

        tasks.collect_bounces.run()

    statuses = [db.session.get_one(Message, each.id).status for each in (sent, other, held)]
    assert statuses == [MessageStatus.BOUNCED, MessageStatus.SENT, MessageStatus.HELD]
    assert sent.problem is MessageProblem.ADDRESS
    assert sent.last_error is not None
    assert "user unknown" in sent.last_error
    assert sent.bounced_at is not None
    assert len(mailbox.seen) == len(reports)


def test_a_mailbox_out_of_reach_is_a_line_in_the_log(with_settings, caplog):
    tasks.collect_bounces.run()
    assert caplog.messages == []
    with_settings(bounce_mailbox="imap://user:password@127.0.0.1:1/INBOX")

    with caplog.at_level(logging.WARNING, "callforprojects"):
        tasks.collect_bounces.run()

    assert caplog.messages == ["the mailbox of returned mails cannot be read"]


def test_mails_come_back_to_the_address_of_the_settings(post_office, message, with_settings):
    with_settings(bounce_address="retours+*@aap.example")

    deliver(message)

    assert post_office.taken[0].mail_from == f"retours+{message.id}@aap.example"
