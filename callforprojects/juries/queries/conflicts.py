"""Who has stepped back from which file, and who may still act on the files of a call."""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import contains_eager, joinedload

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application, ConflictOfInterest
from callforprojects.applications.queries import files_open_to
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Visitor
from callforprojects.juries.models import Assignment, Juror, Jury
from callforprojects.organisations.models import Membership, Role
from callforprojects.organisations.permissions import is_editor_of

OFFICERS = (Role.ADMINISTRATOR, Role.EDITOR)
_OF_CONFLICT = (joinedload(ConflictOfInterest.user), joinedload(ConflictOfInterest.lifted_by))


def stepped_back() -> ColumnElement[bool]:
    """The déport of the juror and of the file of an assignment, where both are joined."""
    return and_(
        ConflictOfInterest.user_id == Juror.user_id,
        ConflictOfInterest.application_id == Assignment.application_id,
        ConflictOfInterest.lifted_at.is_(None),
    )


def conflicts_of_call(round_id: uuid.UUID, visitor: Visitor) -> Sequence[ConflictOfInterest]:
    """The déports of a call, in the order in which they came, save from what the reader must not
    know of; those that were lifted are there too.
    """
    return db.session.scalars(
        select(ConflictOfInterest)
        .join(ConflictOfInterest.application)
        .where(*files_open_to(visitor, round_id))
        .order_by(ConflictOfInterest.created_at, ConflictOfInterest.id)
        .options(*_OF_CONFLICT, contains_eager(ConflictOfInterest.application))
    ).all()


def conflicts_of_file(application_id: uuid.UUID) -> Sequence[ConflictOfInterest]:
    """The déports from one file, with their person; those that were lifted are there too."""
    return db.session.scalars(
        select(ConflictOfInterest)
        .where(ConflictOfInterest.application_id == application_id)
        .order_by(ConflictOfInterest.created_at, ConflictOfInterest.id)
        .options(*_OF_CONFLICT)
    ).all()


def closed_pairs(round_id: uuid.UUID) -> frozenset[tuple[uuid.UUID, uuid.UUID]]:
    """The jurors of a call with the files that are closed to them."""
    rows = db.session.execute(
        _closed()
        .add_columns(ConflictOfInterest.application_id)
        .where(Application.round_id == round_id)
    )
    return frozenset((juror_id, application_id) for juror_id, application_id in rows)


def conflicted_jurors(application_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The jurors to whom a file is closed."""
    query = _closed().where(ConflictOfInterest.application_id == application_id)
    return frozenset(db.session.scalars(query))


def conflict_of(user_id: uuid.UUID, application_id: uuid.UUID) -> ConflictOfInterest | None:
    """The déport of a person from a file, as it stands."""
    return db.session.scalar(
        select(ConflictOfInterest).where(
            ConflictOfInterest.user_id == user_id,
            ConflictOfInterest.application_id == application_id,
            ConflictOfInterest.lifted_at.is_(None),
        )
    )


def officers_without_conflict(call: Call, *, besides: uuid.UUID | None = None) -> Sequence[User]:
    """Who writes for the funder and has stepped back from no file of this call, by name.

    `besides` leaves one person out: who would be left if they stepped back.
    """
    closed = (
        select(ConflictOfInterest.id)
        .join(Application, Application.id == ConflictOfInterest.application_id)
        .join(Application.round)
        .where(
            ConflictOfInterest.user_id == User.id,
            ConflictOfInterest.lifted_at.is_(None),
            Round.call_id == call.id,
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


def _closed() -> "Select[*tuple[uuid.UUID, ...]]":
    """The jurors who have stepped back, whatever the file, in the jury that judges it.

    The déport is of a person, who may sit in the juries of other calls too.
    """
    return (
        select(Juror.id)
        .join(Jury, Jury.id == Juror.jury_id)
        .join(ConflictOfInterest, ConflictOfInterest.user_id == Juror.user_id)
        .join(
            Application,
            and_(
                Application.id == ConflictOfInterest.application_id,
                Application.round_id == Jury.round_id,
            ),
        )
        .where(ConflictOfInterest.lifted_at.is_(None))
    )
