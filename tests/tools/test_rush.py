"""The verdict of `make rush` sees what would be lost, doubled or refused in time."""

import time
import uuid
from collections.abc import Callable

import pytest

from callforprojects.applications.models import Application, Submission
from callforprojects.applications.queries import latest_submission
from callforprojects.core.data.database import db
from callforprojects.messages.models import Message
from tests.factories.applications import make_application, make_body, make_member
from tests.factories.submissions import rewrite_snapshot
from tools.closing.client import Answer, Client
from tools.closing.people import EMAIL, Applicant
from tools.closing.verdict import Verdict, judge
from tools.closing.visit import Visit

pytestmark = pytest.mark.usefixtures("app")

CLOSING = time.time()


@pytest.fixture
def filed() -> Application:
    """What the first person of a rush has filed."""
    organisation = make_body()
    member = make_member(organisation, email=EMAIL.format(0))
    return make_application(organisation=organisation, by=member, submitted=True)


@pytest.fixture
def submission(filed: Application) -> Submission:
    found = latest_submission(filed)
    assert found is not None
    return found


@pytest.fixture
def visit(filed: Application, submission: Submission) -> Visit:
    """They were shown the receipt."""
    who = Applicant(0, str(filed.id), "")
    return Visit(who, Client(0, "", ""), fingerprint=submission.sha256, first_pressed_at=CLOSING)


def verdict_on(filed: Application, visit: Visit) -> Verdict:
    db.session.commit()
    return judge(filed.call_id, [visit], CLOSING)


def test_what_was_told_and_is_there_is_well(filed, visit):
    verdict = verdict_on(filed, visit)

    assert dict(verdict.outcomes) == {"filed, with a receipt": 1}
    assert not verdict.faults


def another_fingerprint(visit: Visit, _submission: Submission) -> None:
    visit.fingerprint = "0" * 64


def a_lost_answer(visit: Visit, _submission: Submission) -> None:
    visit.saved.add("context")


def a_lost_document(visit: Visit, _submission: Submission) -> None:
    visit.has_joined = True


def a_changed_snapshot(_visit: Visit, submission: Submission) -> None:
    rewrite_snapshot(submission, title="Another")


def a_mail_twice(_visit: Visit, _submission: Submission) -> None:
    known = db.session.query(Message).filter_by(to_email=EMAIL.format(0)).one()
    columns = {column.name for column in Message.__table__.columns} - {"id", "key"}
    again = {name: getattr(known, name) for name in columns}
    db.session.add(Message(**again, key=str(uuid.uuid4())))


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (another_fingerprint, "another fingerprint"),
        (a_changed_snapshot, "another fingerprint"),
        (a_lost_answer, "LOST: an answer told as saved is not in the file"),
        (a_lost_document, "LOST, doubled or changed: a document"),
        (a_mail_twice, "a mail of receipt twice"),
    ],
)
def test_what_was_told_and_is_not_there_is_a_fault(
    filed, submission, visit, harm: Callable[[Visit, Submission], None], fault
):
    harm(visit, submission)

    assert dict(verdict_on(filed, visit).faults) == {fault: 1}


@pytest.mark.parametrize(
    ("before", "statuses", "outcome"),
    [
        (3.0, [422], "REFUSED IN TIME"),
        (-0.5, [422], "refused, pressed after the closing"),
        (3.0, [503, 422], "REFUSED IN TIME"),
        (3.0, [0, 422], "refused after a try in time that the fault cut"),
        (3.0, [503], "not filed, last answer 503"),
    ],
)
def test_a_refusal_is_judged_by_when_the_button_was_pressed(before, statuses, outcome):
    organisation = make_body()
    draft = make_application(organisation=organisation, by=make_member(organisation))
    client = Client(0, "", "")
    visit = Visit(Applicant(0, str(draft.id), ""), client, first_pressed_at=CLOSING - before)
    for number, status in enumerate(statuses):
        client.answers.append(Answer("file", status, CLOSING - before + 10 * number, 1.0))
    visit.last_status = statuses[-1]

    verdict = verdict_on(draft, visit)

    assert dict(verdict.outcomes) == {outcome: 1}
    assert bool(verdict.faults) == (outcome == "REFUSED IN TIME")
