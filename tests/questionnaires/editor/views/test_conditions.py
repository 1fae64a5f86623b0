"""When a section or a question is shown, built with boxes that need no script."""

import pytest

from callforprojects.calls import services
from callforprojects.calls.models import Call, CallVersion
from callforprojects.calls.queries import DRAFT_PAGE
from callforprojects.core.data.database import db
from callforprojects.questionnaires.conditions import condition_of
from callforprojects.questionnaires.queries import revision_with_questions
from tests.factories.calls import make_call, make_officer

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def call():
    return make_call("ready", language="en")


@pytest.fixture
def officer(sign_in, call):
    return sign_in(make_officer(call.funder))


def asked(call):
    questionnaire_id = call.questionnaire_id
    db.session.expire_all()
    return revision_with_questions(questionnaire_id)


def question_of(call, key):
    return next(q for s in asked(call).sections for q in s.questions if q.key == key)


def test_a_condition_is_built_without_script(officer, call):
    question = question_of(call, "cofunding")
    address = f"/calls/questions/{question.id}/condition"
    page = officer.get(address)
    assert page.has("Without any condition, this question is always shown.")

    page = page.submit("Add a condition")
    page = page.submit("Save", **{"condition-0-fact": "project.total_cost"})
    assert page.status == 422
    assert page.has("Enter what to compare with.")
    page = page.submit(
        "Save", **{"condition-0-code": "more_than", "condition-0-value": "100,000"}
    ).follow()

    assert page.has("Shown if the total cost of the project exceeds €100,000.")
    assert condition_of(question_of(call, "cofunding")) is not None

    page = officer.get(address).submit("Remove this condition The total cost of the project")
    page.submit("Save")
    assert condition_of(question_of(call, "cofunding")) is None


def test_a_condition_of_a_section_that_looks_further_on_says_so(officer, call):
    section = asked(call).sections[0]
    page = officer.get(f"/calls/sections/{section.id}/condition").submit("Add a condition")

    page = page.submit("Save", **{"condition-0-fact": "project.total_cost"})
    page = page.submit("Save", **{"condition-0-code": "answered"}).follow()

    assert page.has("Shown if the total cost of the project is provided.")
    assert page.has("A question further on decides it.")


def test_what_a_question_asks_itself_is_not_offered(officer, call):
    question = question_of(call, "total_cost")

    page = officer.get(f"/calls/questions/{question.id}/condition").submit("Add a condition")

    assert 'value="project.requested_amount"' in page.html
    assert 'value="project.total_cost"' not in page.html
    assert f'value="answer.{question.stable_id}"' not in page.html


def test_a_page_that_is_out_of_date_changes_nothing(officer, call):
    question = question_of(call, "cofunding")
    page = officer.get(f"/calls/questions/{question.id}/condition").submit("Add a condition")
    page = page.submit("Save", **{"condition-0-fact": "project.total_cost"})
    section = asked(call).sections[0]
    officer.get(f"/calls/sections/{section.id}/edit").submit("Save", title="Another title")

    page = page.submit("Save", **{"condition-0-code": "answered"})

    assert page.status == 409
    assert condition_of(question_of(call, "cofunding")) is None


def test_a_fact_of_the_project_is_chosen_with_the_question(officer, call):
    question = question_of(call, "cofunding")
    section = asked(call).sections[5]
    page = officer.get(f"/calls/sections/{section.id}/questions/new?type=money")

    page.submit("Save", label="Own funds", stands_for="own_funds")

    assert question_of(call, "own_funds").stands_for == "own_funds"
    assert not officer.get(f"/calls/questions/{question.id}/edit").has("Its answer")
    total = question_of(call, "total_cost")
    page = officer.get(f"/calls/questions/{total.id}/edit")
    assert page.has("Lists and rankings read the answer to this question.")


def test_answers_are_tried_in_the_preview(officer, call):
    question = question_of(call, "starts_on")
    page = officer.get(f"/calls/questions/{question.id}/condition").submit("Add a condition")
    page = page.submit("Save", **{"condition-0-fact": "project.is_started"})
    assert page.location
    page = officer.get(f"/calls/{call.id}/preview")
    assert page.has("Shown if the project has already started.")
    assert "<fieldset disabled hidden>" not in page.html

    page = page.submit("Show what is asked then", **{"answer-is_started": "no"})
    assert "<fieldset disabled hidden>" in page.html

    page = page.submit("Show what is asked then", **{"answer-is_started": "yes"})
    assert "<fieldset disabled hidden>" not in page.html
    assert page.value("answer-is_started") == "yes"


def test_a_type_of_applicant_is_tried_where_conditions_read_it(officer, call):
    question = question_of(call, "deliberation")
    assert not officer.get(f"/calls/{call.id}/preview").has("Try answers")
    page = officer.get(f"/calls/questions/{question.id}/condition").submit("Add a condition")
    page = page.submit("Save", **{"condition-0-fact": "applicant.types"})
    page.submit("Save", **{"condition-0-chosen": ["commune"]})

    page = officer.get(f"/calls/{call.id}/preview")
    page = page.submit("Show what is asked then", applicant="association")

    assert "<fieldset disabled hidden>" in page.html


def test_the_public_reads_when_a_question_is_asked(officer, call, browser):
    question = question_of(call, "starts_on")
    page = officer.get(f"/calls/questions/{question.id}/condition").submit("Add a condition")
    page.submit("Save", **{"condition-0-fact": "project.is_started"})
    published = db.session.get_one(Call, call.id, options=DRAFT_PAGE, populate_existing=True)
    services.publish_call(published, by=make_officer(published.funder))
    db.session.commit()

    page = browser.get(f"/calls/{call.id}/questions")

    assert page.has("Asked if the project has already started.")
    kept = db.session.scalars(db.select(CallVersion.text)).one()
    assert '"condition":{"fact":"project.is_started","is":"equals"' in kept


def test_a_script_in_a_value_is_a_text(officer, call):
    script = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    question = question_of(call, "cofunding")
    address = f"/calls/questions/{question.id}/condition"
    page = officer.get(address).submit("Add a condition")
    page = page.submit("Save", **{"condition-0-fact": "project.title"})

    page = page.submit("Save", **{"condition-0-code": "contains", "condition-0-value": script})

    page = page.follow()
    assert page.has(script)
    assert "<img" not in page.html
    assert officer.get(address).value("condition-0-value") == script
