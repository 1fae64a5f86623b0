"""The pages of answers: what a request holds of the questions of its section."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from callforprojects.core.text.errors import DomainError
from callforprojects.files.services import Upload
from callforprojects.questionnaires import forms
from callforprojects.questionnaires.answering import NoSuchQuestion, RawAnswer
from callforprojects.questionnaires.models import Question, QuestionType, Revision, Section
from callforprojects.questionnaires.saving import PageInput

pytestmark = [pytest.mark.unit, pytest.mark.usefixtures("english_sentences")]

T = QuestionType
TITLE = Question(key="title", label="Title", type=T.SHORT_TEXT, settings={})
PLAN = Question(key="plan", label="Plan", type=T.FILE, settings={})
VISA = Question(key="visa", label="Visa", type=T.FILE, settings={})
SECTION = Section(title="The project", questions=[TITLE, PLAN, VISA])
REVISION = Revision(number=1, sections=[Section(title="Before", questions=[]), SECTION])
Posting = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def posting(app_without_database: Flask) -> Posting:
    """Within it, a request has sent these fields."""
    return lambda **fields: app_without_database.test_request_context(method="POST", data=fields)


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> Upload:
    """A document that was received for the question of the plan."""
    upload = Upload(BytesIO(b"%PDF-"), "plan.pdf")
    monkeypatch.setattr(forms, "sent_document", {"answer-plan": upload}.get)
    return upload


def test_a_page_gives_texts_documents_and_removals_by_question(
    posting: Posting, plan: Upload
) -> None:
    fields = {"answer-title": " Bicycles", "answer-title-mark": "abc", "answer-visa-remove": "y"}
    with posting(**fields, other="x"):
        given = forms.AnswersForm(meta={"csrf": False}).given(SECTION)

    assert given == PageInput(
        texts={"title": RawAnswer("Bicycles", "abc")}, files={"plan": plan}, removed=["visa"]
    )


def test_a_page_that_sends_nothing_gives_nothing(posting: Posting) -> None:
    with posting():
        assert forms.AnswersForm(meta={"csrf": False}).given(SECTION) == PageInput(removed=[])


def test_a_refusal_is_beside_its_document_or_at_the_head_of_the_page(posting: Posting) -> None:
    with posting():
        form = forms.AnswersForm(meta={"csrf": False})
        form.add_error(DomainError("Too large.", field="answer-plan"))
        form.add_error(DomainError("Not a PDF.", field="answer-plan"))
        form.add_error(DomainError("Too late."))

    assert form.refused == {"answer-plan": ["Too large.", "Not a PDF."]}
    assert form.form_errors == ["Too large.", "Not a PDF.", "Too late."]


def test_one_document_is_sent_by_itself(posting: Posting, plan: Upload) -> None:
    with posting():
        assert forms.sent_answer(REVISION, "plan") == (SECTION, PageInput(files={"plan": plan}))


def test_one_document_is_removed_by_itself(posting: Posting) -> None:
    with posting(remove="yes"):
        assert forms.sent_answer(REVISION, "visa") == (SECTION, PageInput(removed=["visa"]))


def test_no_document_chosen_is_said(posting: Posting) -> None:
    with posting(), pytest.raises(DomainError, match="Choose a file on your computer"):
        forms.sent_answer(REVISION, "visa")


@pytest.mark.parametrize("key", ["title", "gone"])
def test_what_is_no_document_of_the_questionnaire_takes_none(posting: Posting, key: str) -> None:
    with posting(remove="yes"), pytest.raises(NoSuchQuestion):
        forms.sent_answer(REVISION, key)


def test_what_was_written_before_a_session_was_over_is_given_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(forms, "unsent_form_here", lambda: None)
    assert forms.unsent_answers(SECTION) is None

    monkeypatch.setattr(forms, "unsent_form_here", lambda: MultiDict([("answer-title", "Boats")]))
    assert forms.unsent_answers(SECTION) == {"title": RawAnswer("Boats", None)}


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("/", 1),
        ("/?number=2", 2),
        ("/?number=999", 999),
        ("/?number=1000", 0),
        ("/?number=-1", 0),
        ("/?number=two", 0),
        ("/?number=²", 0),
        ("/?number=", 0),
    ],
)
def test_the_number_of_a_section_is_in_the_address(
    app_without_database: Flask, address: str, number: int
) -> None:
    with app_without_database.test_request_context(address):
        assert forms.section_number_from_request() == number
