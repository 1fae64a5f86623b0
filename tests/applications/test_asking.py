"""What an application is asked: what is hidden is not required, not filed, not printed, and kept."""

from decimal import Decimal

import pytest

from callforprojects.applications.asking import shown_beside
from callforprojects.applications.drafts import draft_of
from callforprojects.applications.models import Application
from callforprojects.applications.queries import WITH_CALL
from callforprojects.applications.services import submit_application
from callforprojects.core.data.database import db
from callforprojects.engines.conditions import (
    Comparison,
    Condition,
    Constant,
    FactKind,
    Negation,
    Operator,
    facts_in,
    to_json,
)
from callforprojects.questionnaires.conditions import fact_of, refer
from callforprojects.questionnaires.models import MatrixClaim, Question, Section
from callforprojects.questionnaires.queries import questions_of
from tests.factories.applications import (
    ANSWERS,
    fill,
    make_application,
    make_body,
    make_member,
    submission_of,
)
from tests.factories.territories import load_france

pytestmark = pytest.mark.usefixtures("in_english")


def inside(fact: str, reference: str) -> Comparison:
    place = Constant(FactKind.PLACE, frozenset({reference}))
    return Comparison(fact, Operator.INSIDE, (place,))


def above(fact: str, number: int) -> Comparison:
    return Comparison(fact, Operator.MORE_THAN, (Constant(FactKind.NUMBER, Decimal(number)),))


@pytest.fixture
def body():
    return make_body(territory_type="commune")


@pytest.fixture
def member(body):
    return make_member(body)


@pytest.fixture
def draft(body, member):
    application = make_application(organisation=body, by=member)
    db.session.commit()
    return application


def again(application: Application) -> Application:
    """The same, as a page loads it."""
    db.session.expire_all()
    query = db.select(Application).where(Application.id == application.id).options(*WITH_CALL)
    return db.session.scalars(query).one()


def draft_again(application: Application):
    return draft_of(again(application))


def asked(application: Application, key: str) -> Question:
    found = draft_again(application).revision
    return next(question for question in questions_of(found) if question.key == key)


def is_started(application: Application) -> Comparison:
    fact = fact_of(asked(application, "is_started").stable_id)
    return Comparison(fact, Operator.EQUALS, (Constant(FactKind.YES_NO, True),))


def only_if(part: Question | Section, condition: Condition, application: Application) -> None:
    """As its officer had said before publishing."""
    part.condition = to_json(condition)
    questionnaire_id = draft_of(application).revision.questionnaire_id
    refer(part, questionnaire_id, facts_in(condition))
    db.session.commit()


def keys_shown(application: Application) -> set[str]:
    draft = draft_again(application)
    return {
        question.key
        for section in draft.revision.sections
        for question in draft.shown.questions(section)
    }


@pytest.mark.parametrize(("kind", "is_asked"), [("commune", True), ("association", False)])
def test_a_document_is_asked_of_some_types_of_applicants_only(draft, body, kind, is_asked):
    of_communes = Constant(FactKind.CHOICE, "commune")
    deed = asked(draft, "deliberation")
    deed.is_required = True
    db.session.commit()
    only_if(
        asked(draft, "deliberation"),
        Comparison("applicant.types", Operator.CONTAINS, (of_communes,)),
        again(draft),
    )
    body.territory_type = kind
    db.session.commit()

    missing = [problem.question.key for problem in draft_again(draft).problems]

    assert ("deliberation" in missing) is is_asked
    assert ("deliberation" in keys_shown(draft)) is is_asked


def test_what_is_hidden_is_not_filed_and_counts_nowhere(draft, member):
    hidden = Negation(is_started(draft))
    for key in ("requested_amount", "matrix", "beneficiaries"):
        only_if(asked(draft, key), hidden, again(draft))
    everything = {**ANSWERS, "is_started": "yes", "beneficiaries": "12"}
    fill(again(draft), everything, by=member)
    db.session.commit()
    assert db.session.scalars(db.select(MatrixClaim)).all() != []

    submission = submit_application(again(draft), by=member)
    db.session.commit()

    filed = {question.key for question in submission.snapshot.questions}
    assert filed.isdisjoint({"requested_amount", "matrix", "beneficiaries"})
    assert not submission.snapshot.asks_matrix
    assert submission.snapshot.claims == []
    filed_application = again(draft)
    assert filed_application.requested_amount is None
    assert filed_application.total_cost is not None
    assert db.session.scalars(db.select(MatrixClaim)).all() == []


def test_the_answer_to_what_is_hidden_comes_back_with_it(draft, member):
    only_if(asked(draft, "beneficiaries"), is_started(draft), again(draft))
    fill(again(draft), {"is_started": "yes", "beneficiaries": "12"}, by=member)
    fill(again(draft), {"is_started": "no"}, by=member)
    assert "beneficiaries" not in keys_shown(draft)

    fill(again(draft), {"is_started": "yes"}, by=member)

    assert "beneficiaries" in keys_shown(draft)
    entry = draft_again(draft).entry("beneficiaries")
    assert entry.value == 12


def test_everything_is_filed_without_conditions():
    snapshot = submission_of(make_application(submitted=True)).snapshot

    assert len(list(snapshot.questions)) == 23


def test_what_is_not_known_yet_says_that_more_may_be_asked(draft):
    only_if(
        asked(draft, "beneficiaries"), Comparison("call.nothing", Operator.ANSWERED), again(draft)
    )

    found = draft_again(draft)

    assert found.has_more_to_show
    assert "beneficiaries" not in keys_shown(draft)


def test_a_page_learns_what_an_answer_shows_in_one_statement(draft, member, count_queries):
    for key in ("starts_on", "ends_on"):
        only_if(asked(draft, key), is_started(draft), again(draft))
    fill(again(draft), {"is_started": "no"}, by=member)
    db.session.commit()
    application = again(draft)

    with count_queries() as queries:
        assert shown_beside(application, "is_started") == {"starts_on": False, "ends_on": False}

    assert len([query for query in queries if "answer_set" in query.partition("FROM")[2]]) == 1
    assert len(queries) == 1 + 2  # the application and its organisation, which the page has loaded


def test_no_condition_is_looked_at_where_there_is_none(draft):
    assert shown_beside(again(draft), "is_started") == {}


@pytest.mark.parametrize(
    ("condition", "is_asked"),
    [
        (inside("project.territory", "region:53"), True),
        (inside("project.territory", "region:11"), False),
        (inside("applicant.place", "departement:35"), True),
        (above("project.population_municipale", 1000), True),
        (above("applicant.population_totale", 10**8), False),
        (
            Comparison(
                "applicant.is_overseas", Operator.EQUALS, (Constant(FactKind.YES_NO, False),)
            ),
            True,
        ),
    ],
)
def test_where_it_is_decides(body, member, condition, is_asked):
    load_france()
    body.territory_id = "commune:35238"
    db.session.commit()
    draft = make_application(organisation=body, by=member)
    only_if(asked(draft, "beneficiaries"), condition, again(draft))

    assert ("beneficiaries" in keys_shown(draft)) is is_asked
    assert not draft_again(draft).has_more_to_show


@pytest.mark.parametrize(
    ("condition", "is_asked"),
    [
        (above("call.rate", 50), True),
        (Comparison("call.ceiling", Operator.LESS_THAN, (Constant(FactKind.MONEY, 1),)), False),
        (Comparison("call.closes_on", Operator.ANSWERED), True),
        (
            Comparison(
                "applicant.types", Operator.CONTAINS, (Constant(FactKind.CHOICE, "commune"),)
            ),
            True,
        ),
    ],
)
def test_the_call_decides_too_and_the_dashboard_counts_alike(
    draft, member, sign_in, condition, is_asked
):
    deed = asked(draft, "deliberation")
    deed.is_required = True
    db.session.commit()
    only_if(asked(draft, "deliberation"), condition, again(draft))
    required = sum(section.required for section in draft_again(draft).sections)

    page = sign_in(member).get("/dashboard")

    assert ("deliberation" in keys_shown(draft)) is is_asked
    assert required == 18 + is_asked
    assert page.has(f"of {required}")
