"""The draft of a call is deleted, restored within thirty days, gone for good after them."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from callforprojects.activity.services import record
from callforprojects.calls import services, tasks
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError
from callforprojects.criteria.models import Criterion
from callforprojects.criteria.queries import criteria_of
from callforprojects.juries.models import Juror, Jury
from callforprojects.organisations.models import Role
from callforprojects.questionnaires.models import Question, Questionnaire
from tests.factories.accounts import make_administrator, make_user
from tests.factories.calls import make_call, make_next_round, make_officer
from tests.factories.juries import make_juror

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def call():
    return make_call("ready", title="A call given up", language="en")


@pytest.fixture
def officer(call):
    return make_officer(call.funder, first_name="Rose", last_name="Rapide")


def number_of(table):
    return db.session.scalar(sa.select(sa.func.count()).select_from(table))


def test_a_deleted_call_is_nowhere_and_can_be_restored(sign_in, call, officer):
    criterion_id = criteria_of(call.current_round.id)[0].id
    colleague = sign_in(make_officer(call.funder))
    page = sign_in(officer).get(f"/calls/{call.id}/edit").follow("Delete the draft")
    assert page.has("2 criteria go.")

    listed = page.submit("Delete the draft").follow()

    assert listed.has("Deleted by Rose Rapide on")
    assert listed.has("30 days left to restore it")
    for path in ("/calls/mine", "/dashboard"):
        assert not colleague.get(path).has("A call given up")
    gone = colleague.get(f"/calls/{call.id}")
    assert gone.status == 410
    criterion = colleague.get(f"/calls/criteria/{criterion_id}/edit")
    assert criterion.status == 403
    again = gone.follow("Deleted drafts").submit("Restore A call given up").follow()
    assert again.h1 == "A call given up"
    assert colleague.get("/calls/mine").has("A call given up")
    assert colleague.get("/calls/deleted").has("No deleted draft")


def test_who_may_restore_it_is_sent_to_the_list_and_nobody_else(sign_in, call, officer):
    reader = make_officer(call.funder, role=Role.READER)
    editor = make_officer(call.funder, language="en")
    services.delete_call(call, by=officer)
    db.session.commit()

    told = sign_in(reader).get(f"/calls/{call.id}")
    gone = sign_in(editor).get(f"/calls/{call.id}")
    site = sign_in(make_administrator(language="en"))

    assert (told.status, told.has("This draft is deleted.")) == (410, True)
    assert "Deleted drafts" not in told.links
    assert site.get(f"/calls/{call.id}").status == 404
    assert site.get("/calls/deleted").has("No deleted draft")
    restored = gone.follow("Deleted drafts").submit("Restore A call given up").follow()
    assert restored.h1 == "A call given up"


def test_what_is_published_is_not_deleted():
    call = make_call("open")

    with pytest.raises(ConflictError):
        services.delete_call(call, by=make_officer(call.funder))


def test_thirty_days_later_it_is_gone_with_all_that_it_asked(call, officer):
    make_juror(call)
    services.delete_call(call, by=officer)
    db.session.commit()
    with time_machine.travel(now() + timedelta(days=29, hours=23)):
        tasks.purge.run()
    assert number_of(Call) == 1

    with time_machine.travel(now() + timedelta(days=30, minutes=1)):
        tasks.purge.run()

    db.session.expire_all()
    tables = (Call, Criterion, Questionnaire, Question)
    assert [number_of(table) for table in tables] == [0, 0, 0, 0]


def test_what_each_of_its_rounds_asked_goes_with_it(call, officer):
    make_juror(call)
    make_next_round(call)
    make_juror(call)
    services.delete_call(call, by=officer)
    db.session.commit()

    with time_machine.travel(now() + timedelta(days=31)):
        tasks.purge.run()

    tables = (Call, Round, Jury, Juror, Criterion, Questionnaire, Question)
    assert [number_of(table) for table in tables] == [0] * len(tables)


def test_who_has_written_the_questions_of_an_earlier_round_is_told(call, officer, sent):
    helper = make_officer(call.funder)
    record("questionnaire.changed", questionnaire_of(call), by=helper, change="question.added")
    make_next_round(call)

    services.delete_call(call, by=officer)

    assert helper.email in {message.to_email for message in sent()}


def test_those_who_have_worked_on_it_are_told_by_whom_and_how_to_restore_it(call, officer, sent):
    author, helper, reader = (make_officer(call.funder, language="en") for _each in range(3))
    call.created_by_id = author.id
    record("questionnaire.changed", questionnaire_of(call), by=helper, change="question.added")
    record("call.updated", call, by=officer, page="presentation")
    record("call.updated", call, by=make_user(), page="presentation")  # has left the funder

    services.delete_call(call, by=officer)

    told = {message.to_email: message for message in sent()}
    assert set(told) == {author.email, helper.email}
    assert reader.email not in told
    assert "Rose Rapide has deleted the draft of the call “A call given up”." in (
        told[author.email].text
    )
    assert "/calls/deleted" in told[author.email].text
    assert told[author.email].reply_to == officer.email


def questionnaire_of(call):
    return db.session.get_one(Questionnaire, call.questionnaire_id)


def test_deleting_again_and_again_tells_them_once_a_day(call, officer, sent):
    record("call.updated", call, by=make_officer(call.funder), page="presentation")
    for _turn in range(3):
        services.delete_call(call, by=officer)
        services.restore_call(call, by=officer)
    assert len(sent()) == 1

    with time_machine.travel(now() + timedelta(hours=25)):  # a day of autumn has as many
        services.delete_call(call, by=officer)

    assert len(sent()) == 2
