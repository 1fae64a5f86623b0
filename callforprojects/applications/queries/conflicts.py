"""Who has stepped back from which files, and who may still read about one."""

import uuid
from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from callforprojects.accounts.models import User
from callforprojects.applications.models import (
    Application,
    ApplicationStatus,
    ConflictOfInterest,
    Project,
)
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import PERSON
from callforprojects.organisations.models import Membership, Role


def conflict_seats(user_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """The files from which a person has stepped back: all those of a project.

    With the one that was filed last comes its call, with the others nothing: a project counts once.
    """
    rows = db.session.execute(_seats(), {PERSON.key: user_id}).all()
    last = {project_id: application_id for application_id, project_id, _call_id in rows}
    return {
        application_id: str(call_id) if application_id == last[project_id] else ""
        for application_id, project_id, call_id in rows
    }


@cache
def _seats() -> "sa.Select[*tuple[Any, ...]]":
    return (
        sa.select(Application.id, Project.id, Project.call_id)
        .join(Application.project)
        .join(ConflictOfInterest, ConflictOfInterest.project_id == Project.id)
        .where(ConflictOfInterest.user_id == PERSON, ConflictOfInterest.lifted_at.is_(None))
        .order_by(Application.status != ApplicationStatus.DRAFT, Application.id)
    )


def stepped_back_from_call(user_id: uuid.UUID) -> sa.ColumnElement[bool]:
    """Whether a person has stepped back from a file of the `Call` of the query around."""
    return (
        sa.select(ConflictOfInterest.id)
        .join(Project, Project.id == ConflictOfInterest.project_id)
        .where(
            Project.call_id == Call.id,
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
                ConflictOfInterest.project_id == application.project_id,
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
