"""Reading the outbox."""

from datetime import timedelta

import pytest

from callforprojects.core.access import Guest
from callforprojects.core.clock import now
from callforprojects.core.database import db
from callforprojects.messages.models import MessageStatus
from callforprojects.messages.queries import due_messages, mailbox, messages_about
from tests.factories.accounts import make_user
from tests.factories.messages import make_message


def test_the_mailbox_is_newest_first():
    older, newer = make_message(), make_message()

    assert [message.id for message in mailbox(Guest()).items] == [newer.id, older.id]


@pytest.mark.parametrize(("text", "found"), [("MARIE", 1), ("town", 2), ("%", 0), ("", 2)])
def test_the_mailbox_is_searched_by_recipient(text, found):
    make_message(to_email="marie@town.example")
    make_message(to_email="paul@town.example")

    assert mailbox(Guest(), text).total == found


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(count, count_queries):
    for _number in range(count):
        make_message()
    db.session.commit()

    with count_queries() as queries:
        assert mailbox(Guest()).total == count

    assert len(queries) == 2


def test_mails_about_some_things():
    marie, paul, other = make_user(), make_user(), make_user()
    about = {"about_kind": "user"}
    first = make_message(about_id=marie.id, status=MessageStatus.HELD, **about)
    second = make_message(about_id=paul.id, **about)
    make_message(about_id=other.id, **about)

    assert [m.id for m in messages_about([marie, paul])] == [first.id, second.id]
    assert [m.id for m in messages_about([marie, paul], status=MessageStatus.HELD)] == [first.id]
    assert messages_about([]) == []


def test_due_mails_are_queued_ones_whose_time_has_come():
    due = make_message()
    make_message(next_attempt_at=now() + timedelta(minutes=1))
    make_message(status=MessageStatus.HELD)

    assert due_messages(now(), 10) == [due.id]
