"""The one writer of answers: a page of them, one by itself while it is written, their documents.

Drafts are saved freely, a stale text is refused, the matrix is projected.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from callforprojects.accounts.models import User
from callforprojects.activity.services import record
from callforprojects.core.data.database import Model, db
from callforprojects.core.data.declarations import Change
from callforprojects.core.data.versions import changed_meanwhile
from callforprojects.core.data.visitors import NOBODY, Visitor
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.files.models import File
from callforprojects.files.services import StorageQuota, Upload, forget_file, store_file
from callforprojects.questionnaires import answering, queries
from callforprojects.questionnaires.answering import (
    AnswersTooLong,
    Entry,
    NoSuchQuestion,
    RawAnswer,
    StaleAnswers,
)
from callforprojects.questionnaires.conditions import ShownParts
from callforprojects.questionnaires.models import (
    Answer,
    AnswerSet,
    MatrixClaim,
    Question,
    QuestionType,
    Revision,
    Section,
)
from callforprojects.questionnaires.types.kind import Fields
from callforprojects.questionnaires.types.matrix import claims_in


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInput:
    """What a page sent: texts, documents, and those to remove, by the key of the question."""

    texts: Mapping[str, RawAnswer] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)
    removed: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What answers are given for, as its feature says it: an application.

    What is done is recorded of `thing` under these verbs, documents are joined to it and count in
    `quota`. `copy_facts` gets the values of the answers just written that stand for a fact of it,
    by name. Whoever writes holds the thing, and has seen that it can still be written.
    """

    thing: Model
    answer_set_id: uuid.UUID
    saved: str
    document_added: str
    document_removed: str
    quota: Callable[[], StorageQuota]
    copy_facts: Callable[[Mapping[str, Any]], None]


class _Given(NamedTuple):
    """What a page gave for one question, beside its present answer."""

    question: Question
    stored: Answer | None
    raw: RawAnswer


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
    that the revision does not have are ignored. Raises StaleAnswers, and keeps nothing, when a
    text was changed here from one that a colleague has changed meanwhile; AnswersTooLong when one
    is too long to be kept.
    """
    answers = answering.answers_by_question(answer_set)
    given = [
        _Given(question, answers.get(question.stable_id), values[question.key])
        for question in queries.questions_of(revision)
        if question.key in values and question.type is not QuestionType.FILE
    ]
    saved = _save(answer_set.id, given, by)
    answer_set.answers.extend(
        answer for question, answer in saved if question.stable_id not in answers
    )
    return [question.key for question, _answer in saved]


def save_answer(
    answered: Answered,
    question_and_answer: tuple[Question, Answer | None],
    fields: Fields,
    *,
    by: Visitor,
) -> Entry:
    """Keep what the boxes of one question hold, valid or not; give the question as it is now.

    What is sent back as it was shown keeps its hash: the page has not seen what somebody has saved
    since. Raises as `save_answers`, and NoSuchQuestion when nothing was sent for it.
    """
    question, stored = question_and_answer
    raw = answering.collect([question], fields).get(question.key)
    if raw is None:
        raise NoSuchQuestion
    saved = _save(answered.answer_set_id, [_Given(question, stored, raw)], by)
    for _question, stored in saved:
        if question.stands_for:
            answered.copy_facts({question.stands_for: stored.value})
    entry = answering.entry_of(question, stored)
    if raw.text_hash is not None and raw.text_hash == answering.text_hash(raw.text):
        return replace(entry, text_hash=raw.text_hash)
    return entry


def save_page(answered: Answered, section: Section, given: PageInput, *, by: Visitor) -> None:
    """Keep what the page of a section sent, valid or not (its questions must be loaded).

    Raises as `save_answers`, and DomainError beside the question when a document is refused;
    nothing is kept then.
    """
    answer_set = queries.answers_of(answered.answer_set_id, fresh=True)
    revision = queries.whole_revision(answer_set.revision_id)
    keys = {question.key for question in section.questions}
    texts = {key: raw for key, raw in given.texts.items() if key in keys}
    changed = save_answers(answer_set, revision, texts, by=by)
    if changed:
        record(answered.saved, answered.thing, by=by, section=section.position)
        answered.copy_facts(answering.facts(revision, answer_set, changed))
    for question in section.questions:
        _save_document(answered, answer_set, question, given, by)


def _save(
    answer_set_id: uuid.UUID, given: Sequence[_Given], by: Visitor
) -> list[tuple[Question, Answer]]:
    """Write what differs from what is kept, or nothing at all; give it as it is written."""
    stale = [given_answer for given_answer in given if answering.is_stale(*given_answer)]
    if stale:
        latest = _latest_change([given_answer.stored for given_answer in stale])
        raise StaleAnswers(_entries(stale), changed_meanwhile(latest, by=by))
    changed = [given_answer for given_answer in given if not answering.is_untouched(*given_answer)]
    long = [
        given_answer
        for given_answer in changed
        if answering.length_fault(given_answer.question, given_answer.raw.text)
    ]
    if long:
        raise AnswersTooLong(_entries(long))
    saved = [
        (given_answer.question, _answer_for(answer_set_id, given_answer, by))
        for given_answer in changed
    ]
    for question, answer in saved:
        if question.type is QuestionType.MATRIX:
            _project(queries.answers_of(answer_set_id), answer.value)
    db.session.flush()
    return saved


def _entries(given: Sequence[_Given]) -> list[Entry]:
    return [answering.entry_of(*given_answer) for given_answer in given]


def _answer_for(answer_set_id: uuid.UUID, given: _Given, by: Visitor) -> Answer:
    """The answer with what was given, new when there was none."""
    value, raw_text = answering.parse_answer(given.question, given.raw.text)
    _refuse_forged(given.question, raw_text)
    answer = given.stored
    if answer is None:
        stable_id = given.question.stable_id
        answer = Answer(answer_set_id=answer_set_id, question_stable_id=stable_id)
        db.session.add(answer)
    _write(answer, value, raw_text, by)
    return answer


def _latest_change(answers: Sequence[Answer | None]) -> Change | None:
    """Who changed one of these answers last."""
    written = [answer for answer in answers if answer is not None]
    if not written:
        return None
    latest = max(written, key=lambda answer: answer.updated_at)
    author = db.session.get(User, latest.author_id) if latest.author_id else None
    return Change(latest.author_id, author.full_name if author else "", latest.updated_at)


def save_file_answer(
    answer_set: AnswerSet, question: Question, file: Mapping[str, Any], *, by: Visitor
) -> None:
    """Name the file that answers a question: `{"id", "name", "size", "sha256"}`."""
    _keep_file(answer_set, question, dict(file), by)


def forget_file_answer(answer_set: AnswerSet, question: Question, *, by: Visitor) -> None:
    """No file answers this question any more."""
    _keep_file(answer_set, question, None, by)


def _save_document(
    answered: Answered, answer_set: AnswerSet, question: Question, given: PageInput, by: Visitor
) -> None:
    upload = given.files.get(question.key)
    if upload is not None or question.key in given.removed:
        _forget_present(answered, answer_set, question, by)
    if upload is not None:
        _store(answered, answer_set, question, upload, by)


def _store(
    answered: Answered, answer_set: AnswerSet, question: Question, upload: Upload, by: Visitor
) -> None:
    try:
        file = store_file(upload, subject=answered.thing, by=by, quota=answered.quota())
    except DomainError as error:
        error.field = answering.input_name(question)  # one of its own kind: its status is kept
        raise
    value = {"id": str(file.id), "name": file.name, "size": file.size, "sha256": file.sha256}
    save_file_answer(answer_set, question, value, by=by)
    record(answered.document_added, answered.thing, by=by, question=question.key)


def _forget_present(
    answered: Answered, answer_set: AnswerSet, question: Question, by: Visitor
) -> None:
    answer = queries.answer_to(answer_set, question)
    if answer is None or answer.value is None:
        return
    file = db.session.get(File, uuid.UUID(answer.value["id"]))
    forget_file_answer(answer_set, question, by=by)
    if file is not None:
        forget_file(file)
    record(answered.document_removed, answered.thing, by=by, question=question.key)


def _keep_file(
    answer_set: AnswerSet, question: Question, value: dict[str, Any] | None, by: Visitor
) -> None:
    answer = queries.answer_to(answer_set, question)
    if answer is None:
        answer = Answer(question_stable_id=question.stable_id)
        answer_set.answers.append(answer)
    _write(answer, value, None, by)
    db.session.flush()


def _write(answer: Answer, value: Any, raw_text: str | None, by: Visitor) -> None:  # noqa: ANN401  # JSON
    answer.value, answer.raw_text = value, raw_text
    answer.author_id = None if by.id == NOBODY else by.id


def _refuse_forged(question: Question, raw_text: str | None) -> None:
    """A matrix is chosen in lists: one that cannot be read was typed by nobody."""
    if question.type is QuestionType.MATRIX and raw_text is not None:
        raise DomainError(_("The matrix could not be read. Choose the levels in the lists."))


def forget_hidden_claims(answer_set: AnswerSet, revision: Revision, shown: ShownParts) -> None:
    """A matrix that is not asked claims nothing: its rows go, its answer stays."""
    for question in queries.questions_of(revision):
        if question.type is QuestionType.MATRIX and not shown.is_shown(question):
            _project(answer_set, None)


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
