"""Interests: declared by the juror before opening a file."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from callforprojects.activity.services import record
from callforprojects.applications.models import Application, ConflictSource
from callforprojects.applications.services import lock_with_project
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.juries import queries
from callforprojects.juries.models import Declaration, Juror
from callforprojects.juries.services.conflicts import (
    close_file,
    notify_officers,
    refuse_without_reason,
)
from callforprojects.juries.services.refusals import refuse_when_announced


@dataclass(frozen=True, slots=True)
class Statement:
    """What a juror says of their interests in one application."""

    has_conflict: bool
    reason: str = ""


def declare_interests(
    juror: Juror, application: Application, statement: Statement, *, by: Visitor
) -> None:
    """Keep a juror's declaration (law 2013-907 of 11 October 2013, article 2).

    A conflict closes the file to them until somebody else lifts it, takes their scores on it out
    of the statistics and tells the funder. Raises DomainError when the file was not given to them,
    is closed to them already, or when a conflict has no reason.
    """
    refuse_when_announced(application.round)
    lock_with_project(application)
    if juror.id in queries.conflicted_jurors(application.id):
        raise DomainError(_("This file is closed to you already."))
    if juror.id not in queries.assigned_jurors(application.id):
        raise DomainError(_("This file was not given to you."))
    if statement.has_conflict:
        refuse_without_reason(statement.reason)
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
    close_file(by.id, application, ConflictSource.DECLARED, statement.reason, by=by)
    notify_officers(juror.full_name, application, by=by)
    record("conflict.declared", application, by=by, juror=str(juror.id))


def declare_many(
    juror: Juror, statements: Iterable[tuple[Application, Statement]], *, by: Visitor
) -> None:
    """Keep the declarations of a juror on several files at once; see `declare_interests`."""
    for application, statement in statements:
        declare_interests(juror, application, statement, by=by)
