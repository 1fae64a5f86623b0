"""The answers of one section, one document sent by itself: what the pages of answers take."""

from typing import Any

from flask import request

from callforprojects.core.text.errors import DomainError, Sentence
from callforprojects.core.text.i18n import _
from callforprojects.core.web.form import Form
from callforprojects.core.web.unsent_forms import unsent_form_here
from callforprojects.files.receiving import sent_document
from callforprojects.questionnaires.answering import NoSuchQuestion, RawAnswer, collect, input_name
from callforprojects.questionnaires.models import Question, QuestionType, Revision, Section
from callforprojects.questionnaires.saving import PageInput


class AnswersForm(Form):
    """The answers of one section: its fields are the questions, read by the form engine."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(*args, **kwargs)
        self.refused: dict[str, list[Sentence]] = {}

    def add_error(self, error: DomainError) -> None:
        """Beside the document that it is about, or at the head of the page."""
        super().add_error(error)
        if error.field is not None:
            self.refused.setdefault(error.field, []).append(error.message)

    def given(self, section: Section) -> PageInput:
        """What the page sent, by the key of the question."""
        files = [q for q in section.questions if q.type is QuestionType.FILE]
        return PageInput(
            texts=collect(section.questions, request.form.to_dict(flat=False)),
            files={
                question.key: sent
                for question in files
                if (sent := sent_document(input_name(question))) is not None
            },
            removed=[q.key for q in files if f"{input_name(q)}-remove" in request.form],
        )


def sent_answer(revision: Revision, key: str) -> tuple[Section, PageInput]:
    """One document that was sent, or whose removal was asked, with the section that asks it.

    Raises DomainError when nothing was sent, or when no document is asked there.
    """
    for section in revision.sections:
        for question in section.questions:
            if question.key == key and question.type is QuestionType.FILE:
                return section, _sent_for(question)
    raise NoSuchQuestion


def _sent_for(question: Question) -> PageInput:
    sent = sent_document(input_name(question))
    if sent is not None:
        return PageInput(files={question.key: sent})
    if "remove" not in request.form:
        raise DomainError(_("Choose a file on your computer."))
    return PageInput(removed=[question.key])


def unsent_answers(section: Section) -> dict[str, RawAnswer] | None:
    """What was written here before a session was over, by the key of the question."""
    unsent = unsent_form_here()
    return None if unsent is None else collect(section.questions, unsent.to_dict(flat=False))


def section_number_from_request() -> int:
    """The number of the section in the address (`?number=2`), 1 when there is none."""
    text = request.args.get("number", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0  # noqa: PLR2004
