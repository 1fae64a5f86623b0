"""Who has stepped back from which files, and who may still read about one."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application, ConflictOfInterest
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.organisations.models import Membership, Role


def conflict_seats(user_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """The files from which a person has stepped back, each with its call."""
    rows = db.session.execute(
        sa.select(ConflictOfInterest.application_id, Round.call_id)
        .join(Application, Application.id == ConflictOfInterest.application_id)
        .join(Application.round)
        .where(ConflictOfInterest.user_id == user_id, ConflictOfInterest.lifted_at.is_(None))
    )
    return {application_id: str(call_id) for application_id, call_id in rows}


def stepped_back_from_call(user_id: uuid.UUID) -> sa.ColumnElement[bool]:
    """Whether a person has stepped back from a file of the `Call` of the query around."""
    return (
        sa.select(ConflictOfInterest.id)
        .join(Application, Application.id == ConflictOfInterest.application_id)
        .join(Application.round)
        .where(
            Round.call_id == Call.id,
            ConflictOfInterest.user_id == user_id,
            ConflictOfInterest.lifted_at.is_(None),
        )
        .exists()
    )


def reader_of(application: Application, addresses: Sequence[str]) -> str:
    """Where the funder may read about a file: the first address that is not that of somebody who
    has stepped back from it, else that of a colleague. Empty when nobody is left.

    `call` must be loaded.
    """
    closed = set(
        db.session.scalars(
            sa.select(User.email)
            .join(ConflictOfInterest, ConflictOfInterest.user_id == User.id)
            .where(
                ConflictOfInterest.application_id == application.id,
                ConflictOfInterest.lifted_at.is_(None),
            )
        )
    )
    colleagues = sa.select(User.email).join(Membership, Membership.user_id == User.id)
    candidates = [address for address in addresses if address]
    if closed:
        candidates += db.session.scalars(
            colleagues.where(
                Membership.organisation_id == application.call.funder_id,
                Membership.role.in_([Role.ADMINISTRATOR, Role.EDITOR]),
                User.is_active,
            ).order_by(User.email)
        )
    return next((candidate for candidate in candidates if candidate.lower() not in closed), "")
