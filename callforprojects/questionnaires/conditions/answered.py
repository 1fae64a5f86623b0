"""What conditions of a questionnaire read of a set of answers, in one statement.

It is asked at each pause of whoever writes: which questions of the page are shown now.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value

from callforprojects.core.data.database import db
from callforprojects.questionnaires.models import (
    Answer,
    AnswerSet,
    Question,
    Revision,
    Section,
)
from callforprojects.questionnaires.queries import has_conditions


@dataclass(frozen=True, slots=True)
class AnsweredSections:
    """The sections with their questions, and the answers, as they are in the database."""

    sections: Sequence[Section]
    answers: Sequence[Answer]


def answered_sections(answer_set_id: uuid.UUID) -> AnsweredSections | None:
    """All of them; None where no section or question has a condition."""
    rows = db.session.execute(
        sa.select(Section, Question, Answer)
        .select_from(AnswerSet)
        .join(Revision, Revision.id == AnswerSet.revision_id)
        .join(Section, Section.revision_id == Revision.id)
        .join(Question, Question.section_id == Section.id)
        .outerjoin(
            Answer,
            sa.and_(
                Answer.answer_set_id == AnswerSet.id,
                Answer.question_stable_id == Question.stable_id,
            ),
        )
        .where(AnswerSet.id == answer_set_id, has_conditions())
        .order_by(Section.position, Question.position)
    ).all()
    if not rows:
        return None
    questions: dict[Section, dict[Question, None]] = {}
    for section, question, _answer in rows:
        questions.setdefault(section, {})[question] = None
    for section, asked in questions.items():
        set_committed_value(section, "questions", list(asked))
    return AnsweredSections(list(questions), [answer for *_parts, answer in rows if answer])
