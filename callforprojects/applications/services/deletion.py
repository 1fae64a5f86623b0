"""Deleting the draft of an application, restoring it for thirty days, removing it for good."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from callforprojects.accounts.models import User
from callforprojects.activity.services import record
from callforprojects.applications import queries
from callforprojects.applications.models import Application, ApplicationStatus, Submission
from callforprojects.applications.services.notifications import writers_of
from callforprojects.applications.services.projects import remove_project
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.core.data.deletion import expired_drafts, mark_deleted, mark_restored
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError
from callforprojects.core.text.i18n import _
from callforprojects.core.web.links import absolute_url
from callforprojects.files.queries import files_of
from callforprojects.files.services import forget_file
from callforprojects.messages.services import erase_messages_about, notify_colleagues
from callforprojects.organisations.models import Organisation
from callforprojects.questionnaires.models import AnswerSet


def delete_draft(application: Application, *, by: Visitor) -> None:
    """Take a draft out of every page, and tell the others who write it.

    Raises ConflictError when it is filed or deleted already.
    """
    lock(application)
    if application.status is not ApplicationStatus.DRAFT:
        raise ConflictError(_("This application is filed: it can be withdrawn, not deleted."))
    mark_deleted(application, by=by)
    record("application.deleted", application, by=by)
    _notify_deleted(application, by)


def restore_draft(application: Application, *, by: Visitor) -> None:
    """Bring a deleted draft back as it was (`organisation` must be loaded).

    Raises ConflictError when it is not deleted, or when the organisation has begun another draft
    to the same call meanwhile: there is one at a time.
    """
    lock(application.organisation)
    lock(application)
    other = queries.rival_of(application)
    if application.is_deleted and other is not None:
        raise ConflictError(
            _(
                "Your organisation has since started another draft for this call. Delete"
                " that one first to restore this one."
            )
        )
    mark_restored(application)
    record("application.restored", application, by=by)


def purge_deleted_drafts(at: datetime) -> int:
    """Remove for good, with answers and documents, what was deleted thirty days before `at`.

    Gives how many were removed: `PURGED_AT_ONCE` at most.
    """
    expired = expired_drafts(Application, at)
    remove_application_drafts(expired, by=None)
    return len(expired)


def remove_application_drafts(drafts: Iterable[Application], *, by: Visitor | None) -> None:
    """Remove drafts for good, with their answers, their documents, and the project they began."""
    for application in drafts:
        for file in files_of(application):
            forget_file(file)
        record("application.purged", application, by=by)
        answer_set_id = application.answer_set_id
        db.session.execute(sa.delete(Application).where(Application.id == application.id))
        db.session.execute(sa.delete(AnswerSet).where(AnswerSet.id == answer_set_id))
        remove_project(application.project_id)


def erase_application(application: Application) -> None:
    """Erase what was filed, with the mails and documents, the answers of each filing, and, with the
    last file of a project, the déports from it.

    What the features above keep of it must have gone. The program does it, with a visa (archives).
    """
    for document in files_of(application):
        forget_file(document)
    of_it = Application.id == application.id
    erase_messages_about(Application, sa.select(Application.id).where(of_it))
    filed = sa.select(Submission.answer_set_id).where(Submission.application_id == application.id)
    answer_set_ids = {application.answer_set_id, *db.session.scalars(filed)}
    db.session.execute(sa.delete(Submission).where(Submission.application_id == application.id))
    db.session.execute(sa.delete(Application).where(of_it))
    db.session.execute(sa.delete(AnswerSet).where(AnswerSet.id.in_(answer_set_ids)))
    remove_project(application.project_id)


def sealed_submissions(application: Application) -> dict[str, object]:
    """What the activity keeps of a file that goes: its reference, its call, the hashes."""
    hashes = sa.select(Submission.sha256).where(Submission.application_id == application.id)
    return {
        "reference": application.reference,
        "call": str(application.call_id),
        "submissions_sha256": list(db.session.scalars(hashes)),
    }


def _notify_deleted(application: Application, by: Visitor) -> None:
    """Whoever could have gone on with the draft learns who deleted it, and how to restore it."""
    context = {
        "application": application,
        "organisation": db.session.get_one(Organisation, application.organisation_id),
        "call": db.session.get_one(Call, application.call_id),
        "url": absolute_url("applications.deleted"),
    }
    notify_colleagues(
        others_who_write(application, by),
        template="applications/deleted",
        context=context,
        about=application,
        by=by,
    )


def others_who_write(application: Application, by: Visitor) -> list[User]:
    """Whoever could go on with a draft, besides the person who asks."""
    return [user for _id, user in writers_of([application]) if user.id != by.id]
