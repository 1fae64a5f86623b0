"""Questions and sections that are asked in some cases only, on the pages where one writes."""

import pytest

from callforprojects.core.data.database import db
from callforprojects.engines.conditions import (
    Comparison,
    Constant,
    FactKind,
    Operator,
    facts_in,
    to_json,
)
from callforprojects.questionnaires.conditions import fact_of, refer
from callforprojects.questionnaires.queries import answers_of, questions_of, whole_revision
from tests.factories.applications import fill, make_application, make_body, make_member

pytestmark = pytest.mark.usefixtures("in_english")

CALENDAR, BUDGET, RESULTS = 5, 6, 7
HIDDEN = 'data-question="starts_on" hidden'


@pytest.fixture
def organisation():
    return make_body()


@pytest.fixture
def member(organisation):
    return make_member(organisation)


@pytest.fixture
def draft(organisation, member):
    """The start is asked of projects already started, and so is the budget."""
    application = make_application(organisation=organisation, by=member)
    revision = whole_revision(answers_of(application.answer_set_id).revision_id)
    by_key = {question.key: question for question in questions_of(revision)}
    fact = fact_of(by_key["is_started"].stable_id)
    condition = Comparison(fact, Operator.EQUALS, (Constant(FactKind.YES_NO, True),))
    for part in (by_key["starts_on"], revision.sections[BUDGET - 1]):
        part.condition = to_json(condition)
        refer(part, revision.questionnaire_id, facts_in(condition))
    db.session.commit()
    return application


@pytest.fixture
def browser(sign_in, member):
    return sign_in(member)


def address(draft, number: int) -> str:
    return f"/applications/{draft.id}/section?number={number}"


def test_what_an_answer_may_show_is_hidden_and_said_to_come(browser, draft):
    page = browser.get(address(draft, CALENDAR))

    assert HIDDEN in page.html
    assert page.has("Other questions will appear according to your answers.")
    assert page.has("Section 5 of 7")


def test_saving_shows_the_question_and_the_section(browser, draft):
    page = browser.get(address(draft, CALENDAR))

    page = page.submit("Save", **{"answer-is_started": "yes"}).follow()

    assert HIDDEN not in page.html
    assert not page.has("Other questions will appear")
    assert page.has("Section 5 of 8")
    assert page.has("Start of the project: This answer is missing.")
    assert browser.get(address(draft, BUDGET)).status == 200


def test_a_section_that_is_hidden_is_skipped(browser, draft):
    page = browser.get(address(draft, CALENDAR))
    assert "Budget" not in page.links

    page = page.submit(
        "Save and continue", **{"answer-is_started": "no", "answer-ends_on": "2030-01-01"}
    )

    assert page.location.endswith(f"section?number={RESULTS}")
    assert page.follow().has("Section 6 of 7")


def test_saving_and_continuing_goes_to_the_section_that_it_shows(browser, draft):
    page = browser.get(address(draft, CALENDAR))

    page = page.submit("Save and continue", **{"answer-is_started": "yes"})

    assert page.location.endswith(f"section?number={BUDGET}")


def test_a_hidden_section_leads_to_the_list_and_none_is_nowhere(browser, draft):
    page = browser.get(address(draft, BUDGET))

    assert page.location.endswith("/tasks") or page.location.endswith(str(draft.id))
    assert page.follow().has("This section is not asked of you: your answers say so.")
    assert browser.get(address(draft, 9)).status == 404


def test_an_answer_that_is_kept_by_itself_says_what_it_shows(browser, draft):
    kept = browser.post(
        f"/applications/{draft.id}/answer?question=is_started",
        data={"csrf_token": browser.token(), "answer-is_started": "yes"},
        headers={"Accept": "application/json"},
    )

    assert kept.response.json["shown"] == {"starts_on": True}


def test_the_check_page_reads_and_asks_what_is_shown_only(browser, draft, member):
    fill(draft, {"is_started": "no", "starts_on": "2030-01-01"}, by=member)
    db.session.commit()

    page = browser.get(f"/applications/{draft.id}/check")

    assert not page.has("Start of the project")
    assert not page.has("Total cost of the project")
    assert page.has("End of the project: This answer is missing.")


@pytest.mark.parametrize("number", [1, CALENDAR])
def test_a_page_asks_no_more_of_the_database_for_conditions(
    sign_in, draft, member, organisation, count_queries, number
):
    plain = make_application(organisation=organisation, by=member)
    browser, asked = sign_in(member), []
    for each in (plain, draft):
        browser.get(address(each, number))
        with count_queries() as queries:
            assert browser.get(address(each, number)).status == 200
        asked.append(len(queries))

    assert asked[0] == asked[1]
