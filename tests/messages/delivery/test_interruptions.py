"""A connection cut and a worker killed, at each step: nothing is lost, nothing is sent twice."""

import json
import logging
import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine

from callforprojects import paths
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.outside.settings import settings
from callforprojects.messages import delivery, tasks
from callforprojects.messages.delivery import LEASE, DeliveryOutcome, claim_message
from callforprojects.messages.models import BACKOFF, Message, MessageStatus
from callforprojects.messages.problems import MessageProblem
from tests.post_office import STEPS

pytestmark = pytest.mark.usefixtures("templates")

BEFORE_DATA = ("EHLO", "MAIL", "RCPT")
WORKER = """
import json, pathlib, sys
from callforprojects.app import create_app
from callforprojects.core.outside.settings import Settings
from callforprojects.messages.tasks import deliver
values = json.loads(sys.argv[1])
message_id = values.pop("message_id")
values["data_folder"] = pathlib.Path(values["data_folder"])
with create_app(Settings.from_environment({}, **values)).app_context():
    deliver.run(message_id)
"""


def status_of(message):
    db.session.rollback()
    db.session.refresh(message)
    status = message.status
    db.session.rollback()
    return status


def attempt(message):
    identifier = message.id
    db.session.rollback()
    tasks.attempt(identifier)
    return status_of(message)


@pytest.mark.parametrize("step", STEPS)
def test_a_connection_cut(post_office, message, step):
    post_office.cuts_at = step
    first = attempt(message)
    post_office.cuts_at = ""
    with time_machine.travel(now() + BACKOFF[0], tick=False):
        tasks.sweep.run()

    if step != "the dot":
        assert (first, status_of(message)) == (MessageStatus.QUEUED, MessageStatus.SENT)
        assert len(post_office.taken) == 1
    else:
        assert (first, status_of(message)) == (MessageStatus.UNCERTAIN, MessageStatus.UNCERTAIN)
        assert message.problem is MessageProblem.INTERRUPTED
        assert len(post_office.taken) == 1


def start_worker(office, message) -> subprocess.Popen[bytes]:
    """A worker of its own process, that the mail server kills at the step it cuts at."""
    chosen = settings()
    values = {
        "message_id": str(message.id),
        "database_url": chosen.database_url,
        "data_folder": str(chosen.data_folder),
        "secret_key": chosen.secret_key,
        "mail_server": "127.0.0.1",
        "mail_port": office.port,
        "mail_security": "none",
    }
    db.session.rollback()
    arguments = [sys.executable, "-c", WORKER, json.dumps(values)]
    worker = subprocess.Popen(arguments, cwd=paths.PACKAGE.parent)  # noqa: S603  # our own program
    office.when_cutting = lambda: os.kill(worker.pid, signal.SIGKILL)
    return worker


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_worker(post_office, message, step):
    post_office.cuts_at = step
    assert start_worker(post_office, message).wait(timeout=120) == -signal.SIGKILL
    post_office.cuts_at = ""

    tasks.sweep.run()
    assert status_of(message) is MessageStatus.SENDING, "its lease is not over"
    with time_machine.travel(now() + LEASE + timedelta(seconds=1), tick=False):
        tasks.sweep.run()
        tasks.sweep.run()

    may_be_there = step not in BEFORE_DATA
    assert status_of(message) is (MessageStatus.UNCERTAIN if may_be_there else MessageStatus.SENT)
    assert len(post_office.taken) == (0 if step == "DATA" else 1)


def test_uncertain_mails_are_said_in_the_log(message, caplog):
    claim_message(message.id)
    message.data_begun_at = now()
    db.session.commit()

    with (
        time_machine.travel(now() + LEASE + timedelta(seconds=1), tick=False),
        caplog.at_level(logging.WARNING, "callforprojects"),
    ):
        counted = tasks.deliver_due()

    assert counted[DeliveryOutcome.UNCERTAIN] == 1
    assert "messages of uncertain fate" in caplog.messages
    assert status_of(message) is MessageStatus.UNCERTAIN


def test_a_mail_on_which_workers_die_is_given_up_in_the_end(message):
    message.attempts = len(BACKOFF)
    db.session.commit()
    claim_message(message.id)
    db.session.commit()

    with time_machine.travel(now() + LEASE + timedelta(seconds=1), tick=False):
        assert tasks.deliver_due()[DeliveryOutcome.FAILED] == 1

    assert status_of(message) is MessageStatus.FAILED
    assert message.problem is MessageProblem.STOPPED


def test_a_worker_that_wakes_up_too_late_sends_nothing(post_office, message):
    """It took the mail and slept; meanwhile another has taken it and sent it."""
    late = claim_message(message.id)
    assert late is not None
    db.session.commit()
    with time_machine.travel(now() + LEASE + timedelta(seconds=1), tick=False):
        tasks.sweep.run()
        assert status_of(message) is MessageStatus.SENT

        outcome = tasks._deliver(late)

    assert outcome is DeliveryOutcome.NOT_OURS
    assert len(post_office.taken) == 1
    assert db.session.query(Message).filter_by(status=MessageStatus.SENT).count() == 1


def test_nothing_is_sent_when_the_instant_cannot_be_noted(post_office, message, monkeypatch):
    def broken(_claim: object) -> None:
        raise LookupError

    monkeypatch.setattr(delivery, "begin_data", broken)

    with pytest.raises(LookupError):
        attempt(message)

    assert post_office.taken == []
