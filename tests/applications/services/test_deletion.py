"""A draft is deleted, restored within thirty days, gone for good after them."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from callforprojects.activity.models import Activity
from callforprojects.applications import queries, services, tasks
from callforprojects.applications.models import Application
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.outside.storage import storage
from callforprojects.core.text.errors import ConflictError
from callforprojects.files.models import File
from callforprojects.files.tasks import sweep
from callforprojects.organisations.models import Role
from callforprojects.questionnaires.models import Answer, AnswerSet
from tests.factories.applications import (
    ANSWERS,
    make_application,
    make_body,
    make_member as make_writer,
    make_open_call,
)
from tests.factories.files import make_file

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def town():
    return make_body(name="Town")


@pytest.fixture
def writer(town):
    return make_writer(town, first_name="Rose", last_name="Rapide")


@pytest.fixture
def draft(town, writer):
    return make_application(
        call=make_open_call(), organisation=town, by=writer, answers={"title": "Given up"}
    )


def number_of(table):
    return db.session.scalar(sa.select(sa.func.count()).select_from(table))


def test_a_deleted_draft_is_nowhere_and_can_be_restored(sign_in, draft, writer, town):
    page = sign_in(writer).get(f"/applications/{draft.id}/tasks").follow("Delete the draft")
    assert page.has("1 answer goes.")
    assert not page.has("told by e-mail")

    listed = page.submit("Delete the draft").follow()

    assert listed.flashes == ["The draft is deleted. You can restore it for 30 days."]
    assert listed.has("Given up")
    assert listed.has("Deleted by Rose Rapide on")
    assert listed.has("30 days left to restore it")
    colleague = sign_in(make_writer(town))
    for path in ("/applications/mine", "/dashboard"):
        assert not colleague.get(path).has("Given up")
    gone = colleague.get(f"/applications/{draft.id}/tasks")
    assert (gone.status, gone.has("This draft is deleted.")) == (410, True)
    assert not gone.has("The link has been used already")
    again = gone.follow("Deleted drafts").submit("Restore Given up").follow()
    assert again.h1 == "Given up"
    assert colleague.get("/applications/mine").has("Given up")
    assert colleague.get("/applications/deleted").has("No deleted draft")


def test_who_reads_only_sees_it_and_restores_nothing(sign_in, draft, writer, town):
    services.delete_draft(draft, by=writer)

    page = sign_in(make_writer(town, Role.READER)).get("/applications/deleted")

    assert page.has("Given up")
    assert page.all("form", action=f"/applications/{draft.id}/restore") == []


def test_another_draft_may_be_begun_and_only_one_stays(draft, writer, town):
    services.delete_draft(draft, by=writer)
    other = services.start_application(draft.call, town, by=writer)

    with pytest.raises(ConflictError, match="another draft"):
        services.restore_draft(draft, by=writer)

    services.delete_draft(other, by=writer)
    services.restore_draft(draft, by=writer)
    assert queries.draft_begun_by(draft.call, town) is draft


def test_what_is_filed_is_not_deleted(town, writer):
    filed = make_application(
        call=make_open_call(), organisation=town, by=writer, answers=ANSWERS, submitted=True
    )

    with pytest.raises(ConflictError, match="withdrawn, not deleted"):
        services.delete_draft(filed, by=writer)


def test_thirty_days_later_it_is_gone_with_its_answers_and_documents(draft, writer):
    key = make_file(draft, by=writer).storage_key
    services.delete_draft(draft, by=writer)
    db.session.commit()
    with time_machine.travel(now() + timedelta(days=29, hours=23)):
        tasks.purge.run()
    assert number_of(Application) == 1

    with time_machine.travel(now() + timedelta(days=30, minutes=1)):
        tasks.purge.run()
    with time_machine.travel(now() + timedelta(days=31, minutes=2)):
        sweep.run()

    db.session.expire_all()
    assert [number_of(table) for table in (Application, AnswerSet, Answer, File)] == [0, 0, 0, 0]
    assert db.session.scalar(sa.select(Activity.verb).order_by(Activity.id.desc())) == (
        "application.purged"
    )
    with pytest.raises(FileNotFoundError):
        storage().open(key)


def test_those_who_write_it_are_told_by_whom_and_how_to_restore_it(town, draft, writer, sent):
    colleague = make_writer(town, role=Role.ADMINISTRATOR, language="en")
    make_writer(town, role=Role.READER)
    make_writer(town, is_active=False)

    services.delete_draft(draft, by=writer)

    (message,) = sent()
    assert (message.to_email, message.reply_to) == (colleague.email, writer.email)
    assert message.subject.startswith("Draft deleted – ")
    assert "Rose Rapide has deleted the draft “Given up” of Town" in message.text
    assert "can restore it as it was until" in message.text
    assert "/applications/deleted" in message.text


def test_deleting_again_and_again_tells_them_once_a_day(town, draft, writer, sent):
    make_writer(town)
    for _turn in range(3):
        services.delete_draft(draft, by=writer)
        services.restore_draft(draft, by=writer)
    assert len(sent()) == 1

    with time_machine.travel(now() + timedelta(hours=25)):  # a day of autumn has as many
        services.delete_draft(draft, by=writer)

    assert len(sent()) == 2


def test_the_page_says_how_many_will_be_told(sign_in, town, draft, writer):
    make_writer(town)

    page = sign_in(writer).get(f"/applications/{draft.id}/delete")

    assert page.has("1 other person who writes it will be told by e-mail.")
