"""Stepping back from a file (déport), what it forbids, and how somebody else lifts it.

Law 2013-907 of 11 October 2013, article 2: whoever has stepped back neither prepares nor decides.
"""

import uuid
from dataclasses import replace

from sqlalchemy import delete, select

from callforprojects.accounts.models import User
from callforprojects.activity.services import record
from callforprojects.applications.models import (
    Application,
    ApplicationStatus,
    ConflictOfInterest,
    ConflictSource,
)
from callforprojects.applications.permissions import list_applications
from callforprojects.applications.queries import reader_of
from callforprojects.applications.services import lock_with_project
from callforprojects.calls.models import Round
from callforprojects.calls.queries import sender_of
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.feature import landmark
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError, DomainError, NotAllowed
from callforprojects.core.text.i18n import _
from callforprojects.core.web.links import absolute_url
from callforprojects.juries import queries
from callforprojects.juries.events import conflict_declared, conflict_lifted
from callforprojects.juries.models import Declaration, Juror, Jury
from callforprojects.juries.permissions import sit
from callforprojects.juries.services.refusals import refuse_when_announced
from callforprojects.messages.services import write_message


def step_back(application: Application, reason: str, *, by: Visitor) -> None:
    """Close a file to oneself, with or without a seat in the jury. The funder is told.

    `application.call` and its funder must be loaded. Raises DomainError without a reason, once the
    call is over, or when the file is closed to them already.
    """
    refuse_when_announced(application.round)
    lock_with_project(application)
    if queries.conflict_of(by.id, application.project_id) is not None:
        raise DomainError(_("This file is closed to you already."))
    refuse_without_reason(reason)
    close_file(by.id, application, ConflictSource.DECLARED, reason, by=by)
    notify_officers(by.full_name, application, by=by)
    record("conflict.declared", application, by=by, user=str(by.id))


def pin_conflict(juror: Juror, application: Application, reason: str, *, by: Visitor) -> None:
    """Close a file to a juror because the funder knows of an interest. They are told if they sit.

    Whoever has left the jury may be found in conflict too: their marks leave then. Raises
    DomainError when the juror is of another call, or the file is closed to them already.
    """
    refuse_when_announced(application.round)
    if juror.id not in {seat.id for seat in queries.jurors_with_account(application.round_id)}:
        raise DomainError(_("This person is not a juror of this call."), field="juror")
    lock_with_project(application)
    if juror.id in queries.conflicted_jurors(application.id):
        raise DomainError(_("The file is closed to this juror already."), field="juror")
    refuse_without_reason(reason)
    assert juror.user_id is not None, "a juror who judges or has judged has an account"
    close_file(juror.user_id, application, ConflictSource.PINNED, reason, by=by)
    if juror.is_judging:
        _notify_juror(juror, application)
    record("conflict.pinned", application, by=by, juror=str(juror.id))


def lift_conflict(conflict: ConflictOfInterest, reason: str, *, by: Visitor) -> None:
    """Open a file again to somebody who had stepped back from it; they are told if they may see it.

    The déport stays in the records, with who lifted it and why. A juror declares their interests
    again before opening the file, and hands in their review again if it is to count; that of who
    left the jury counts again. `user` and `project.applications`, with their call, must be loaded.
    Raises NotAllowed to the person themselves, DomainError without a reason, ConflictError when it
    is lifted already.
    """
    application = conflict.application
    refuse_when_announced(application.round)
    if conflict.user_id == by.id:
        raise NotAllowed(_("Somebody else must lift your own conflict of interest."))
    lock_with_project(application)
    lock(conflict)
    if conflict.lifted_at is not None:
        raise ConflictError(_("This conflict of interest is lifted already."))
    refuse_without_reason(reason)
    conflict.lifted_at, conflict.lifted_by_id = now(), by.id
    conflict.lifting_reason = reason
    for juror, file in _files_to_judge(conflict.user_id, conflict.project_id):
        db.session.execute(
            delete(Declaration).where(
                Declaration.application_id == file.id, Declaration.juror_id == juror.id
            )
        )
        conflict_lifted.send(juror, application=file)
    _notify_reopened(conflict.user, application)
    record("conflict.lifted", application, by=by, user=str(conflict.user_id))


def close_file(
    user_id: uuid.UUID,
    application: Application,
    source: ConflictSource,
    reason: str,
    *,
    by: Visitor,
) -> None:
    """Write the déport, from the project of the file, and take what this person wrote of its files
    out of the statistics.
    """
    db.session.add(
        ConflictOfInterest(
            user_id=user_id,
            project_id=application.project_id,
            source=source,
            reason=reason,
            recorded_by_id=by.id,
        )
    )
    db.session.flush()
    for juror, file in _files_to_judge(user_id, application.project_id):
        conflict_declared.send(juror, application=file)


def refuse_without_reason(reason: str) -> None:
    """Raise DomainError: a déport and its lifting are said in words."""
    if not reason.strip():
        raise DomainError(_("Say in a few words which interest it is."), field="reason")


def notify_officers(name: str, application: Application, *, by: Visitor) -> None:
    """Tell the funder who has stepped back, at an address that is not theirs."""
    call = application.call
    author = db.session.get(User, call.created_by_id)
    address = reader_of(
        application, [call.contact_email, author.email if author and author.is_active else ""]
    )
    if not address:
        return
    write_message(
        to=address,
        template="juries/conflict",
        language=call.language,
        about=application,
        sender=replace(sender_of(call), email=by.email),  # the funder itself reads this one
        context={
            "name": name,
            "application": application,
            "call": call,
            "url": absolute_url("juries.choose", application_id=application.id),
        },
    )


def _notify_juror(juror: Juror, application: Application) -> None:
    """Without the name of the file, of which they must know nothing any more."""
    call = application.call
    write_message(
        to=juror.email,
        user_id=juror.user_id,
        template="juries/closed",
        language=juror.user.language if juror.user else call.language,
        about=juror,
        sender=sender_of(call),
        context={"juror": juror, "call": call},
    )


def _notify_reopened(user: User, application: Application) -> None:
    """Whoever sits in the jury no more, nor reads the file for the funder, is told nothing."""
    is_juror = sit(user, application.call)
    if not (is_juror or list_applications(user, application.call)):
        return
    write_message(
        to=user.email,
        user_id=user.id,
        template="juries/lifted",
        language=user.language,
        about=application,
        sender=sender_of(application.call),
        context={
            "name": user.full_name,
            "application": application,
            "call": application.call,
            "is_juror": is_juror,
            "url": absolute_url(landmark("files_to_judge"))
            if is_juror
            else absolute_url("applications.detail", application_id=application.id),
        },
    )


def _files_to_judge(user_id: uuid.UUID, project_id: uuid.UUID) -> list[tuple[Juror, Application]]:
    """The files of a project, each with the seat of a person in its jury, if they have one.

    The results of a round that were announced stay what they are.
    """
    rows = db.session.execute(
        select(Juror, Application)
        .join(Jury, Jury.id == Juror.jury_id)
        .join(Application, Application.round_id == Jury.round_id)
        .join(Application.round)
        .where(
            Application.project_id == project_id,
            Application.status != ApplicationStatus.DRAFT,
            Round.announced_at.is_(None),
            Juror.user_id == user_id,
        )
        .order_by(Application.id, Juror.id)
    )
    return [(juror, file) for juror, file in rows]
