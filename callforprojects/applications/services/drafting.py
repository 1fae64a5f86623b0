"""Beginning an application, and what keeps a draft from being written."""

from callforprojects.activity.services import record
from callforprojects.applications import queries
from callforprojects.applications.eligibility import reason_closed, reason_ineligible
from callforprojects.applications.models import Application, ApplicationStatus, Project
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.core.data.deletion import list_to_restore_from
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError, DomainError, DraftDeleted
from callforprojects.core.text.i18n import _
from callforprojects.organisations.models import Organisation
from callforprojects.questionnaires.answering import RawAnswer
from callforprojects.questionnaires.models import Revision
from callforprojects.questionnaires.queries import (
    questions_of,
    revision_with_questions,
)
from callforprojects.questionnaires.saving import new_answer_set, save_answers


def start_application(call: Call, organisation: Organisation, *, by: Visitor) -> Application:
    """Begin an application, and a project. Where the organisation lies is already answered.

    Raises DomainError when the call is not open or the organisation not eligible, ConflictError
    when it has already begun one.
    """
    lock(organisation)  # first: it may be merged at this instant with who funds the call
    refusal = reason_closed(call) or reason_ineligible(call, organisation)
    if refusal is not None:
        raise DomainError(refusal, field="organisation_id")
    if queries.draft_begun_by(call, organisation) is not None:
        raise ConflictError(_("Your organisation has already begun an application to this call."))
    revision = revision_with_questions(call.questionnaire_id)
    application = Application(
        round=call.current_round,
        project=Project(call_id=call.id),
        organisation=organisation,
        answer_set=new_answer_set(revision),
        created_by_id=by.id,
    )
    db.session.add(application)
    _answer_known_facts(application, revision, by)
    record("application.started", application, by=by)
    return application


def _answer_known_facts(application: Application, revision: Revision, by: Visitor) -> None:
    territory_id = application.organisation.home_id
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


def refuse_when_fixed(application: Application, status: ApplicationStatus) -> None:
    """Raise ConflictError when it is filed by its `status`, DomainError when its call is closed."""
    if status is not ApplicationStatus.DRAFT:
        raise ConflictError(_("This application is filed: it can no longer change."))
    closed = reason_closed(application.round)
    if closed is not None:
        raise DomainError(closed)
