"""Reading the outbox."""

from datetime import timedelta

import pytest

from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Guest
from callforprojects.messages.models import MessageStatus
from callforprojects.messages.queries import (
    due_messages,
    is_chosen,
    mailbox,
    releasable,
    stopped_count,
    undelivered_about,
)
from callforprojects.messages.tables import mailbox_table
from tests.factories.accounts import make_user
from tests.factories.messages import make_message

pytestmark = pytest.mark.usefixtures("app")


def asked(**address):
    table = mailbox_table(with_unposted=True)
    return table.state_of({key: [value] for key, value in address.items()})


def test_the_mailbox_is_newest_first():
    older, newer = make_message(), make_message()

    assert [message.id for message in mailbox(Guest(), asked()).items] == [
        newer.id,
        older.id,
    ]


@pytest.mark.parametrize(("text", "found"), [("MARIE", 1), ("town", 2), ("%", 0), ("", 2)])
def test_the_mailbox_is_searched_by_recipient(text, found):
    make_message(to_email="marie@town.example")
    make_message(to_email="paul@town.example")

    assert mailbox(Guest(), asked(recipient=text)).total == found


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(count, count_queries):
    for _number in range(count):
        make_message()
    db.session.commit()

    with count_queries() as queries:
        assert mailbox(Guest(), asked()).total == count

    assert len(queries) == 2


def test_due_mails_are_queued_ones_whose_time_has_come():
    due = make_message()
    make_message(next_attempt_at=now() + timedelta(minutes=1))
    make_message(status=MessageStatus.HELD)

    assert due_messages(now(), 10) == [due.id]


def test_what_may_leave_again_is_counted_by_status():
    first = make_message(status=MessageStatus.FAILED)
    make_message(status=MessageStatus.FAILED, to_email="paul@town.example")
    make_message(status=MessageStatus.UNCERTAIN)
    make_message(status=MessageStatus.FAILED, text="")
    make_message(status=MessageStatus.SENT)

    every, paul = releasable(Guest()), releasable(Guest(), asked(recipient="paul").conditions)
    failed = releasable(Guest(), [*asked(status="failed").conditions, *is_chosen([first.id])])

    assert every.counts == {MessageStatus.FAILED: 2, MessageStatus.UNCERTAIN: 1}
    assert (every.total, every.emptied) == (3, 1)
    assert (paul.total, failed.total) == (1, 1)
    assert stopped_count(Guest()) == 4


def test_only_the_newest_mail_about_something_says_whether_it_arrived():
    marie, paul = make_user(), make_user()
    about = {"about_kind": "user"}
    make_message(about_id=marie.id, status=MessageStatus.FAILED, **about)
    newest = make_message(about_id=marie.id, status=MessageStatus.BOUNCED, **about)
    make_message(about_id=marie.id, status=MessageStatus.CANCELLED, **about)
    make_message(about_id=paul.id, status=MessageStatus.FAILED, **about)
    make_message(about_id=paul.id, status=MessageStatus.SENT, **about)

    found = undelivered_about([marie, paul])

    assert {thing: message.id for thing, message in found.items()} == {marie.id: newest.id}
    assert undelivered_about([]) == {}
