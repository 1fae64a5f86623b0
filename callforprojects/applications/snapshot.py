"""The frozen form of an application: what is filed, hashed, and read by the jury."""

from datetime import datetime
from typing import Any

from callforprojects.applications.models import Application
from callforprojects.core.data.money import Money
from callforprojects.core.text.i18n import in_language
from callforprojects.questionnaires.answering import answers_by_question, display_text
from callforprojects.questionnaires.models import (
    Answer,
    AnswerSet,
    Question,
    QuestionType,
    Revision,
)

FORMAT = 1


def application_snapshot(
    application: Application, revision: Revision, answer_set: AnswerSet, at: datetime
) -> dict[str, Any]:
    """All that is filed, as JSON; readable values are in the language of the call.

    The call, the organisation, the questions, the answers and the claims must be loaded.
    """
    call, organisation = application.call, application.organisation
    with in_language(call.language):
        sections = _sections(revision, answer_set)
    return {
        "format": FORMAT,
        "reference": application.reference,
        "call": {"id": str(call.id), "reference": call.reference, "title": call.title},
        "organisation": {
            "id": str(organisation.id),
            "name": organisation.name,
            "territory_type": organisation.territory_type,
        },
        "submitted_at": at.isoformat(),
        "title": application.title,
        "summary": application.summary,
        "requested_amount_cents": _cents(application.requested_amount),
        "total_cost_cents": _cents(application.total_cost),
        "sections": sections,
        "claims": _claims(answer_set),
        "files": _files(revision, answer_set),
    }


def _cents(amount: Money | None) -> int | None:
    return None if amount is None else amount.cents


def _sections(revision: Revision, answer_set: AnswerSet) -> list[dict[str, Any]]:
    answers = answers_by_question(answer_set)
    return [
        {
            "title": section.title,
            "questions": [
                _question(question, answers.get(question.stable_id))
                for question in section.questions
            ],
        }
        for section in revision.sections
    ]


def _question(question: Question, answer: Answer | None) -> dict[str, Any]:
    return {
        "key": question.key,
        "stable_id": str(question.stable_id),
        "label": question.label,
        "type": question.type.value,
        "value": None if answer is None else answer.value,
        "shown": display_text(question, answer),
    }


def _claims(answer_set: AnswerSet) -> list[dict[str, Any]]:
    """In the order of the frame, whatever the order of the rows."""
    by_cell = {(claim.purpose, claim.domain): claim for claim in answer_set.claims}
    return [
        {
            "purpose": purpose,
            "domain": domain,
            "level": level,
            "argument": by_cell[purpose, domain].argument,
        }
        for purpose, domain, level in answer_set.claimed_profile.filled
    ]


def _files(revision: Revision, answer_set: AnswerSet) -> list[dict[str, Any]]:
    answers = answers_by_question(answer_set)
    files = []
    for section in revision.sections:
        for question in section.questions:
            answer = answers.get(question.stable_id)
            if question.type is QuestionType.FILE and answer is not None and answer.value:
                files.append({**answer.value, "question": question.key})
    return files
