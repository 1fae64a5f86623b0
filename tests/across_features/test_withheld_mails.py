"""Whoever has stepped back from a file neither reads nor receives a mail that names it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from callforprojects.calls import services as calls
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.messages import tasks
from callforprojects.messages.models import Message, MessageStatus
from callforprojects.messages.queries import releasable, stopped_count
from callforprojects.messages.services import write_message
from tests.factories.accounts import make_administrator, make_user
from tests.factories.juries import (
    make_conflict,
    make_filed,
    make_judged_call,
    make_officer,
)
from tests.factories.messages import make_message
from tests.factories.selection import make_decision, make_writer

pytestmark = pytest.mark.usefixtures("app")

TITLE = "Cool squares for all"


@pytest.fixture
def scene(post_office):
    """A call whose file an officer is told of."""
    call = make_judged_call(closes_at=now() + timedelta(days=3))
    file = make_filed(call, title=TITLE)
    officer = make_officer(call, user=make_user(language="en"))
    db.session.commit()
    return file, officer


def mail_about(thing, email, **values):
    """A mail that waits to leave."""
    return make_message(
        to_email=email,
        subject=f"News of {TITLE}",
        about_kind=thing.__tablename__,
        about_id=thing.id,
        **values,
    )


def outcome(message):
    db.session.commit()
    tasks.deliver.run(str(message.id))
    db.session.refresh(message)
    return message.status


def test_a_mail_written_before_stepping_back_does_not_leave(scene, sign_in, post_office):
    file, officer = scene
    message = mail_about(file, officer.email.upper())
    make_conflict(officer, file)

    assert outcome(message) is MessageStatus.WITHHELD

    assert post_office.taken == []
    page = sign_in(make_administrator(language="en")).get(f"/messages/{message.id}")
    assert page.has("Withheld")
    assert page.has(
        "Its recipient has recused themselves from a file that it names: it did not leave."
    )
    listed = sign_in(make_administrator(language="en")).get("/messages/?status=withheld")
    assert listed.has(message.to_email)
    assert not listed.has(TITLE)


def test_once_it_is_lifted_it_leaves(scene, post_office):
    file, officer = scene
    message = mail_about(file, officer.email)
    conflict = make_conflict(officer, file)
    conflict.lifted_at, conflict.lifted_by_id = now(), make_user().id
    conflict.lifting_reason = "A namesake."

    assert outcome(message) is MessageStatus.SENT


def test_who_writes_the_file_is_told_of_it_whatever_they_stepped_back_from(scene, post_office):
    """A member of the town who also judges for the funder has declared it, as they must."""
    file, _officer = scene
    writer = make_writer(file)
    make_conflict(writer, file)
    decision = make_decision(file)

    assert outcome(mail_about(file, writer.email, user_id=writer.id)) is MessageStatus.SENT
    assert outcome(mail_about(decision, writer.email, user_id=writer.id)) is MessageStatus.SENT


def test_the_demonstration_keeps_it_back_too(scene, with_settings, post_office):
    file, officer = scene
    message = mail_about(file, officer.email)
    make_conflict(officer, file)
    with_settings(is_demonstration=True)

    assert outcome(message) is MessageStatus.WITHHELD


@pytest.fixture
def news(scene):
    """What a writer of the file is told when its call is cancelled: a mail about the call."""
    file, officer = scene
    writer = make_writer(file)
    call = db.session.get_one(Call, file.call_id)
    db.session.refresh(call, ["funder"])
    calls.cancel_call(call, "The money is gone.", by=officer)
    message = db.session.scalars(
        sa.select(Message).where(
            Message.template == "applications/cancelled", Message.to_email == writer.email
        )
    ).one()
    message.status = MessageStatus.FAILED
    db.session.commit()
    return message


def test_a_mail_about_a_call_that_names_the_file_is_not_in_their_mailbox(news, scene, sign_in):
    file, _officer = scene
    withdrawn = make_administrator(language="en")
    make_conflict(withdrawn, file)
    other = sign_in(make_administrator(language="en"))
    assert TITLE in news.text
    browser = sign_in(withdrawn)

    assert other.get("/messages/").has("Call cancelled")
    assert other.get(f"/messages/{news.id}").status == 200
    assert not browser.get("/messages/").has("Call cancelled")
    for path in (f"/messages/{news.id}", f"/messages/{news.id}/body"):
        assert browser.get(path).status == 404


def test_nor_counted_nor_sent_again_by_them(news, scene):
    file, _officer = scene
    withdrawn, other = make_administrator(), make_administrator()
    make_conflict(withdrawn, file)
    db.session.commit()

    assert (stopped_count(other), releasable(other).total) == (1, 1)
    assert (stopped_count(withdrawn), releasable(withdrawn).total) == (0, 0)


def test_nor_received_by_who_is_told_of_several_files(scene, post_office):
    file, officer = scene
    db.session.refresh(file.round, ["call"])
    message = write_message(
        to=officer.email,
        template="juries/closed",
        language="en",
        context={"call": file.call, "juror": officer},
        about=file.call,
        names=[file],
    )
    make_conflict(officer, file)

    assert outcome(message) is MessageStatus.WITHHELD
