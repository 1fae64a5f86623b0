"""The seats, invitations and requests of an account, given to another of the same person."""

from collections.abc import Sequence

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import contains_eager

from callforprojects.accounts.models import User
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.tables.pagination import row_count
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, if_any, ngettext
from callforprojects.organisations.models import (
    Delegation,
    Invitation,
    JoinRequest,
    JoinRequestStatus,
    Membership,
    Organisation,
)
from callforprojects.organisations.services.merging import bring_drafts


def memberships_of(*users: User) -> Sequence[Membership]:
    """Their seats by organisation, with it; read anew, as they are once it is held."""
    query = (
        select(Membership)
        .join(Membership.organisation)
        .where(Membership.user_id.in_([user.id for user in users]))
        .options(contains_eager(Membership.organisation))
        .order_by(Organisation.id)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).all()


def moving(gone: User, kept: User) -> list[Sentence]:
    """What the first account would give the second, in words."""
    there = {membership.organisation_id: membership for membership in memberships_of(kept)}
    seats = [
        _seat_moving(membership, there.get(membership.organisation_id))
        for membership in memberships_of(gone)
    ]
    is_waiting = Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None)
    waiting = row_count(select(Invitation.id).where(Invitation.email == gone.email, *is_waiting))
    made = row_count(select(JoinRequest.id).where(JoinRequest.user_id == gone.id))
    invitations = ngettext(
        "%(num)s invitation that waits.", "%(num)s invitations that wait.", waiting
    )
    requests = ngettext(
        "%(num)s request to join an organisation.", "%(num)s requests to join organisations.", made
    )
    held = row_count(select(Delegation.id).where(Delegation.user_id == gone.id))
    signatures = ngettext(
        "%(num)s delegation of signature.", "%(num)s delegations of signature.", held
    )
    return [
        *seats,
        *if_any(waiting, invitations),
        *if_any(made, requests),
        *if_any(held, signatures),
    ]


def _seat_moving(membership: Membership, other: Membership | None) -> Sentence:
    name = membership.organisation.name
    if other is None:
        role = membership.role.label
        return _("The seat in %(organisation)s: %(role)s.", organisation=name, role=role)
    return _(
        "The seat in %(organisation)s, where both accounts have one. The higher role is kept: "
        "%(role)s.",
        organisation=name,
        role=membership.role.or_higher(other.role).label,
    )


def move(gone: User, kept: User) -> None:
    """Give the seats, requests and invitations.

    Where both belong, the higher role is kept, and the signature of either.
    """
    there = {membership.organisation_id: membership for membership in memberships_of(kept)}
    for membership in memberships_of(gone):
        other = there.get(membership.organisation_id)
        if other is None:
            membership.user_id = kept.id
            continue
        other.role = other.role.or_higher(membership.role)
        other.is_signatory = other.is_signatory or membership.is_signatory
        db.session.delete(membership)
    db.session.flush()
    organisations = [membership.organisation for membership in memberships_of(kept)]
    for organisation in [candidate for candidate in organisations if candidate.is_accredited]:
        bring_drafts(kept.id, organisation, by=kept)
    _drop_vain_requests(gone, kept)
    follow_address(kept, gone.email)
    answered = update(Invitation).where(Invitation.email == gone.email).values(email=kept.email)
    db.session.execute(answered.execution_options(synchronize_session=False))


def _drop_vain_requests(gone: User, kept: User) -> None:
    """The requests that wait where the person belongs already, or asks twice."""
    is_waiting = JoinRequest.status == JoinRequestStatus.PENDING
    joined = select(Membership.organisation_id).where(Membership.user_id == kept.id)
    requested = select(JoinRequest.organisation_id).where(
        JoinRequest.user_id == kept.id, is_waiting
    )
    is_vain = or_(
        JoinRequest.organisation_id.in_(joined),
        (JoinRequest.user_id == gone.id) & JoinRequest.organisation_id.in_(requested),
    )
    is_of_both = JoinRequest.user_id.in_([gone.id, kept.id])
    db.session.execute(
        delete(JoinRequest)
        .where(is_of_both, is_waiting, is_vain)
        .execution_options(synchronize_session=False)
    )


def follow_address(user: User, former: str) -> None:
    """Invitations that wait are of the person: those to the new address make others useless."""
    of = Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None)
    waiting = select(Invitation).where(*of)
    there = set(
        db.session.scalars(
            select(Invitation.organisation_id).where(*of, Invitation.email == user.email)
        )
    )
    for invitation in db.session.scalars(waiting.where(Invitation.email == former)):
        if invitation.organisation_id in there:
            invitation.revoked_at = now()
        else:
            invitation.email = user.email
