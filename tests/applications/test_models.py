"""What the tables refuse of the chain of a project, whatever the engine."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from callforprojects.applications.models import Application
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.questionnaires.models import AnswerSet
from tests.factories.applications import make_application, make_continuation, make_open_call
from tests.factories.calls import make_next_round

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def first() -> Application:
    """An application to the first of two rounds; the second one is the current one."""
    call = make_open_call()
    application = make_application(call=call, submitted=True)
    make_next_round(call)
    return application


def another(application: Application, **values: Any) -> Application:
    """A draft of the same project in the same round, with other answers."""
    answers = AnswerSet(revision_id=application.answer_set.revision_id)
    same = ("round_id", "project_id", "organisation_id", "created_by_id")
    given = {name: getattr(application, name) for name in same} | {"answer_set": answers, **values}
    draft = Application(**given)
    db.session.add(draft)
    db.session.flush()
    return draft


def loaded(application: Application) -> Application:
    db.session.refresh(application, ["answer_set", "project", "continues"])
    return application


def test_a_chain_is_read_from_both_of_its_ends(first) -> None:
    second = loaded(make_continuation(first))
    db.session.refresh(second.project, ["applications"])

    assert second.continues is first
    assert second.project.applications == [first, second]
    assert second.project.latest_filed is first
    assert second.project.call_id == first.call_id == second.call_id
    assert second.round_id != first.round_id


def test_a_project_has_one_file_a_round(first) -> None:
    second = loaded(make_continuation(first))

    with pytest.raises(IntegrityError):
        another(second)


def test_an_application_is_continued_once(first) -> None:
    second = loaded(make_continuation(first))
    make_next_round(second.call)

    with pytest.raises(IntegrityError):
        another(second, round_id=second.call.current_round.id, continues_id=first.id)


def test_an_application_does_not_continue_itself(first) -> None:
    first.continues_id = first.id

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_deleted_draft_stands_in_no_way(first) -> None:
    second = loaded(make_continuation(first))
    second.deleted_at = now()
    db.session.flush()

    third = another(second, continues_id=first.id)

    assert third.project_id == second.project_id == first.project_id
