"""The forms of applications: for whom, writing a section, filing, withdrawing, searching."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import request
from wtforms import BooleanField, RadioField
from wtforms.validators import DataRequired, Length

from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.applications.queries import StartChoice
from callforprojects.applications.services import SectionInput
from callforprojects.core.text.errors import DomainError, Sentence
from callforprojects.core.text.i18n import _
from callforprojects.core.web.fields import LongTextField, choices_of
from callforprojects.core.web.form import Form
from callforprojects.core.web.unsent_forms import typed_here
from callforprojects.files.receiving import sent_document
from callforprojects.organisations.models import Organisation
from callforprojects.questionnaires.answering import RawAnswer, collect, input_name
from callforprojects.questionnaires.models import Question, QuestionType, Revision, Section


class StartForm(Form):
    """For which of one's organisations."""

    organisation_id = RadioField(
        _("Organisation that applies"),
        validators=[DataRequired(_("Choose the organisation that applies."))],
        validate_choice=True,
    )

    def offer(self, choices: Sequence[StartChoice]) -> None:
        """Only those that can apply and have not begun; when there is one, it is chosen."""
        able = [c.organisation for c in choices if c.reason is None and c.draft is None]
        self.organisation_id.choices = choices_of([(str(o.id), o.name) for o in able])
        if len(able) == 1 and self.organisation_id.data is None:
            self.organisation_id.data = str(able[0].id)

    def organisation(self, choices: Sequence[StartChoice]) -> Organisation:
        """The one chosen (the form is valid)."""
        chosen = uuid.UUID(self.organisation_id.data)
        return next(c.organisation for c in choices if c.organisation.id == chosen)

    def draft_chosen(self, choices: Sequence[StartChoice]) -> Application | None:
        """What the one chosen has begun already, in another tab or by a colleague."""
        chosen = self.organisation_id.data
        return next((c.draft for c in choices if str(c.organisation.id) == chosen), None)


class SectionForm(Form):
    """The answers of one section: its fields are the questions, read by the form engine."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(*args, **kwargs)
        self.refused: dict[str, list[Sentence]] = {}

    def add_error(self, error: DomainError) -> None:
        """Beside the document that it is about, or at the head of the page."""
        super().add_error(error)
        if error.field is not None:
            self.refused.setdefault(error.field, []).append(error.message)

    def given(self, section: Section) -> SectionInput:
        """What the page sent, by the key of the question."""
        files = [q for q in section.questions if q.type is QuestionType.FILE]
        return SectionInput(
            texts=collect(section.questions, request.form.to_dict(flat=False)),
            files={
                question.key: sent
                for question in files
                if (sent := sent_document(input_name(question))) is not None
            },
            removed=[q.key for q in files if f"{input_name(q)}-remove" in request.form],
        )


class SubmitForm(Form):
    """The declaration that comes with filing."""

    declaration = BooleanField(
        _(
            "I certify that the information provided is accurate, and that I am authorised"
            " to file this application on behalf of the organisation."
        ),
        validators=[DataRequired(_("Tick the box to file the application."))],
    )


class WithdrawForm(Form):
    """Why an application is taken back."""

    reason = LongTextField(
        _("Reason"),
        description=_("The funder will read it."),
        validators=[
            DataRequired(_("Say why in a few words.")),
            Length(max=2000, message=_("2,000 characters at most.")),
        ],
    )


def sent_answer(revision: Revision, key: str) -> tuple[Section, SectionInput]:
    """One document that was sent, or whose removal was asked, with the section that asks it.

    Raises DomainError when nothing was sent, or when no document is asked there.
    """
    for section in revision.sections:
        for question in section.questions:
            if question.key == key and question.type is QuestionType.FILE:
                return section, _sent_for(question)
    raise DomainError(_("This page does not have that question. Reload the page."))


def _sent_for(question: Question) -> SectionInput:
    sent = sent_document(input_name(question))
    if sent is not None:
        return SectionInput(files={question.key: sent})
    if "remove" not in request.form:
        raise DomainError(_("Choose a file on your computer."))
    return SectionInput(removed=[question.key])


def typed_answers(section: Section) -> dict[str, RawAnswer] | None:
    """What was written here before a session was over, by the key of the question."""
    typed = typed_here()
    return None if typed is None else collect(section.questions, typed.to_dict(flat=False))


def asked_number() -> int:
    """The number of the section in the address (`?number=2`), 1 when there is none."""
    text = request.args.get("number", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0  # noqa: PLR2004


def asked_status() -> ApplicationStatus | None:
    """The one status of which the applications are wanted, or None for all of them."""
    wanted = request.args.get("status", "")
    return ApplicationStatus(wanted) if wanted in set(ApplicationStatus) else None
