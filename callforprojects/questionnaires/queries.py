"""Reading questionnaires with all their questions, and answers."""

import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import Mapped, joinedload, selectinload

from callforprojects.core.data.database import db
from callforprojects.questionnaires.models import (
    Answer,
    AnswerSet,
    ConditionReference,
    Question,
    Revision,
    Section,
)

WITH_QUESTIONS = (
    joinedload(Revision.questionnaire),
    selectinload(Revision.sections).selectinload(Section.questions),
)
WITH_ANSWERS = (selectinload(AnswerSet.answers), selectinload(AnswerSet.claims))


def revision_with_questions(questionnaire_id: uuid.UUID) -> Revision:
    """The latest revision, with its sections and questions. Raises NoResultFound."""
    return db.session.scalars(
        select(Revision)
        .where(Revision.questionnaire_id == questionnaire_id)
        .order_by(Revision.number.desc())
        .limit(1)
        .options(*WITH_QUESTIONS)
    ).one()


def whole_revision(revision_id: uuid.UUID) -> Revision:
    """One revision, with its sections and questions. Raises NoResultFound."""
    return db.session.scalars(
        select(Revision).where(Revision.id == revision_id).options(*WITH_QUESTIONS)
    ).one()


def revision_of_section(section_id: uuid.UUID) -> Revision:
    """The revision a section belongs to, with its sections and questions."""
    return db.session.scalars(
        select(Revision).join(Section).where(Section.id == section_id).options(*WITH_QUESTIONS)
    ).one()


def questions_of(revision: Revision) -> Iterator[Question]:
    """All questions, in order (sections and questions must be loaded)."""
    for section in revision.sections:
        yield from section.questions


def answers_of(answer_set_id: uuid.UUID, *, fresh: bool = False) -> AnswerSet:
    """An answer set with its answers and claims. Raises NoResultFound.

    `fresh` reads again what this transaction has read before: after a lock was waited for.
    """
    query = select(AnswerSet).where(AnswerSet.id == answer_set_id).options(*WITH_ANSWERS)
    if fresh:
        query = query.execution_options(populate_existing=True)
    return db.session.scalars(query).one()


def with_answer(query: Select[Any], answer_set_id: Mapped[uuid.UUID], key: str) -> Select[Any]:
    """Add the question of this key, and its answer if any, to a query on what has these answers.

    Then whether some question or section there is asked in some cases only.
    """
    of_set = and_(
        Answer.answer_set_id == answer_set_id, Answer.question_stable_id == Question.stable_id
    )
    return (
        query.add_columns(Question, Answer, has_conditions())
        .join(AnswerSet, AnswerSet.id == answer_set_id)
        .join(Revision, Revision.id == AnswerSet.revision_id)
        .join(Section, Section.revision_id == Revision.id)
        .join(Question, Question.section_id == Section.id)
        .outerjoin(Answer, of_set)
        .where(Question.key == key)
    )


def has_conditions() -> ColumnElement[bool]:
    """Whether a section or a question of a questionnaire has one; around it a query of Revision."""
    own = (Section.__tablename__, Question.__tablename__)
    return exists().where(
        ConditionReference.questionnaire_id == Revision.questionnaire_id,
        ConditionReference.owner_table.in_(own),
    )


def answer_to(answer_set: AnswerSet, question: Question) -> Answer | None:
    """The answer to one question (`answers` must be loaded)."""
    for answer in answer_set.answers:
        if answer.question_stable_id == question.stable_id:
            return answer
    return None
