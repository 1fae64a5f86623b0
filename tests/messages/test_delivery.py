"""Delivering mails to a real server on the loopback: never twice, and nothing is forgotten."""

import email
import logging
import smtplib
import threading
from datetime import UTC, datetime, timedelta
from email.policy import default

import pytest
import time_machine

from callforprojects.core.clock import now
from callforprojects.core.database import db
from callforprojects.core.mail import InterruptedDeliveryError, Letter, UnsendableError
from callforprojects.messages import delivery, tasks
from callforprojects.messages.delivery import BACKOFF, Outcome, claim_message, outcome_of
from callforprojects.messages.models import Message, MessageStatus
from tests.factories.messages import make_message

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


@pytest.fixture
def message():
    made = make_message()
    db.session.commit()
    return made


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
    plain = read.get_body(("plain",)).get_content()
    assert plain.split() == ["Bonjour,", "Votre", "dossier", "est", "reçu."]
    assert "<p>Votre dossier est reçu.</p>" in read.get_body(("html",)).get_content()
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

    assert [delay.total_seconds() / 60 for delay in BACKOFF] == [1, 5, 15, 60, 240]
    assert "451" in message.last_error


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


@pytest.mark.parametrize("step", ["answer_to_recipient", "answer_to_data"])
def test_a_refusal_for_good_is_final(post_office, message, step):
    setattr(post_office, step, "550 Unknown")

    assert deliver(message) is MessageStatus.FAILED
    assert "550" in message.last_error


def test_a_server_that_is_away_is_tried_again(with_settings, message):
    with_settings(mail_server="127.0.0.1", mail_port=1, mail_security="none")

    assert deliver(message) is MessageStatus.QUEUED
    assert message.attempts == 1


def test_a_connection_cut_in_the_middle_is_uncertain_and_left_alone(post_office, message):
    post_office.cuts_at = "the dot"

    assert deliver(message) is MessageStatus.UNCERTAIN

    post_office.cuts_at = ""
    tasks.sweep.run()
    assert post_office.taken == []


def test_a_mail_left_behind_by_a_dead_worker_becomes_uncertain(post_office, message, caplog):
    with time_machine.travel(NOON, tick=False) as clock:
        message.next_attempt_at = NOON
        db.session.commit()
        assert claim_message(message.id) is not None
        db.session.commit()

        clock.shift(timedelta(minutes=15))
        tasks.sweep.run()
        db.session.refresh(message)
        assert message.status is MessageStatus.SENDING
        db.session.rollback()

        clock.shift(timedelta(seconds=1))
        with caplog.at_level(logging.WARNING, "callforprojects"):
            tasks.sweep.run()

    db.session.refresh(message)
    assert message.status is MessageStatus.UNCERTAIN
    assert "messages of uncertain fate" in caplog.messages
    assert post_office.taken == []


def test_an_outcome_that_comes_too_late_changes_nothing(message):
    message.status = MessageStatus.UNCERTAIN
    db.session.flush()

    assert delivery.settle_message(message.id, Outcome.RETRY) is Outcome.NOT_OURS
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

    assert counted == {Outcome.SENT: 5}
    assert db.session.query(Message).filter_by(status=MessageStatus.SENT).count() == 5


def test_a_header_that_holds_a_line_break_never_leaves(post_office):
    message = make_message(subject="Objet\nBcc: everybody@town.example")
    db.session.commit()

    assert deliver(message) is MessageStatus.FAILED
    assert post_office.taken == []


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (InterruptedDeliveryError("gone"), Outcome.UNCERTAIN),
        (smtplib.SMTPServerDisconnected("gone"), Outcome.RETRY),
        (UnsendableError("no"), Outcome.FAILED),
        (smtplib.SMTPRecipientsRefused({"a@town.example": (550, b"no")}), Outcome.FAILED),
        (smtplib.SMTPRecipientsRefused({"a@town.example": (450, b"later")}), Outcome.RETRY),
        (smtplib.SMTPDataError(554, b"no"), Outcome.FAILED),
        (smtplib.SMTPDataError(451, b"later"), Outcome.RETRY),
        (smtplib.SMTPAuthenticationError(535, b"password"), Outcome.RETRY),
        (smtplib.SMTPSenderRefused(550, b"no", "me"), Outcome.RETRY),
        (TimeoutError("slow"), Outcome.RETRY),
    ],
)
def test_what_a_failed_attempt_means(error, expected):
    assert outcome_of(error) is expected


def test_claiming_gives_the_letter_to_one_only(message):
    first, second = claim_message(message.id), claim_message(message.id)

    assert isinstance(first, Letter)
    assert second is None
