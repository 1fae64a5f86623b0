"""A call that does not ask for the matrix promises it nowhere."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from callforprojects.applications import queries, services
from callforprojects.applications.drafts import draft_of
from callforprojects.applications.models import Application
from callforprojects.applications.printing import application_paper, draft_paper
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.outside.pdf import render
from callforprojects.questionnaires.models import Question, QuestionType, Revision, Section
from tests.factories.applications import (
    ANSWERS,
    make_application,
    make_body,
    make_member,
    make_open_call,
)
from tests.factories.juries import assign, make_juror, user_of

pytestmark = pytest.mark.usefixtures("app")

ANSWERED = {key: value for key, value in ANSWERS.items() if key != "matrix"}


@pytest.fixture
def call():
    """Open, with an expected profile, and no question that asks what is claimed of it."""
    call = make_open_call()
    asked = (
        select(Question)
        .join(Section, Section.id == Question.section_id)
        .join(Revision, Revision.id == Section.revision_id)
        .where(
            Revision.questionnaire_id == call.questionnaire_id,
            Question.type == QuestionType.MATRIX,
        )
    )
    db.session.delete(db.session.scalars(asked).one())
    db.session.commit()
    db.session.expire_all()
    return call


@pytest.fixture
def town():
    return make_body(name="Town")


@pytest.fixture
def member(town):
    return make_member(town, language="en")


@pytest.fixture
def make(call, town, member):
    """An application to that call: a complete draft, or filed."""

    def make(*, is_filed: bool):
        application = make_application(call=call, organisation=town, by=member, answers=ANSWERED)
        if is_filed:
            services.submit_application(application, by=member)
            db.session.commit()
        return queries.application_to_submit(application.id)

    return make


def loaded(application):
    """As the views load it."""
    query = select(Application).where(Application.id == application.id)
    query = query.options(*queries.WITH_CALL).execution_options(populate_existing=True)
    return db.session.scalars(query).one()


def words_of(paper):
    pages = PdfReader(BytesIO(render("application", paper).content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_its_public_page_says_what_it_expects_and_asks_for_no_claim(call, browser):
    page = browser.get(f"/calls/{call.id}")

    assert page.has("This call expects something of the following.")
    assert not page.has("An application says what it brings")


def test_the_public_page_of_a_call_that_asks_it_says_so(browser):
    page = browser.get(f"/calls/{make_open_call().id}")

    assert page.has("An application says what it brings to each of the six purposes")


def test_what_is_checked_before_filing_has_none(make, member, sign_in):
    page = sign_in(member).get(f"/applications/{make(is_filed=False).id}/check")

    assert page.status == 200
    assert not page.has("what the call expects")


def test_what_is_filed_has_none(make, member, sign_in):
    page = sign_in(member).get(f"/applications/{make(is_filed=True).id}")

    assert page.status == 200
    assert not page.has("what the call expects")


def test_its_documents_have_none(make):
    draft = words_of(draft_paper(draft_of(loaded(make(is_filed=False)))))
    assert "Bicycles for the valley" in draft
    assert "atrix" not in draft


def test_the_document_of_what_is_filed_has_none(make):
    application = make(is_filed=True)
    submission = queries.latest_submission(application)
    assert submission is not None

    assert "atrix" not in words_of(application_paper(loaded(application), submission))


def test_its_jury_reads_none(make, call, sign_in):
    application = make(is_filed=True)
    call.current_round.closes_at = now() - timedelta(days=1)
    juror = make_juror(call)
    assign(juror, application)
    db.session.commit()
    browser = sign_in(user_of(juror))

    assert not browser.get(f"/reviews/applications/{application.id}").has("with its matrix")
    page = browser.get(f"/reviews/applications/{application.id}/file")
    assert page.status == 200
    assert not page.has("against what the call expects")
