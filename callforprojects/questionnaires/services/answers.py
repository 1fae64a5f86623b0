"""Keeping answers: drafts are saved freely, a stale text is refused, the matrix is projected."""

from collections.abc import Mapping
from typing import Any

from callforprojects.core.access import NOBODY, Visitor
from callforprojects.core.database import db
from callforprojects.core.errors import ConflictError
from callforprojects.core.i18n import _
from callforprojects.questionnaires import answering, queries
from callforprojects.questionnaires.answering import RawAnswer
from callforprojects.questionnaires.models import (
    Answer,
    AnswerSet,
    MatrixClaim,
    Question,
    QuestionType,
    Revision,
)
from callforprojects.questionnaires.types.matrix import claims_in


def new_answer_set(revision: Revision) -> AnswerSet:
    """An empty set of answers to a revision, added to the session."""
    answer_set = AnswerSet(revision_id=revision.id, answers=[], claims=[])
    db.session.add(answer_set)
    db.session.flush()
    return answer_set


def save_answers(
    answer_set: AnswerSet, revision: Revision, values: Mapping[str, RawAnswer], *, by: Visitor
) -> list[str]:
    """Keep what was typed, valid or not; give the keys of the questions that changed.

    `answer_set.answers`, `answer_set.claims` and the questions of `revision` must be loaded. Keys
    that the revision does not have are ignored. Raises ConflictError, and keeps nothing, when a
    text was changed here from one that a colleague has changed meanwhile.
    """
    answers = answering.answers_by_question(answer_set)
    asked = [
        (question, answers.get(question.stable_id), values[question.key])
        for question in queries.questions_of(revision)
        if question.key in values and question.type is not QuestionType.FILE
    ]
    if any(answering.is_stale(*each) for each in asked):
        raise ConflictError(
            _("Somebody changed this while you were writing. What you typed is still below.")
        )
    changed = [each for each in asked if not answering.is_untouched(*each)]
    for question, _stored, raw in changed:
        value, typed = answering.read(question, raw.text)
        _keep(answer_set, question, (value, typed), by)
    db.session.flush()
    return [question.key for question, _stored, _raw in changed]


def save_file_answer(
    answer_set: AnswerSet, question: Question, file: Mapping[str, Any], *, by: Visitor
) -> None:
    """Name the file that answers a question: `{"id", "name", "size", "sha256"}`."""
    _keep(answer_set, question, (dict(file), None), by)
    db.session.flush()


def forget_file_answer(answer_set: AnswerSet, question: Question, *, by: Visitor) -> None:
    """No file answers this question any more."""
    _keep(answer_set, question, (None, None), by)
    db.session.flush()


def _keep(
    answer_set: AnswerSet, question: Question, given: tuple[Any, str | None], by: Visitor
) -> None:
    answer = queries.answer_to(answer_set, question)
    if answer is None:
        answer = Answer(question_stable_id=question.stable_id)
        answer_set.answers.append(answer)
    value, typed = given
    answer.value, answer.typed = value, typed
    answer.author_id = None if by.id == NOBODY else by.id
    if question.type is QuestionType.MATRIX:
        _project(answer_set, value)


def _project(answer_set: AnswerSet, value: list[dict[str, Any]] | None) -> None:
    """Write the claims as rows, so that SQL can count them; unchanged rows stay."""
    claims = {(c.purpose, c.domain): c for c in claims_in(value) if c.level}
    for row in list(answer_set.claims):
        claim = claims.pop((row.purpose, row.domain), None)
        if claim is None:
            answer_set.claims.remove(row)
        else:
            row.level, row.argument = claim.level, claim.argument
    for claim in claims.values():
        answer_set.claims.append(
            MatrixClaim(
                purpose=claim.purpose,
                domain=claim.domain,
                level=claim.level,
                argument=claim.argument,
            )
        )
