"""What waits for a person: one question per part of the dashboard."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, distinct, func, select
from sqlalchemy.orm import joinedload

from callforprojects.applications.models import (
    Application,
    ApplicationStatus,
    ConflictOfInterest,
)
from callforprojects.applications.queries import stepped_back_from_call
from callforprojects.calls.models import Call, Publication
from callforprojects.core.database import db
from callforprojects.core.deletion import is_kept
from callforprojects.juries.models import (
    Assignment,
    Declaration,
    Juror,
    JurorRole,
    JurorStatus,
    Jury,
)
from callforprojects.juries.queries import stepped_back
from callforprojects.organisations.models import (
    Invitation,
    JoinRequest,
    JoinRequestStatus,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
)
from callforprojects.organisations.queries import pending_invitations
from callforprojects.reviews.models import Review, ReviewStatus
from callforprojects.selection.models import Announcement, Decision
from callforprojects.selection.queries import left_to_colleagues

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
        .where(Membership.user_id == user_id, is_kept(Application))
        .options(joinedload(Application.call), joinedload(Application.organisation))
        .order_by(is_filed, Call.closes_at, Application.id)
        .limit(_SHOWN)
    ).all()


@dataclass(frozen=True, slots=True)
class JuryWork:
    """How far the jury of a call is: files given to somebody, opinions wanted, opinions in."""

    files: int = 0
    wanted: int = 0
    scored: int = 0


@dataclass(frozen=True, slots=True)
class CallInHand:
    """A call of one's funder, and how far the work on it is."""

    call: Call
    drafts: int
    submitted: int
    decided: int
    jurors: int
    due_on: date | None
    letters_prepared_at: datetime | None
    has_stepped_back: bool  # from a file of the call at least
    left_to_colleagues: int  # files without a decision that one has stepped back from
    work: JuryWork


def calls_in_hand(user_id: uuid.UUID) -> list[CallInHand]:
    """The calls of a person's funders: those at work first, the newest first; two queries."""
    is_over = case((Call.announced_at.is_not(None), 1), else_=0)
    rows = db.session.execute(
        select(
            Call,
            _how_many(ApplicationStatus.DRAFT),
            _how_many(ApplicationStatus.SUBMITTED),
            _decided(),
            _seated(),
            Jury.reviews_due_on,
            Announcement.prepared_at,
            stepped_back_from_call(user_id),
            left_to_colleagues(user_id),
        )
        .join(Membership, Membership.organisation_id == Call.funder_id)
        .outerjoin(Jury, Jury.call_id == Call.id)
        .outerjoin(Announcement, Announcement.call_id == Call.id)
        .where(Membership.user_id == user_id, Call.status != Publication.CANCELLED, is_kept(Call))
        .options(joinedload(Call.funder))
        .order_by(is_over, Call.id.desc())
        .limit(_SHOWN)
    ).all()
    work = _work_of([row[0].id for row in rows if row[0].announced_at is None])
    return [CallInHand(*row, work=work.get(row[0].id, JuryWork())) for row in rows]


def _work_of(call_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, JuryWork]:
    """The work of several juries, in one query; what a déport closed is not wanted any more."""
    is_closed = ConflictOfInterest.id.is_not(None)
    rows = db.session.execute(
        select(
            Application.call_id,
            func.count(distinct(Assignment.application_id)),
            func.count(case((~is_closed, 1))),
            func.count(case((Review.is_counted & ~is_closed, 1))),
        )
        .join(Assignment, Assignment.application_id == Application.id)
        .join(Juror, Juror.id == Assignment.juror_id)
        .outerjoin(ConflictOfInterest, stepped_back())
        .outerjoin(
            Review,
            (Review.juror_id == Assignment.juror_id)
            & (Review.application_id == Assignment.application_id),
        )
        .where(Application.call_id.in_(call_ids), Application.status == ApplicationStatus.SUBMITTED)
        .group_by(Application.call_id)
    )
    return {call_id: JuryWork(*counts) for call_id, *counts in rows}


def _decided() -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(Decision)
        .join(Application, Application.id == Decision.application_id)
        .where(Decision.call_id == Call.id, Application.status == ApplicationStatus.SUBMITTED)
        .correlate(Call)
        .scalar_subquery()
    )


def _seated() -> ColumnElement[int]:
    return (
        select(func.count())
        .where(Juror.jury_id == Jury.id, Juror.status == JurorStatus.ACCEPTED)
        .correlate(Jury)
        .scalar_subquery()
    )


def _how_many(status: ApplicationStatus) -> ColumnElement[int]:
    return (
        select(func.count())
        .where(Application.call_id == Call.id, Application.status == status, is_kept(Application))
        .correlate(Call)
        .scalar_subquery()
    )


@dataclass(frozen=True, slots=True)
class JuryInHand:
    """A jury one sits in, and how far one's work is."""

    call: Call
    due_on: date | None
    role: JurorRole
    to_declare: int
    to_score: int
    submitted: int

    @property
    def total(self) -> int:
        return self.to_declare + self.to_score + self.submitted


def juries_in_hand(user_id: uuid.UUID) -> list[JuryInHand]:
    """The juries of a person; files closed by a déport do not count."""
    conflicted = select(ConflictOfInterest.application_id).where(stepped_back())
    is_submitted = Review.status == ReviewStatus.SUBMITTED
    is_left = Assignment.id.is_not(None) & ~func.coalesce(is_submitted, False)
    rows = db.session.execute(
        select(
            Call,
            Jury.reviews_due_on,
            Juror.role,
            func.count(case((is_left & Declaration.id.is_(None), 1))),
            func.count(
                case((Declaration.id.is_not(None) & ~func.coalesce(is_submitted, False), 1))
            ),
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
        .where(Juror.user_id == user_id, Juror.status == JurorStatus.ACCEPTED, is_kept(Call))
        .group_by(Call.id, Jury.reviews_due_on, Juror.role)
        .order_by(Call.announced_at.is_not(None), Jury.reviews_due_on, Call.id)
    )
    return [JuryInHand(*row) for row in rows]


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
    """What the platform holds, counted."""

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


@dataclass(frozen=True, slots=True)
class Beginnings:
    """How far a new platform is: its first funder, the members of funders, published calls.

    `invitation` is the last one of the first funder that waits, until it has two officers.
    """

    funder_id: uuid.UUID | None
    officers: int
    published: int
    invitation: Invitation | None = None


def beginnings() -> Beginnings:
    """What the checklist of the first day asks: one query, and the invitations while they count."""
    is_funder = Organisation.kind == OrganisationKind.FUNDER
    funder = select(Organisation.id).where(is_funder).order_by(Organisation.id).limit(1)
    officers = (
        select(func.count(distinct(Membership.user_id)))
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(is_funder, Membership.role != Role.READER)
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
    of_officers = [each for each in pending_invitations(funder_id) if each.role is not Role.READER]
    return max(of_officers, key=lambda each: each.created_at, default=None)
