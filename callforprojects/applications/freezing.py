"""Making the frozen form of an application, in the format of today (`snapshot` reads them all)."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from operator import attrgetter
from typing import Any

from callforprojects.applications.models import Application
from callforprojects.applications.snapshot import Certification
from callforprojects.core.data.money import Money
from callforprojects.core.text.i18n import _, current_language, in_language
from callforprojects.questionnaires.answering import display_text
from callforprojects.questionnaires.conditions import ShownParts
from callforprojects.questionnaires.models import (
    Answer,
    AnswerSet,
    Question,
    QuestionType,
    Revision,
)
from callforprojects.questionnaires.queries import questions_of

STATEMENT = _(
    "I certify that the information provided is accurate, and that I am authorised"
    " to file this application on behalf of the organisation."
)
FORMAT = 2  # 2: rows, confidential questions, certification


def application_snapshot(
    application: Application,
    revision: Revision,
    answer_set: AnswerSet,
    shown: ShownParts,
    *,
    at: datetime,
    certification: Certification | None = None,
) -> dict[str, Any]:
    """All that is filed, as JSON; readable values are in the language of the call.

    What is not shown is not filed, whatever had been answered.

    The call, the organisation, the questions, the answers and the claims must be loaded. What the
    first format says stands where it stood: a program of before reads it too.
    """
    call, organisation = application.call, application.organisation
    with in_language(call.language):
        sections = _sections(revision, answer_set, shown)
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
        "claims": _claims(answer_set) if _asks_matrix(revision, shown) else [],
        "files": _files(revision, answer_set, shown),
        "certification": _certification(certification),
    }


def _cents(amount: Money | None) -> int | None:
    return None if amount is None else amount.cents


def certified(at: datetime) -> Certification:
    """What is certified at an instant, in the language in which it is read now."""
    return Certification(str(STATEMENT), current_language(), at)


def _certification(certification: Certification | None) -> dict[str, Any] | None:
    if certification is None:
        return None
    return asdict(certification) | {"at": certification.at.isoformat()}


def _rows_by_question(answer_set: AnswerSet) -> dict[uuid.UUID, list[Answer]]:
    """The answers to each question, in the order of their rows."""
    rows: dict[uuid.UUID, list[Answer]] = defaultdict(list)
    for answer in sorted(answer_set.answers, key=attrgetter("row")):
        rows[answer.question_stable_id].append(answer)
    return rows


def _asks_matrix(revision: Revision, shown: ShownParts) -> bool:
    return any(
        question.type is QuestionType.MATRIX and shown.is_shown(question)
        for question in questions_of(revision)
    )


def _sections(revision: Revision, answer_set: AnswerSet, shown: ShownParts) -> list[dict[str, Any]]:
    rows = _rows_by_question(answer_set)
    return [
        {
            "title": section.title,
            "questions": [
                _question(question, rows.get(question.stable_id, []))
                for question in shown.questions(section)
            ],
        }
        for section in shown.shown_in(revision)
    ]


def _question(question: Question, rows: Sequence[Answer]) -> dict[str, Any]:
    """A question that is repeated has its answers in `rows`; the others have one, or none."""
    is_repeated = any(answer.row for answer in rows)
    answer = rows[0] if rows and not is_repeated else None
    return {
        "key": question.key,
        "stable_id": str(question.stable_id),
        "label": question.label,
        "type": question.type.value,
        "value": None if answer is None else answer.value,
        "shown": display_text(question, answer),
        "rows": [_row(question, row) for row in rows] if is_repeated else [],
        "confidential": question.is_confidential,
    }


def _row(question: Question, answer: Answer) -> dict[str, Any]:
    return {
        "position": answer.row,
        "value": answer.value,
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


def _files(revision: Revision, answer_set: AnswerSet, shown: ShownParts) -> list[dict[str, Any]]:
    """Each document with its SHA-256, in the order of the questions."""
    rows = _rows_by_question(answer_set)
    return [
        {**answer.value, "question": question.key}
        for question in questions_of(revision)
        if question.type is QuestionType.FILE and shown.is_shown(question)
        for answer in rows.get(question.stable_id, [])
        if answer.value
    ]
