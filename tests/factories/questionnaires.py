"""Questionnaires for the tests."""

from itertools import count
from typing import Any

from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.questionnaires import queries
from callforprojects.questionnaires.defaults import default_questionnaire
from callforprojects.questionnaires.models import (
    AnswerSet,
    Question,
    Questionnaire,
    QuestionType,
    Revision,
    RevisionStatus,
    Section,
)
from callforprojects.questionnaires.saving import new_answer_set

_numbers = count(1)


def make_question(kind: QuestionType = QuestionType.SHORT_TEXT, **values: Any) -> Question:
    """A question, not yet in a section."""
    number = next(_numbers)
    defaults = {
        "key": f"question_{number}",
        "label": f"Question {number}",
        "position": number,
        "settings": {},
        "purposes": [],
        "domains": [],
    }
    return Question(type=kind, **{**defaults, **values})


def make_revision(*questions: Question, published: bool = False) -> Revision:
    """A questionnaire of one section with these questions; its revision, wholly loaded."""
    section = Section(position=1, title="Section 1", questions=list(questions))
    revision = Revision(number=1, sections=[section])
    if published:
        revision.status, revision.published_at = RevisionStatus.PUBLISHED, now()
    db.session.add(Questionnaire(title="Questionnaire", revisions=[revision]))
    db.session.flush()
    return queries.whole_revision(revision.id)


def make_answer_set(*questions: Question) -> tuple[Revision, AnswerSet]:
    """A published revision with these questions, and an empty set of answers to it."""
    revision = make_revision(*questions, published=True)
    return revision, new_answer_set(revision)


def make_questionnaire(*, published: bool = True, language: str = "en") -> Questionnaire:
    """The questionnaire of a new call, published unless it is said otherwise."""
    questionnaire = default_questionnaire("Questionnaire", language)
    if published:
        revision = questionnaire.revisions[0]
        revision.status, revision.published_at = RevisionStatus.PUBLISHED, now()
    db.session.add(questionnaire)
    db.session.flush()
    return questionnaire
