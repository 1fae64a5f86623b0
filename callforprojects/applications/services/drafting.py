"""Beginning an application and writing it, alone or with colleagues."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from callforprojects.activity.services import record
from callforprojects.applications import queries
from callforprojects.applications.eligibility import reason_closed, reason_ineligible
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.core.data.deletion import list_to_restore_from
from callforprojects.core.data.money import Money
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError, DomainError, DraftDeleted
from callforprojects.core.text.i18n import _
from callforprojects.files.models import File
from callforprojects.files.services import Upload, forget_file, store_file
from callforprojects.organisations.models import Organisation
from callforprojects.organisations.queries import storage_quota_of
from callforprojects.questionnaires import answering
from callforprojects.questionnaires.models import AnswerSet, Question, Revision, Section
from callforprojects.questionnaires.queries import (
    answer_to,
    answers_of,
    questions_of,
    revision_with_questions,
    whole_revision,
)
from callforprojects.questionnaires.services import (
    RawAnswer,
    forget_file_answer,
    new_answer_set,
    save_answers,
    save_file_answer,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionInput:
    """What a section's page sent: texts, files and files to remove, by the key of the question."""

    texts: Mapping[str, RawAnswer] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)
    removed: Sequence[str] = ()


def start_application(call: Call, organisation: Organisation, *, by: Visitor) -> Application:
    """Begin an application. Where the organisation lies is already answered.

    Raises DomainError when the call is not open or the organisation not eligible, ConflictError
    when it has already begun one.
    """
    refusal = reason_closed(call) or reason_ineligible(call, organisation)
    if refusal is not None:
        raise DomainError(refusal, field="organisation_id")
    lock(organisation)
    if queries.draft_of(call, organisation) is not None:
        raise ConflictError(_("Your organisation has already begun an application to this call."))
    revision = revision_with_questions(call.questionnaire_id)
    application = Application(
        call=call,
        organisation=organisation,
        answer_set=new_answer_set(revision),
        created_by_id=by.id,
    )
    db.session.add(application)
    _answer_known_facts(application, revision, by)
    record("application.started", application, by=by)
    return application


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
    _keep_files(application, answer_set, section, given, by)
    project_facts(application, revision, answer_set)


def project_facts(application: Application, revision: Revision, answer_set: AnswerSet) -> None:
    """Copy the answers that are facts of the application: lists and rankings read them there."""
    facts = answering.facts(revision, answer_set)
    application.title = facts.get("title") or ""
    application.summary = facts.get("summary") or ""
    application.requested_amount = _money(facts.get("requested_amount"))
    application.total_cost = _money(facts.get("total_cost"))
    db.session.flush()


def _answer_known_facts(application: Application, revision: Revision, by: Visitor) -> None:
    territory_id = application.organisation.territory_id
    known = {
        question.key: RawAnswer(territory_id)
        for question in questions_of(revision)
        if question.stands_for == "territory" and territory_id
    }
    save_answers(application.answer_set, revision, known, by=by)


def refuse_when_deleted(application: Application, by: Visitor) -> None:
    """Raise DraftDeleted when a colleague has just deleted the draft."""
    if application.is_deleted:
        raise DraftDeleted(
            _("This draft has just been deleted. Restore it from the list of deleted drafts."),
            list_to_restore_from(by, application),
        )


def refuse_when_fixed(status: ApplicationStatus, call: Call) -> None:
    """Raise ConflictError when it is filed, DomainError when its call is closed."""
    if status is not ApplicationStatus.DRAFT:
        raise ConflictError(_("This application is filed: it can no longer change."))
    closed = reason_closed(call)
    if closed is not None:
        raise DomainError(closed)


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


def _money(cents: int | None) -> Money | None:
    return None if cents is None else Money(cents)
