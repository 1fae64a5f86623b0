"""The whole platform: its figures, and how far a new one is."""

import uuid
from dataclasses import dataclass, replace

from sqlalchemy import distinct, func, select

from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import Call, Publication
from callforprojects.core.data.database import db
from callforprojects.organisations.models import (
    Invitation,
    Membership,
    Organisation,
    Role,
)
from callforprojects.organisations.queries import pending_invitations


@dataclass(frozen=True, slots=True)
class PlatformFigures:
    """What the platform holds, counted."""

    calls: int
    applications: int
    organisations: int


def platform_figures() -> PlatformFigures:
    """Published calls, filed applications, territories and partners."""
    calls, applications, organisations = db.session.execute(
        select(
            select(func.count())
            .select_from(Call)
            .where(Call.status == Publication.PUBLISHED)
            .scalar_subquery(),
            select(func.count())
            .select_from(Application)
            .where(Application.status == ApplicationStatus.SUBMITTED)
            .scalar_subquery(),
            select(func.count())
            .select_from(Organisation)
            .where(
                Organisation.is_applicant,
                Organisation.accredited_at.is_not(None),
            )
            .scalar_subquery(),
        )
    ).one()
    return PlatformFigures(calls, applications, organisations)


@dataclass(frozen=True, slots=True)
class Beginnings:
    """How far a new platform is: its first funder, the members of funders, published calls.

    `invitation` is the last sent of those of the first funder that wait, until it has two officers.
    """

    funder_id: uuid.UUID | None
    officers: int
    published: int
    invitation: Invitation | None = None


def beginnings() -> Beginnings:
    """What the checklist of the first day asks: one query, and the invitations while they count."""
    funder = (
        select(Organisation.id).where(Organisation.is_funder).order_by(Organisation.id).limit(1)
    )
    officers = (
        select(func.count(distinct(Membership.user_id)))
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Organisation.is_funder, Membership.role != Role.READER)
    )
    published = select(func.count()).select_from(Call).where(Call.status == Publication.PUBLISHED)
    row = db.session.execute(
        select(funder.scalar_subquery(), officers.scalar_subquery(), published.scalar_subquery())
    ).one()
    begun = Beginnings(*row)
    if begun.funder_id is None or begun.published or begun.officers > 1:
        return begun
    return replace(begun, invitation=_last_invitation(begun.funder_id))


def _last_invitation(funder_id: uuid.UUID) -> Invitation | None:
    of_officers = [
        invitation
        for invitation in pending_invitations(funder_id)
        if invitation.role is not Role.READER
    ]
    return max(of_officers, key=lambda invitation: invitation.sent_at, default=None)
