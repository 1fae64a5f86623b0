"""What juries give to the export of a person: seats, declarations and déports."""

from sqlalchemy import select

from callforprojects.accounts.export import Records
from callforprojects.accounts.models import User
from callforprojects.applications.models import ConflictOfInterest, Project
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.core.tables import Column
from callforprojects.core.text.i18n import _
from callforprojects.juries.joined_accounts import seats_of
from callforprojects.juries.models import (
    Declaration,
    Juror,
    Jury,
)


def records(user: User) -> list[Records]:
    """A file from which one has stepped back is named nowhere: one's own words remain."""
    return [_seats(user), _declarations(user), _conflicts(user)]


def _seats(user: User) -> Records:
    return Records(
        key="jury_seats",
        title=_("Seats in juries"),
        columns=[
            Column("call", _("Call"), lambda juror: juror.jury.call.title),
            Column("name", _("Name"), lambda juror: juror.full_name),
            Column("employer", _("Employer"), lambda juror: juror.employer),
            Column("role", _("Role"), lambda juror: juror.role),
            Column("status", _("Status"), lambda juror: juror.status),
            Column("answered_at", _("Answered on"), lambda juror: juror.answered_at),
        ],
        rows=lambda: seats_of(user),
    )


def _declarations(user: User) -> Records:
    return Records(
        key="declarations",
        title=_("Declarations of interests"),
        columns=[
            Column("call", _("Call"), lambda row: row.title),
            Column("has_conflict", _("Conflict"), lambda row: row.has_conflict),
            Column("reason", _("Reason"), lambda row: row.reason),
            Column("declared_at", _("Declared on"), lambda row: row.declared_at),
        ],
        rows=lambda: db.session.execute(
            select(
                Call.title,
                Declaration.has_conflict,
                Declaration.reason,
                Declaration.declared_at,
            )
            .join(Juror, Juror.id == Declaration.juror_id)
            .join(Jury, Jury.id == Juror.jury_id)
            .join(Jury.round)
            .join(Round.call)
            .where(Juror.user_id == user.id)
            .order_by(Declaration.id)
        ),
    )


def _conflicts(user: User) -> Records:
    return Records(
        key="conflicts",
        title=_("Conflicts of interest"),
        columns=[
            Column("call", _("Call"), lambda row: row.title),
            Column("source", _("Source"), lambda row: row.source),
            Column("reason", _("Reason"), lambda row: row.reason),
            Column("at", _("Recorded on"), lambda row: row.created_at),
            Column("lifted_at", _("Lifted on"), lambda row: row.lifted_at),
        ],
        rows=lambda: db.session.execute(
            select(
                Call.title,
                ConflictOfInterest.source,
                ConflictOfInterest.reason,
                ConflictOfInterest.created_at,
                ConflictOfInterest.lifted_at,
            )
            .join(Project, Project.id == ConflictOfInterest.project_id)
            .join(Call, Call.id == Project.call_id)
            .where(ConflictOfInterest.user_id == user.id)
            .order_by(ConflictOfInterest.id)
        ),
    )
