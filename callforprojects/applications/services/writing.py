"""Writing a draft, alone or with colleagues: one answer at each pause, or a page of them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value

from callforprojects.activity.services import record
from callforprojects.applications.answers import lock_answer
from callforprojects.applications.models import Application
from callforprojects.applications.services.drafting import refuse_when_deleted, refuse_when_fixed
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.files.models import File
from callforprojects.files.services import Upload, forget_file, store_file
from callforprojects.organisations.models import Organisation
from callforprojects.organisations.queries import storage_quota_of
from callforprojects.questionnaires import answering
from callforprojects.questionnaires.answering import Entry, RawAnswer
from callforprojects.questionnaires.models import AnswerSet, Question, Section
from callforprojects.questionnaires.queries import answer_to, answers_of, whole_revision
from callforprojects.questionnaires.services import (
    forget_file_answer,
    save_answer,
    save_answers,
    save_file_answer,
)
from callforprojects.questionnaires.types.kind import Fields

_TEXTS = frozenset({"title", "summary"})
_AMOUNTS = frozenset({"requested_amount", "total_cost"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionInput:
    """What a section's page sent: texts, files and files to remove, by the key of the question."""

    texts: Mapping[str, RawAnswer] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)
    removed: Sequence[str] = ()


def write_answer(application: Application, key: str, fields: Fields, *, by: Visitor) -> Entry:
    """Keep what the boxes of one question hold, valid or not; give the question as it is now.

    What is sent back as it was shown keeps its mark: the page has not seen what somebody has saved
    since. `call` must be loaded. Raises StaleAnswers when somebody has changed the answer
    meanwhile, AnswersTooLong when it cannot be kept, ConflictError when the application is filed,
    DomainError when the call is closed or asks no such question.
    """
    locked = lock_answer(application, key)
    raw = None if locked is None else answering.collect([locked.question], fields).get(key)
    if locked is None or raw is None:
        raise DomainError(_("This page does not have that question. Reload the page."))
    refuse_when_fixed(locked.status, application.call)
    question = locked.question
    saved = save_answer(application.answer_set_id, question, locked.answer, raw, by)
    if saved is not None and question.stands_for:
        project_facts(application, {question.stands_for: saved.value})
    entry = answering.entry_of(question, saved or locked.answer)
    return replace(entry, mark=raw.mark) if raw.mark == answering.mark_of(raw.text) else entry


def save_section(
    application: Application, section: Section, given: SectionInput, *, by: Visitor
) -> None:
    """Keep what one page sent, valid or not, as long as the call is open.

    `call` and the section's questions must be loaded.
    Raises ConflictError when the application is filed meanwhile or a text is stale, DomainError
    when the call is closed or a file is refused; nothing is kept then.
    """
    organisation = db.session.get_one(Organisation, application.organisation_id)
    if given.files:
        lock(organisation)  # two documents at once are counted one after the other
    lock(application)
    refuse_when_deleted(application, by)
    refuse_when_fixed(application.status, application.call)
    answer_set = answers_of(application.answer_set_id, fresh=True)
    revision = whole_revision(answer_set.revision_id)
    keys = {question.key for question in section.questions}
    texts = {key: raw for key, raw in given.texts.items() if key in keys}
    changed = save_answers(answer_set, revision, texts, by=by)
    if changed:
        record("application.saved", application, by=by, section=section.position)
        project_facts(application, answering.facts(revision, answer_set, changed))
    _keep_files(application, answer_set, section, given, by)


def project_facts(application: Application, facts: Mapping[str, Any]) -> None:
    """Copy the answers that are facts of the application: lists and rankings read them there.

    `facts` are their values, by name; the answers have just been written. The version of the
    application stays: a colleague who writes another answer is not disturbed.
    """
    values = {
        **{fact: facts[fact] or "" for fact in _TEXTS & facts.keys()},
        **{fact: _money(facts[fact]) for fact in _AMOUNTS & facts.keys()},
    }
    if not values:
        return
    db.session.flush()
    db.session.execute(
        sa.update(Application.__table__)  # type: ignore[arg-type]  # the table, not the versioned model
        .where(Application.id == application.id)
        .values(values)
    )
    for fact, value in values.items():
        set_committed_value(application, fact, value)


def _money(cents: int | None) -> Money | None:
    return None if cents is None else Money(cents)


def _keep_files(
    application: Application,
    answer_set: AnswerSet,
    section: Section,
    given: SectionInput,
    by: Visitor,
) -> None:
    for question in section.questions:
        upload = given.files.get(question.key)
        if upload is not None or question.key in given.removed:
            _forget_present(application, answer_set, question, by)
        if upload is not None:
            _store(application, answer_set, question, upload, by)


def _store(
    application: Application,
    answer_set: AnswerSet,
    question: Question,
    upload: Upload,
    by: Visitor,
) -> None:
    try:
        owner = db.session.get_one(Organisation, application.organisation_id)
        quota = storage_quota_of(owner)
        file = store_file(upload, subject=application, by=by, quota=quota)
    except DomainError as error:
        error.field = answering.input_name(question)  # one of its own kind: its status is kept
        raise
    value = {"id": str(file.id), "name": file.name, "size": file.size, "sha256": file.sha256}
    save_file_answer(answer_set, question, value, by=by)
    record("file.added", application, by=by, question=question.key)


def _forget_present(
    application: Application, answer_set: AnswerSet, question: Question, by: Visitor
) -> None:
    answer = answer_to(answer_set, question)
    if answer is None or answer.value is None:
        return
    file = db.session.get(File, uuid.UUID(answer.value["id"]))
    forget_file_answer(answer_set, question, by=by)
    if file is not None:
        forget_file(file)
    record("file.removed", application, by=by, question=question.key)
