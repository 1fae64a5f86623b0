"""Interests: declared by the juror before opening a file, or noted by the funder."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from callforprojects.accounts.models import User
from callforprojects.activity.services import record
from callforprojects.applications.models import Application
from callforprojects.calls.models import Call
from callforprojects.core.access import Visitor
from callforprojects.core.clock import now
from callforprojects.core.database import db
from callforprojects.core.errors import DomainError
from callforprojects.core.i18n import _
from callforprojects.core.links import absolute_url
from callforprojects.core.versions import lock
from callforprojects.juries import queries
from callforprojects.juries.models import (
    ConflictOfInterest,
    ConflictSource,
    Declaration,
    Juror,
)
from callforprojects.juries.services.seats import refuse_when_over
from callforprojects.juries.work import tell_conflict
from callforprojects.messages.services import write_message


@dataclass(frozen=True, slots=True)
class Statement:
    """What a juror says of their interests in one application."""

    has_conflict: bool
    reason: str = ""


def declare_interests(
    juror: Juror, application: Application, statement: Statement, *, by: Visitor
) -> None:
    """Keep a juror's declaration (law 2013-907 of 11 October 2013, article 2).

    A conflict closes the file to them for good, takes their scores on it out of the statistics
    and tells the funder. Raises DomainError when the file was not given to them, is closed to them
    already, or when a conflict has no reason.
    """
    refuse_when_over(application.call)
    lock(application)
    if juror.id in queries.conflicted_jurors(application.id):
        raise DomainError(_("This file is closed to you already."))
    if juror.id not in queries.assigned_jurors(application.id):
        raise DomainError(_("This file was not given to you."))
    _refuse_without_reason(statement.reason, needed=statement.has_conflict)
    declaration = db.session.scalar(
        select(Declaration).where(
            Declaration.juror_id == juror.id, Declaration.application_id == application.id
        )
    )
    if declaration is None:
        declaration = Declaration(juror_id=juror.id, application_id=application.id)
        db.session.add(declaration)
    declaration.has_conflict = statement.has_conflict
    declaration.reason = statement.reason if statement.has_conflict else ""
    declaration.declared_at = now()
    if not statement.has_conflict:
        record("interests.declared", application, by=by)
        return
    _close(juror, application, ConflictSource.DECLARED, statement.reason)
    _tell_officers(juror, application)
    record("conflict.declared", application, by=by, juror=str(juror.id))


def declare_many(
    juror: Juror, statements: Iterable[tuple[Application, Statement]], *, by: Visitor
) -> None:
    """Keep the declarations of a juror on several files at once; see `declare_interests`."""
    for application, statement in statements:
        declare_interests(juror, application, statement, by=by)


def pin_conflict(juror: Juror, application: Application, reason: str, *, by: Visitor) -> None:
    """Close a file to a juror because the funder knows of an interest. The juror is told.

    Raises DomainError when the juror is of another call, or the file is closed to them already.
    """
    refuse_when_over(application.call)
    if juror.id not in {each.id for each in queries.jurors_who_judge(application.call_id)}:
        raise DomainError(_("This person is not a juror of this call."), field="juror")
    lock(application)
    if juror.id in queries.conflicted_jurors(application.id):
        raise DomainError(_("The file is closed to this juror already."), field="juror")
    _refuse_without_reason(reason, needed=True)
    _close(juror, application, ConflictSource.PINNED, reason)
    _tell_juror(juror, application)
    record("conflict.pinned", application, by=by, juror=str(juror.id))


def _refuse_without_reason(reason: str, *, needed: bool) -> None:
    if needed and not reason.strip():
        raise DomainError(_("Say in a few words which interest it is."), field="reason")


def _close(juror: Juror, application: Application, source: ConflictSource, reason: str) -> None:
    db.session.add(
        ConflictOfInterest(
            juror_id=juror.id, application_id=application.id, source=source, reason=reason
        )
    )
    db.session.flush()
    tell_conflict(juror, application)


def _tell_officers(juror: Juror, application: Application) -> None:
    call = application.call
    write_message(
        to=_address_of(call),
        template="juries/conflict",
        language=call.language,
        about=application,
        key=f"conflict:{juror.id}:{application.id}",
        context={
            "juror": juror,
            "application": application,
            "call": call,
            "url": absolute_url("juries.choose", application_id=application.id),
        },
    )


def _address_of(call: Call) -> str:
    """Where the funder reads about this call: its contact, else who drafted it."""
    if call.contact_email:
        return call.contact_email
    author = db.session.get(User, call.created_by_id)
    return author.email if author else ""


def _tell_juror(juror: Juror, application: Application) -> None:
    call = application.call
    write_message(
        to=juror.email,
        user_id=juror.user_id,
        template="juries/closed",
        language=juror.user.language if juror.user else call.language,
        about=juror,
        key=f"closed:{juror.id}:{application.id}",
        context={"juror": juror, "application": application, "call": call},
    )
