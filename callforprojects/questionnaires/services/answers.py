"""Keeping answers: drafts are saved freely, a stale text is refused, the matrix is projected."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from callforprojects.accounts.models import User
from callforprojects.core.data.database import db
from callforprojects.core.data.versions import Change, changed_meanwhile
from callforprojects.core.data.visitors import NOBODY, Visitor
from callforprojects.core.text.errors import ConflictError, DomainError, Sentence
from callforprojects.core.text.i18n import _
from callforprojects.questionnaires import answering, queries
from callforprojects.questionnaires.answering import Entry, RawAnswer
from callforprojects.questionnaires.models import (
    Answer,
    AnswerSet,
    MatrixClaim,
    Question,
    QuestionType,
    Revision,
)
from callforprojects.questionnaires.types.matrix import claims_in


class StaleAnswer(ConflictError):
    """One answer was changed meanwhile: `entry` holds both texts."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(
            _("This answer has been changed in the meantime: choose which text to keep.")
        )
        self.entry = entry

    def compare(self) -> None:
        """Find how both texts differ, which may take half a second: not in a transaction."""
        if self.entry.theirs is not None:
            _ = self.entry.theirs.differences


class AnswerTooLong(DomainError):
    """One answer is too long to be kept: `entry` holds it, with what is wrong."""

    def __init__(self, entry: Entry, message: Sentence) -> None:
        super().__init__(message)
        self.entry = entry


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
    text was changed here from one that a colleague has changed meanwhile; DomainError when one is
    too long to be kept.
    """
    answers = answering.answers_by_question(answer_set)
    asked = [
        (question, answers.get(question.stable_id), values[question.key])
        for question in queries.questions_of(revision)
        if question.key in values and question.type is not QuestionType.FILE
    ]
    stale = [answer for question, answer, raw in asked if answering.is_stale(question, answer, raw)]
    if stale:
        raise ConflictError(changed_meanwhile(_latest_change(stale), by=by))
    changed = [each for each in asked if not answering.is_untouched(*each)]
    if any(answering.length_fault(question, raw.text) for question, _stored, raw in changed):
        raise DomainError(
            _("An answer is too long to be kept: nothing of this page is saved. Shorten it first.")
        )
    for question, _stored, raw in changed:
        value, typed = answering.read(question, raw.text)
        _refuse_forged(question, typed)
        _keep(answer_set, question, (value, typed), by)
    db.session.flush()
    return [question.key for question, _stored, _raw in changed]


def _latest_change(answers: Sequence[Answer | None]) -> Change | None:
    """Who changed one of these answers last."""
    written = [answer for answer in answers if answer is not None]
    if not written:
        return None
    latest = max(written, key=lambda answer: answer.updated_at)
    author = db.session.get(User, latest.author_id) if latest.author_id else None
    return Change(latest.author_id, author.full_name if author else "", latest.updated_at)


def save_answer(
    answer_set_id: uuid.UUID, question: Question, stored: Answer | None, raw: RawAnswer, by: Visitor
) -> Answer | None:
    """Keep one answer by itself; give it as it is kept.

    `stored` is the present one. Raises StaleAnswer when somebody has changed it meanwhile,
    AnswerTooLong when it cannot be kept.
    """
    if answering.is_stale(question, stored, raw):
        raise StaleAnswer(answering.entry_of(question, stored, raw))
    if answering.is_untouched(question, stored, raw):
        return stored
    fault = answering.length_fault(question, raw.text)
    if fault is not None:
        raise AnswerTooLong(answering.entry_of(question, stored, raw), fault.message)
    value, typed = answering.read(question, raw.text)
    _refuse_forged(question, typed)
    answer = stored
    if answer is None:
        answer = Answer(answer_set_id=answer_set_id, question_stable_id=question.stable_id)
        db.session.add(answer)
    _write(answer, value, typed, by)
    if question.type is QuestionType.MATRIX:
        _project(queries.answers_of(answer_set_id), value)
    db.session.flush()
    return answer


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
    _write(answer, value, typed, by)
    if question.type is QuestionType.MATRIX:
        _project(answer_set, value)


def _write(answer: Answer, value: Any, typed: str | None, by: Visitor) -> None:  # noqa: ANN401  # JSON
    answer.value, answer.typed = value, typed
    answer.author_id = None if by.id == NOBODY else by.id


def _refuse_forged(question: Question, typed: str | None) -> None:
    """A matrix is chosen in lists: one that cannot be read was typed by nobody."""
    if question.type is QuestionType.MATRIX and typed is not None:
        raise DomainError(_("The matrix could not be read. Choose the levels in the lists."))


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
