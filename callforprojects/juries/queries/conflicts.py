"""Who has stepped back from which file, and who may still act on the files of a call."""

import uuid
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import joinedload

from callforprojects.accounts.models import User
from callforprojects.applications.models import (
    Application,
    ApplicationStatus,
    ConflictOfInterest,
    Project,
)
from callforprojects.applications.queries import files_open_to
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Visitor
from callforprojects.juries.models import Juror, Jury
from callforprojects.organisations.models import Membership, Role
from callforprojects.organisations.permissions import is_editor_of

OFFICERS = (Role.ADMINISTRATOR, Role.EDITOR)
_OF_CONFLICT = (joinedload(ConflictOfInterest.user), joinedload(ConflictOfInterest.lifted_by))


class FileConflict(NamedTuple):
    """A déport, and the file of its project that a page is about."""

    conflict: ConflictOfInterest
    application: Application


def stepped_back() -> ColumnElement[bool]:
    """The déport of the `Juror` from the project of the `Application` of the query around."""
    return and_(
        ConflictOfInterest.user_id == Juror.user_id,
        ConflictOfInterest.project_id == Application.project_id,
        ConflictOfInterest.lifted_at.is_(None),
    )


def is_closed_to_juror() -> ColumnElement[bool]:
    """Whether the `Juror` of the query around has stepped back from its `Application`."""
    closed = select(ConflictOfInterest.id).where(stepped_back())
    return closed.correlate_except(ConflictOfInterest).exists()


def conflicts_of_call(round_id: uuid.UUID, visitor: Visitor) -> list[FileConflict]:
    """The déports of a call, in the order in which they came, each with its file, save from what
    the reader must not know of; those that were lifted are there too.
    """
    return _conflicts(*files_open_to(visitor, round_id))


def conflicts_of_file(application_id: uuid.UUID) -> list[FileConflict]:
    """The déports from one file, with their person; those that were lifted are there too."""
    return _conflicts(Application.id == application_id)


def closed_pairs(round_id: uuid.UUID) -> frozenset[tuple[uuid.UUID, uuid.UUID]]:
    """The jurors of a call with the files that are closed to them."""
    rows = db.session.execute(
        _closed().add_columns(Application.id).where(Application.round_id == round_id)
    )
    return frozenset((juror_id, application_id) for juror_id, application_id in rows)


def conflicted_jurors(application_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The jurors to whom a file is closed."""
    query = _closed().where(Application.id == application_id)
    return frozenset(db.session.scalars(query))


def conflict_of(user_id: uuid.UUID, project_id: uuid.UUID) -> ConflictOfInterest | None:
    """The déport of a person from the files of a project, as it stands."""
    return db.session.scalar(
        select(ConflictOfInterest).where(
            ConflictOfInterest.user_id == user_id,
            ConflictOfInterest.project_id == project_id,
            ConflictOfInterest.lifted_at.is_(None),
        )
    )


def officers_without_conflict(call: Call, *, besides: uuid.UUID | None = None) -> Sequence[User]:
    """Who writes for the funder and has stepped back from no file of this call, by name.

    `besides` leaves one person out: who would be left if they stepped back.
    """
    closed = (
        select(ConflictOfInterest.id)
        .join(Project, Project.id == ConflictOfInterest.project_id)
        .where(
            ConflictOfInterest.user_id == User.id,
            ConflictOfInterest.lifted_at.is_(None),
            Project.call_id == call.id,
        )
        .exists()
    )
    query = (
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == call.funder_id,
            Membership.role.in_(OFFICERS),
            User.is_active,
            ~closed,
        )
        .order_by(User.search_text, User.id)
    )
    return db.session.scalars(query.where(User.id != besides) if besides else query).all()


def leaves_nobody(call: Call, visitor: Visitor) -> bool:
    """Whether nobody of the funder could act on the whole call if this officer stepped back."""
    is_officer = is_editor_of(visitor, call.funder_id)
    return is_officer and not officers_without_conflict(call, besides=visitor.id)


def _conflicts(*conditions: ColumnElement[bool]) -> list[FileConflict]:
    rows = db.session.execute(
        select(ConflictOfInterest, Application)
        .join(Application, Application.project_id == ConflictOfInterest.project_id)
        .where(*conditions)
        .order_by(ConflictOfInterest.created_at, ConflictOfInterest.id)
        .options(*_OF_CONFLICT)
    )
    return [FileConflict(*row) for row in rows]


def _closed() -> "Select[*tuple[uuid.UUID, ...]]":
    """The jurors who have stepped back, whatever the file, in the jury that judges it.

    The déport is of a person, who may sit in the juries of other calls too, and from a project,
    whose files juries of other rounds judge.
    """
    return (
        select(Juror.id)
        .join(Jury, Jury.id == Juror.jury_id)
        .join(ConflictOfInterest, ConflictOfInterest.user_id == Juror.user_id)
        .join(
            Application,
            and_(
                Application.project_id == ConflictOfInterest.project_id,
                Application.round_id == Jury.round_id,
            ),
        )
        .where(ConflictOfInterest.lifted_at.is_(None), _is_filed())
    )


def _is_filed() -> ColumnElement[bool]:
    """Withdrawn since or not: a draft of the project concerns nobody yet."""
    return Application.status != ApplicationStatus.DRAFT
