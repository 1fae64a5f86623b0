"""Writing, releasing and cancelling mails."""

import pytest
from sqlalchemy import select

from callforprojects.accounts.models import User
from callforprojects.activity.models import Activity
from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import commit, rollback
from callforprojects.core.outside.jobs import queue
from callforprojects.core.outside.mail import Mailbox
from callforprojects.core.text.errors import ConflictError
from callforprojects.messages.models import Message, MessageMention, MessageStatus
from callforprojects.messages.services import (
    cancel_messages,
    erase_messages_about,
    release_messages,
    send_again,
    write_message,
)
from tests.factories.accounts import make_administrator, make_user
from tests.factories.messages import make_message

pytestmark = pytest.mark.usefixtures("templates")


def write(**values):
    return write_message(
        **{
            "to": "marie@town.example",
            "template": "calls/news",
            "language": "fr",
            "context": {"title": "ÉcoQuartiers & communes"},
            **values,
        }
    )


def verbs():
    return list(db.session.scalars(select(Activity.verb).order_by(Activity.id)))


def test_a_mail_is_written_in_its_readers_language():
    french, english = write(), write(language="en")

    assert french.subject == "Appels à projets ÉcoQuartiers & communes"
    assert english.subject == "Calls for projects ÉcoQuartiers & communes"
    assert english.text.startswith("Bonjour,\n\nhttps://aap.example/calls")
    assert "<h1>ÉcoQuartiers &amp; communes</h1>" in french.html
    assert '<html lang="fr">' in french.html


def test_the_subject_stays_one_line_whatever_the_title_holds():
    message = write(context={"title": "Titre\r\tBcc: everybody@town.example"})

    assert message.subject == "Appels à projets Titre Bcc: everybody@town.example"


def test_a_long_subject_loses_its_last_words():
    message = write(context={"title": "Démonstrateurs de la ville durable, " * 5})

    assert len(message.subject) <= 78
    assert message.subject == (
        "Appels à projets Démonstrateurs de la ville durable, Démonstrateurs de la…"
    )


def test_a_mail_says_from_where_it_comes_in_both_its_parts(with_settings):
    with_settings(public_url="https://aap.example")
    message = write()

    for part in (message.text, message.html):
        assert "Vous recevez ce message" in part
        assert "https://aap.example" in part
    assert "\n-- \nAppels à projets\n" in message.text
    assert "\n\n\n" not in message.text


@pytest.mark.parametrize(
    ("sender", "name", "reply_to"),
    [
        (
            Mailbox("ville@funder.example", "Caisse\ndes Dépôts"),
            "Caisse des Dépôts",
            "ville@funder.example",
        ),
        (Mailbox("", "Caisse des Dépôts"), "Caisse des Dépôts", "help@aap.example"),
        (None, "", "help@aap.example"),
    ],
)
def test_somebody_reads_the_answers(with_settings, sender, name, reply_to):
    with_settings(support_email="help@aap.example")
    message = write(sender=sender)

    assert (message.from_name, message.reply_to) == (name, reply_to)
    assert f"Votre réponse à ce message parviendra à {reply_to}." in message.text
    assert reply_to in message.html


def test_the_subject_keeps_the_no_break_spaces_of_the_french():
    message = write(context={"title": "Friches : troisième relevé"})

    assert message.subject.endswith("Friches : troisième relevé")


@pytest.mark.parametrize(
    "address",
    ["a@town.example\nBcc: b@town.example", "a@town.example, b@town.example", "A <a@town.example>"],
)
def test_a_mail_goes_to_one_bare_address(address):
    with pytest.raises(ValueError, match="one bare address"):
        write(to=address)


def test_a_mail_remembers_what_it_is_about():
    user = make_user()

    message = write(about=user, user_id=user.id)

    assert (message.about_kind, message.about_id, message.user_id) == ("user", user.id, user.id)


def test_the_same_news_is_never_written_twice():
    first = write(key="results-12")

    assert write(key="results-12") is first
    assert write(key="results-13") is not first


def test_delivery_is_asked_for_after_the_commit_only():
    queue().flush()
    write()
    assert queue().pending_count() == 0

    commit()

    assert queue().pending_count() == 1


def test_a_rollback_writes_nothing_and_asks_for_nothing():
    queue().flush()
    write()

    rollback()

    assert db.session.scalars(select(Message)).all() == []
    assert queue().pending_count() == 0


def test_a_held_mail_waits_for_its_release():
    message = write(held=True)
    commit()
    queue().flush()
    before = message.status

    released = release_messages([message], by=make_administrator())
    commit()

    assert released == 1
    assert (before, message.status) == (MessageStatus.HELD, MessageStatus.QUEUED)
    assert verbs() == ["message.released"]
    assert queue().pending_count() == 1


def test_releasing_twice_releases_once():
    messages = [write(held=True), write(held=True)]
    by = make_administrator()
    release_messages(messages, by=by)
    commit()
    messages[0].status = MessageStatus.SENT

    assert release_messages(messages, by=by) == 0
    assert [message.status for message in messages] == [MessageStatus.SENT, MessageStatus.QUEUED]


def test_releasing_believes_the_database_and_not_what_was_read_before(app):
    message = make_message(status=MessageStatus.HELD)
    db.session.commit()
    assert message.status is MessageStatus.HELD
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(Message.__table__.update().values(status=MessageStatus.SENT))

    assert release_messages([message], by=make_administrator()) == 0


def test_releasing_nothing_is_nothing():
    assert release_messages([], by=make_administrator()) == 0


def test_cancelled_mails_are_those_that_have_not_left():
    held = make_message(status=MessageStatus.HELD)
    queued = make_message()
    sent = make_message(status=MessageStatus.SENT)

    cancelled = cancel_messages([held, queued, sent], by=make_administrator())

    assert cancelled == 2
    assert [m.status for m in (held, queued, sent)] == [
        MessageStatus.CANCELLED, MessageStatus.CANCELLED, MessageStatus.SENT
    ]  # fmt: skip
    db.session.flush()
    assert verbs() == ["message.cancelled", "message.cancelled"]


@pytest.mark.parametrize(
    "status",
    [MessageStatus.FAILED, MessageStatus.UNCERTAIN],
)
def test_a_person_may_have_a_mail_sent_again(status):
    message = make_message(status=status, attempts=6)

    send_again(message, by=make_administrator())
    db.session.flush()

    assert (message.status, message.attempts) == (MessageStatus.QUEUED, 0)
    assert verbs() == ["message.sent_again"]


@pytest.mark.parametrize(
    "status",
    [
        MessageStatus.HELD,
        MessageStatus.QUEUED,
        MessageStatus.SENDING,
        MessageStatus.SENT,
        MessageStatus.CANCELLED,
    ],
)
def test_a_mail_that_goes_its_way_is_not_sent_again(status):
    message = make_message(status=status)

    with pytest.raises(ConflictError):
        send_again(message, by=make_administrator())

    assert message.status is status


def test_mails_about_what_is_erased_go_and_those_that_name_it_lose_their_words(app):
    gone, other = make_user(), make_user()
    about = {"about_kind": User.__tablename__}
    make_message(about_id=gone.id, **about)
    kept = make_message(about_id=other.id, **about)
    naming = make_message(about_id=other.id, **about)
    db.session.add(MessageMention(message_id=naming.id, kind="user", thing_id=gone.id))
    db.session.flush()

    erase_messages_about(User, select(User.id).where(User.id == gone.id))

    db.session.expire_all()
    rows = db.session.execute(select(Message.id, Message.subject, Message.text, Message.html))
    words = {row.id: set(row[1:]) for row in rows}
    assert words.keys() == {kept.id, naming.id}
    assert words[naming.id] == {""}
    assert "" not in words[kept.id]
