"""The documents to keep: an application, a draft and a receipt as PDF."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from pypdf import PdfReader

from callforprojects.applications import queries
from callforprojects.applications.drafts import draft_of
from callforprojects.applications.models import Application
from callforprojects.applications.printing import application_paper, draft_paper, receipt_paper
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.outside import pdf as documents
from callforprojects.core.outside.pdf import Rendering, render, workers
from callforprojects.core.text.i18n import in_language
from tests.browser import Browser
from tests.factories.applications import (
    make_application,
    make_body,
    make_member,
    make_open_call,
    submission_of,
)
from tests.factories.calls import make_officer

pytestmark = pytest.mark.usefixtures("in_english")

SignIn = Callable[[Any], Browser]
Counter = Callable[[], Any]
HOSTILE = 'עברית مرحبا 😀 œ « 5 » 漢字 #eval("1") *x* ' + "a" * 200


def loaded(application: Application) -> Application:
    """As the views load it."""
    query = db.select(Application).where(Application.id == application.id)
    options = {"populate_existing": True}
    return db.session.scalars(query.options(*queries.WITH_CALL).execution_options(**options)).one()


def text_of(content: bytes) -> str:
    """All the words of a document, on one line."""
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u200b", "").split())


def read(browser: Browser, path: str) -> tuple[Any, PdfReader]:
    answer = browser.get(path).response
    return answer, PdfReader(BytesIO(answer.data))


def test_what_was_filed_is_all_there(sign_in: SignIn) -> None:
    body = make_body(name="Commune d’Œuilly")
    agent = make_member(body, language="en")
    application = make_application(organisation=body, by=agent, submitted=True)
    submission = submission_of(application)

    answer, document = read(sign_in(agent), f"/applications/{application.id}/pdf")

    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    words = text_of(answer.data)
    for expected in (
        "Bicycles for the valley",
        "Commune d’Œuilly",
        str(application.reference),
        submission.sha256,
        "Six electric bicycles lent by the month.",
        "Fewer cars.",
        "€19,200.50",
        "Matrix of contributions",
        "Filed on",
        "(Paris time)",
        f"Page 1 / {len(document.pages)}",
    ):
        assert expected in words


@pytest.mark.usefixtures("one_engine")  # what typst makes of the same words
@pytest.mark.parametrize(("language", "title"), [("fr", "Candidature"), ("en", "Application")])
def test_a_document_is_tagged_and_says_its_language_and_title(
    sign_in: SignIn, language: str, title: str
) -> None:
    body = make_body()
    agent = make_member(body, language=language)
    application = make_application(organisation=body, by=agent, submitted=True)

    _answer, document = read(sign_in(agent), f"/applications/{application.id}/pdf")

    root: Any = document.trailer["/Root"]  # an object of PDF, by names
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  # pypdf's own boolean
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == language
    assert document.metadata is not None
    assert document.metadata.title == f"{application.reference} – Bicycles for the valley"
    assert title.upper() in document.pages[0].extract_text()
    assert document.xmp_metadata is not None


def test_the_name_of_the_file_is_readable_and_safe(sign_in: SignIn) -> None:
    body = make_body(name='L’Haÿ/les "Roses"')
    agent = make_member(body)
    application = make_application(organisation=body, by=agent, submitted=True)

    answer, _document = read(sign_in(agent), f"/applications/{application.id}/pdf")

    sent = answer.headers["Content-Disposition"]
    assert sent.startswith("attachment; filename=")
    assert "filename*=UTF-8''" in sent
    assert "L%E2%80%99Ha%C3%BF-les" in sent
    assert sent.isascii()


def test_a_draft_says_on_each_page_that_it_is_one(sign_in: SignIn) -> None:
    body = make_body()
    agent = make_member(body, language="fr")
    application = make_application(organisation=body, by=agent, answers={"title": "Un parc"})

    answer, document = read(sign_in(agent), f"/applications/{application.id}/pdf")

    assert answer.status_code == 200
    assert document.metadata is not None
    assert document.metadata.title == "Un parc (Brouillon, non déposé)"
    assert all("Brouillon, non déposé" in page.extract_text() for page in document.pages)
    assert "Empreinte" not in text_of(answer.data)


def test_a_receipt_says_who_when_and_what_comes_next(sign_in: SignIn) -> None:
    body = make_body()
    agent = make_member(body, language="en", first_name="Marie", last_name="Le Goff")
    application = make_application(organisation=body, by=agent, submitted=True)
    submission = submission_of(application)

    answer, document = read(sign_in(agent), f"/applications/{application.id}/receipt/pdf")

    words = text_of(answer.data)
    for expected in (
        "Acknowledgement of receipt",
        str(application.reference),
        "Marie Le Goff",
        submission.sha256,
        "1 rue des Essais, 35000 Rennes",
        "neither a decision nor a promise of aid",
        "What comes next",
    ):
        assert expected in words
    assert len(document.pages) <= 2


def test_a_draft_is_dated_by_its_last_change(sign_in: SignIn) -> None:
    """By the minute of the question, a long one was begun again at each minute, and never ready."""
    body = make_body()
    agent = make_member(body)
    draft = make_application(organisation=body, by=agent, answers={"title": "A park"})
    address = f"/applications/{draft.id}/pdf"
    first = sign_in(agent).get(address).response.data

    with time_machine.travel(now() + timedelta(minutes=5)):
        browser = sign_in(agent)
        again = browser.get(address).response.data
        page = browser.get(f"/applications/{draft.id}/section?number=1")
        page.submit("Save", **{"answer-title": "A larger park"})
        changed = browser.get(address).response.data

    assert again == first
    assert "A larger park" in text_of(changed)


def test_there_is_no_receipt_of_a_draft(sign_in: SignIn) -> None:
    body = make_body()
    agent = make_member(body)
    application = make_application(organisation=body, by=agent)

    page = sign_in(agent).get(f"/applications/{application.id}/receipt/pdf")

    assert page.status == 404


def test_the_pages_give_the_documents(sign_in: SignIn) -> None:
    body = make_body()
    agent = make_member(body, language="en")
    application = make_application(organisation=body, by=agent, submitted=True)
    browser = sign_in(agent)

    receipt = browser.get(f"/applications/{application.id}/receipt")
    detail = browser.get(f"/applications/{application.id}")

    path = f"/applications/{application.id}"
    assert receipt.links["Download the receipt (PDF)"] == f"{path}/receipt/pdf"
    assert receipt.links["Download the application (PDF)"] == f"{path}/pdf"
    assert detail.links["Download (PDF)"] == f"{path}/pdf"


@pytest.mark.usefixtures("one_engine")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_is_odd_in_the_making_whatever_people_wrote(language: str) -> None:
    call = make_open_call(title="Appel " * 33)
    body = make_body(name="Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson")
    answers = {"title": HOSTILE[:119], "summary": HOSTILE, "total_cost": "305 000 000"}
    by = make_member(body)
    filed = loaded(
        make_application(call=call, organisation=body, by=by, answers=answers, submitted=True)
    )
    submission = submission_of(filed)
    draft = loaded(make_application(call=call, organisation=make_body(), answers=answers))

    with in_language(language):
        renderings = {
            "application": render("application", application_paper(filed, submission)),
            "draft": render("application", draft_paper(draft_of(draft))),
            "receipt": render("receipt", receipt_paper(filed, submission)),
        }

    assert {name: made.warnings for name, made in renderings.items()} == {
        "application": (),
        "draft": (),
        "receipt": (),
    }
    words = text_of(renderings["application"].content)
    assert "[U+1F600]" in words
    assert '#eval("1") *x*' in words
    assert "œ « 5 »" in words
    assert {"fr": "305 000 000 €", "en": "€305,000,000"}[language] in words


def test_the_same_filing_makes_the_same_bytes() -> None:
    application = loaded(make_application(submitted=True))
    submission = submission_of(application)

    first = documents.render_pdf("application", application_paper(application, submission))
    again = documents.render_pdf("application", application_paper(application, submission))

    assert first == again


def test_a_document_asks_the_database_a_fixed_number_of_times(
    sign_in: SignIn, count_queries: Counter
) -> None:
    body = make_body()
    agent = make_member(body)
    application = make_application(organisation=body, by=agent, submitted=True)
    browser = sign_in(agent)

    with count_queries() as for_the_application:
        browser.get(f"/applications/{application.id}/pdf")
    with count_queries() as for_the_receipt:
        browser.get(f"/applications/{application.id}/receipt/pdf")

    assert (len(for_the_application), len(for_the_receipt)) == (6, 6)


def test_the_funder_prints_what_is_filed_and_never_a_draft(sign_in: SignIn) -> None:
    call = make_open_call()
    officer = make_officer(call.funder, language="en")
    filed = make_application(call=call, submitted=True)
    draft = make_application(call=call, organisation=make_body())
    browser = sign_in(officer)

    assert browser.get(f"/applications/{filed.id}/pdf").status == 200
    assert browser.get(f"/applications/{draft.id}/pdf").status == 404
    assert browser.get(f"/applications/{filed.id}/receipt/pdf").status == 200


def test_nothing_is_held_while_a_document_is_made(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = make_member(body := make_body())
    application = make_application(organisation=body, by=agent, submitted=True)
    held = []

    def make(*_arguments: str) -> Rendering:
        held.append(db.session().in_transaction())
        return Rendering(b"%PDF-1.7", ())

    monkeypatch.setattr(workers, "make", make)
    browser = sign_in(agent)

    for path in ("pdf", "receipt/pdf"):
        assert browser.get(f"/applications/{application.id}/{path}").status == 200
    assert held == [False, False]


@pytest.mark.parametrize(("language", "words"), [("en", "more work"), ("fr", "plus de travail")])
def test_a_document_that_asks_for_too_much_is_said_in_words(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    agent = make_member(body := make_body(), language=language)
    application = make_application(organisation=body, by=agent, submitted=True)
    monkeypatch.setattr(workers, "_DEADLINE", 0)

    page = sign_in(agent).get(f"/applications/{application.id}/pdf")

    assert page.status == 503
    assert page.has(words)
    assert int(page.response.headers["Retry-After"]) > 0


def test_a_long_document_is_first_a_page_that_asks_for_it_again(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "_LONG", 0)
    monkeypatch.setattr(documents.long_documents, "_PATIENCE", 0)
    body = make_body()
    agent = make_member(body, language="fr")
    application = make_application(organisation=body, by=agent, submitted=True)
    browser, path = sign_in(agent), f"/applications/{application.id}/pdf?copy=2"

    page = browser.get(path)
    monkeypatch.setattr(documents.long_documents, "_PATIENCE", 30)
    answer, document = read(browser, path)

    assert (page.status, page.response.headers["Refresh"]) == (202, "2")
    assert page.h1 == "Votre document se prépare"
    assert page.links["Le demander à nouveau"] == path
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert "Bicycles for the valley" in text_of(answer.data)
    assert document.metadata is not None


def test_the_funder_opens_the_receipt_sent_in_its_name_from_the_application(
    sign_in: SignIn,
) -> None:
    body = make_body(name="Commune d’Œuilly")
    application = make_application(organisation=body, by=make_member(body), submitted=True)
    officer = make_officer(application.call.funder, language="en")
    browser = sign_in(officer)

    page = browser.get(f"/applications/{application.id}").follow("Receipt")
    answer, document = read(browser, page.links["Download the receipt (PDF)"])

    assert page.h1 == "Acknowledgement of receipt"
    assert page.has("This is the receipt that Commune d’Œuilly received, in the name of")
    assert not page.has("Your application is received.")
    assert "Our applications" not in page.links
    assert answer.status_code == 200
    assert str(application.reference) in text_of(answer.data)
    assert document.pages
