"""What waits for a person: one question per part of the dashboard."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import joinedload

from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import Call, Publication
from callforprojects.core.database import db
from callforprojects.juries.models import (
    Assignment,
    ConflictOfInterest,
    Declaration,
    Juror,
    JurorStatus,
    Jury,
)
from callforprojects.organisations.models import (
    JoinRequest,
    JoinRequestStatus,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
)
from callforprojects.reviews.models import Review, ReviewStatus

_SHOWN = 20


def memberships_of(user_id: uuid.UUID) -> Sequence[Membership]:
    """The memberships of a person, each with its organisation, by name."""
    return db.session.scalars(
        select(Membership)
        .join(Membership.organisation)
        .where(Membership.user_id == user_id)
        .options(joinedload(Membership.organisation))
        .order_by(Organisation.name)
    ).all()


def applications_in_hand(user_id: uuid.UUID) -> Sequence[Application]:
    """The applications of a person's organisations: drafts by closing date, then the filed ones."""
    is_filed = case((Application.status == ApplicationStatus.DRAFT, 0), else_=1)
    return db.session.scalars(
        select(Application)
        .join(Application.call)
        .join(Membership, Membership.organisation_id == Application.organisation_id)
        .where(Membership.user_id == user_id)
        .options(joinedload(Application.call), joinedload(Application.organisation))
        .order_by(is_filed, Call.closes_at, Application.id)
        .limit(_SHOWN)
    ).all()


@dataclass(frozen=True, slots=True)
class CallInHand:
    """A call of one's funder, and how many applications it has."""

    call: Call
    drafts: int
    submitted: int


def calls_in_hand(user_id: uuid.UUID) -> list[CallInHand]:
    """The calls of a person's funders: those at work first, the newest first."""
    is_over = case((Call.announced_at.is_not(None), 1), else_=0)
    rows = db.session.execute(
        select(Call, _how_many(ApplicationStatus.DRAFT), _how_many(ApplicationStatus.SUBMITTED))
        .join(Membership, Membership.organisation_id == Call.funder_id)
        .where(Membership.user_id == user_id, Call.status != Publication.CANCELLED)
        .options(joinedload(Call.funder))
        .order_by(is_over, Call.id.desc())
        .limit(_SHOWN)
    )
    return [CallInHand(call, drafts, submitted) for call, drafts, submitted in rows]


def _how_many(status: ApplicationStatus) -> ColumnElement[int]:
    return (
        select(func.count())
        .where(Application.call_id == Call.id, Application.status == status)
        .correlate(Call)
        .scalar_subquery()
    )


@dataclass(frozen=True, slots=True)
class JuryInHand:
    """A jury one sits in, and how far one's work is."""

    call: Call
    due_on: date | None
    to_declare: int
    to_score: int
    submitted: int

    @property
    def total(self) -> int:
        return self.to_declare + self.to_score + self.submitted


def juries_in_hand(user_id: uuid.UUID) -> list[JuryInHand]:
    """The juries of a person; files closed by a déport do not count."""
    conflicted = select(ConflictOfInterest.application_id).where(
        ConflictOfInterest.juror_id == Assignment.juror_id,
        ConflictOfInterest.application_id == Assignment.application_id,
    )
    is_submitted = Review.status == ReviewStatus.SUBMITTED
    not_declared = Declaration.id.is_(None)
    rows = db.session.execute(
        select(
            Call,
            Jury.reviews_due_on,
            func.count(case((not_declared & ~func.coalesce(is_submitted, False), 1))),
            func.count(case((~not_declared & ~func.coalesce(is_submitted, False), 1))),
            func.count(case((is_submitted, 1))),
        )
        .join(Jury, Jury.call_id == Call.id)
        .join(Juror, Juror.jury_id == Jury.id)
        .outerjoin(Assignment, (Assignment.juror_id == Juror.id) & ~conflicted.exists())
        .outerjoin(
            Declaration,
            (Declaration.juror_id == Assignment.juror_id)
            & (Declaration.application_id == Assignment.application_id),
        )
        .outerjoin(
            Review,
            (Review.juror_id == Assignment.juror_id)
            & (Review.application_id == Assignment.application_id),
        )
        .where(Juror.user_id == user_id, Juror.status == JurorStatus.ACCEPTED)
        .group_by(Call.id, Jury.reviews_due_on)
        .order_by(Call.announced_at.is_not(None), Jury.reviews_due_on, Call.id)
    )
    found = []
    for call, due_on, to_declare, to_score, submitted in rows:
        without_files = 0 if to_declare + to_score + submitted == 0 else to_declare
        found.append(JuryInHand(call, due_on, without_files, to_score, submitted))
    return found


def requests_to_answer(user_id: uuid.UUID) -> Sequence[JoinRequest]:
    """People who ask to join an organisation that this person administers."""
    return db.session.scalars(
        select(JoinRequest)
        .join(Membership, Membership.organisation_id == JoinRequest.organisation_id)
        .where(
            Membership.user_id == user_id,
            Membership.role == Role.ADMINISTRATOR,
            JoinRequest.status == JoinRequestStatus.PENDING,
        )
        .options(joinedload(JoinRequest.organisation), joinedload(JoinRequest.user))
        .order_by(JoinRequest.id)
    ).all()


@dataclass(frozen=True, slots=True)
class HouseFigures:
    """What the house holds, counted."""

    calls: int
    applications: int
    organisations: int


def house_figures() -> HouseFigures:
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
            .where(Organisation.kind != OrganisationKind.FUNDER)
            .scalar_subquery(),
        )
    ).one()
    return HouseFigures(calls, applications, organisations)
