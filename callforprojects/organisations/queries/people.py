"""The people of organisations: seats, members, who asks or is asked to belong."""

import uuid
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from callforprojects.accounts.models import User
from callforprojects.core.data.clock import arrived_at
from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import Description
from callforprojects.core.data.tokens import token_hash
from callforprojects.core.data.visitors import PERSON
from callforprojects.core.tables import TableState
from callforprojects.core.tables.pagination import Page, paginate
from callforprojects.core.text.i18n import _
from callforprojects.organisations.models import (
    Delegation,
    Invitation,
    JoinRequest,
    JoinRequestStatus,
    Membership,
    Role,
    Zone,
)


def organisation_seats(user_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """A person's role in each of their organisations."""
    rows = db.session.execute(_seats(), {PERSON.key: user_id})
    return {organisation_id: role.value for organisation_id, role in rows}


@cache
def _seats() -> Select[*tuple[Any, ...]]:
    return select(Membership.organisation_id, Membership.role).where(Membership.user_id == PERSON)


def members_of(organisation_id: uuid.UUID) -> Sequence[Membership]:
    """Everybody who belongs to it, each with the person, by name."""
    return db.session.scalars(_memberships(organisation_id)).all()


def page_of_members(organisation_id: uuid.UUID, state: TableState) -> Page[Membership]:
    """One page of them, each with the person (`tables.MEMBERS`)."""
    return paginate(state.applied_to(_memberships(organisation_id)), page=state.page)


def administrators_of(organisation_id: uuid.UUID) -> Sequence[User]:
    """Who administers it; those of the platform where nobody does (yet, or any more)."""
    query = _memberships(organisation_id).where(Membership.role == Role.ADMINISTRATOR)
    own = [membership.user for membership in db.session.scalars(query)]
    return own or administrators_of_platform()


def administrators_of_platform() -> Sequence[User]:
    """Who examines accreditation requests, and answers where nobody else administers."""
    query = select(User).where(User.is_administrator, User.is_active)
    return db.session.scalars(query.order_by(User.id)).all()


def signatories_of(organisation_id: uuid.UUID) -> Sequence[User]:
    """Who commits it by their signature, by name."""
    query = _memberships(organisation_id).where(Membership.is_signatory)
    return [membership.user for membership in db.session.scalars(query)]


def membership_of(user_id: uuid.UUID, organisation_id: uuid.UUID) -> Membership | None:
    """The seat of a person in an organisation."""
    query = select(Membership).where(
        Membership.user_id == user_id, Membership.organisation_id == organisation_id
    )
    return db.session.scalar(query)


def _is_pending(organisation_id: uuid.UUID) -> tuple[ColumnElement[bool], ...]:
    return (
        Invitation.organisation_id == organisation_id,
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
    )


def pending_invitations(organisation_id: uuid.UUID) -> Sequence[Invitation]:
    """Invitations neither accepted nor revoked, expired ones too, with who invited."""
    query = (
        select(Invitation)
        .where(*_is_pending(organisation_id))
        .options(joinedload(Invitation.invited_by))
        .order_by(Invitation.email)
    )
    return db.session.scalars(query).all()


def invitation_by_token(clear: str) -> Invitation | None:
    """The invitation that a mail carried, if it can still be accepted, with what its page shows."""
    query = (
        select(Invitation)
        .where(
            Invitation.token_hash == token_hash(clear),
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > arrived_at(),
        )
        .options(joinedload(Invitation.organisation), joinedload(Invitation.invited_by))
    )
    return db.session.scalar(query)


def count_offers(organisation_id: uuid.UUID) -> tuple[int, int, int]:
    """How many seats wait for an answer, how many signatures are delegated, past ones too, and how
    many zones it keeps.
    """
    waiting = select(func.count()).where(*_is_pending(organisation_id))
    held = select(func.count()).where(Delegation.organisation_id == organisation_id)
    zones = select(func.count()).where(Zone.funder_id == organisation_id)
    counts = (waiting.scalar_subquery(), held.scalar_subquery(), zones.scalar_subquery())
    row = db.session.execute(select(*counts)).one()
    return row[0], row[1], row[2]


def waiting_invitation(invitation_id: uuid.UUID) -> Invitation | None:
    """An invitation that nobody has answered, with its organisation."""
    query = select(Invitation).where(Invitation.id == invitation_id)
    invitation = db.session.scalar(query.options(joinedload(Invitation.organisation)))
    return invitation if invitation is not None and invitation.is_pending else None


def description_of_invitation(token: str) -> Description | None:
    """Where somebody goes who has yet to sign in, when that is the page of an invitation."""
    invitation = invitation_by_token(token)
    if invitation is None:
        return None
    name = invitation.organisation.name
    sentence = _("This step leads to the invitation to join %(organisation)s.", organisation=name)
    return Description(sentence, invitation.email)


def pending_requests(organisation_id: uuid.UUID) -> Sequence[JoinRequest]:
    """Requests to join that wait for an answer, the oldest first, each with the person."""
    query = (
        select(JoinRequest)
        .where(
            JoinRequest.organisation_id == organisation_id,
            JoinRequest.status == JoinRequestStatus.PENDING,
        )
        .options(joinedload(JoinRequest.user))
        .order_by(JoinRequest.created_at)
    )
    return db.session.scalars(query).all()


def pending_request_of(user_id: uuid.UUID, organisation_id: uuid.UUID) -> JoinRequest | None:
    """The request that a person has waiting there."""
    query = select(JoinRequest).where(
        JoinRequest.user_id == user_id,
        JoinRequest.organisation_id == organisation_id,
        JoinRequest.status == JoinRequestStatus.PENDING,
    )
    return db.session.scalar(query)


def _memberships(organisation_id: uuid.UUID) -> Select[Membership]:
    return (
        select(Membership)
        .join(Membership.user)
        .where(Membership.organisation_id == organisation_id)
        .options(contains_eager(Membership.user))
        .order_by(User.search_text, User.id)
    )
