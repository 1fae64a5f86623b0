"""What waits for a person in their organisations: applications at work, people who ask to join."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, case, select
from sqlalchemy.orm import contains_eager, joinedload

from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import Round
from callforprojects.core.data.database import db
from callforprojects.core.data.deletion import is_kept
from callforprojects.organisations.models import (
    AccreditationRequest,
    JoinRequest,
    JoinRequestStatus,
    Membership,
    Organisation,
    Role,
)

_LIMIT = 20


def own_memberships(user_id: uuid.UUID) -> Sequence[Membership]:
    """The memberships of a person, each with its organisation, by name."""
    return db.session.scalars(
        select(Membership)
        .join(Membership.organisation)
        .where(Membership.user_id == user_id)
        .options(joinedload(Membership.organisation))
        .order_by(Organisation.search_text)
    ).all()


def dashboard_applications(user_id: uuid.UUID) -> Sequence[Application]:
    """The applications of a person's organisations: drafts by closing date, then the filed ones."""
    is_filed = case((Application.status == ApplicationStatus.DRAFT, 0), else_=1)
    return db.session.scalars(
        select(Application)
        .join(Application.round)
        .join(Round.call)
        .join(Membership, Membership.organisation_id == Application.organisation_id)
        .where(Membership.user_id == user_id, is_kept(Application))
        .options(
            contains_eager(Application.round).contains_eager(Round.call),
            joinedload(Application.organisation),
        )
        .order_by(is_filed, Round.closes_at, Application.id)
        .limit(_LIMIT)
    ).all()


def requests_to_answer(user_id: uuid.UUID) -> Sequence[JoinRequest]:
    """People who ask to join an organisation that this person administers."""
    administered = _ADMINISTERED.where(Membership.user_id == user_id)
    return db.session.scalars(
        _requests().where(JoinRequest.organisation_id.in_(administered))
    ).all()


def requests_that_nobody_answers() -> Sequence[JoinRequest]:
    """People who ask to join what nobody administers: the platform answers them."""
    return db.session.scalars(
        _requests().where(JoinRequest.organisation_id.not_in(_ADMINISTERED)).limit(_LIMIT)
    ).all()


def own_accreditation_requests(user_id: uuid.UUID) -> Sequence[AccreditationRequest]:
    """The last request for each organisation that this person has registered and waits for."""
    query = (
        select(AccreditationRequest)
        .join(AccreditationRequest.organisation)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.user_id == user_id, Organisation.accredited_at.is_(None))
        .options(contains_eager(AccreditationRequest.organisation))
        .order_by(AccreditationRequest.created_at, AccreditationRequest.id)
    )
    latest = {request.organisation_id: request for request in db.session.scalars(query)}
    return list(latest.values())


_ADMINISTERED = select(Membership.organisation_id).where(Membership.role == Role.ADMINISTRATOR)


def _requests() -> Select[JoinRequest]:
    return (
        select(JoinRequest)
        .where(JoinRequest.status == JoinRequestStatus.PENDING)
        .options(joinedload(JoinRequest.organisation), joinedload(JoinRequest.user))
        .order_by(JoinRequest.id)
    )
