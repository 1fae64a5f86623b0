"""What organisations keep of a person: seats, invitations, requests to join."""

import uuid

from sqlalchemy import Select, delete, exists, or_, select, update
from sqlalchemy.orm import aliased

from callforprojects.accounts.models import User
from callforprojects.activity.services import record
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import Obstacle, PersonalData
from callforprojects.core.data.mail_addresses import closed_address
from callforprojects.core.data.versions import lock_all
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.messages.models import Message, MessageStatus
from callforprojects.organisations.dependents import has_acts
from callforprojects.organisations.export import records
from callforprojects.organisations.joined_accounts import (
    follow_address,
    memberships_of,
    move,
    moving,
)
from callforprojects.organisations.models import (
    AccreditationRequest,
    Delegation,
    Invitation,
    JoinRequest,
    JoinRequestStatus,
    KnownDomain,
    Membership,
    Organisation,
    Role,
)
from callforprojects.organisations.services.removal import remove_organisation

_NAMING_MAILS = [
    f"organisations/{name}"
    for name in (
        *("accreditation_requested", "accreditation_code"),
        *("join_requested", "invitation_accepted"),
    )
]


def alone_in(user_id: uuid.UUID) -> "Select[uuid.UUID]":
    """The organisations of which this person is the only member."""
    other = aliased(Membership)
    has_others = exists().where(
        other.organisation_id == Membership.organisation_id, other.user_id != user_id
    )
    return select(Membership.organisation_id).where(Membership.user_id == user_id, ~has_others)


def _lock(*users: User) -> None:
    """Nobody is let in meanwhile where they ask, or are invited, either."""
    lock_all(
        {
            *(membership.organisation for membership in memberships_of(*users)),
            *db.session.scalars(_waited_for_by(*users)),
        }
    )


def _waited_for_by(*users: User) -> "Select[Organisation]":
    """The organisations that they ask to join, or that have invited their address."""
    asked = select(JoinRequest.organisation_id).where(
        JoinRequest.user_id.in_([user.id for user in users]),
        JoinRequest.status == JoinRequestStatus.PENDING,
    )
    invited = select(Invitation.organisation_id).where(
        Invitation.email.in_([user.email for user in users]), Invitation.accepted_at.is_(None)
    )
    return select(Organisation).where(or_(Organisation.id.in_(asked), Organisation.id.in_(invited)))


def _obstacles(user: User, by: Visitor) -> list[Obstacle]:
    alone = set(db.session.scalars(alone_in(user.id)))
    found = []
    for membership in memberships_of(user):
        organisation = membership.organisation
        if membership.role is not Role.ADMINISTRATOR or _has_another_administrator(membership):
            continue
        if organisation.id not in alone:
            found.append(_to_hand_over(organisation))
        elif has_acts(organisation.id) and not by.is_administrator:
            found.append(_to_invite(organisation))
    return found


def _has_another_administrator(membership: Membership) -> bool:
    others = select(Membership.id).where(
        Membership.organisation_id == membership.organisation_id,
        Membership.role == Role.ADMINISTRATOR,
        Membership.id != membership.id,
    )
    return db.session.scalar(others.limit(1)) is not None


def _to_hand_over(organisation: Organisation) -> Obstacle:
    return Obstacle(
        sentence=_(
            "%(organisation)s would have no administrator any more: name another one first.",
            organisation=organisation.name,
        ),
        label=_("Members of %(organisation)s", organisation=organisation.name),
        endpoint="organisations.members",
        arguments={"organisation_id": organisation.id},
    )


def _to_invite(organisation: Organisation) -> Obstacle:
    return Obstacle(
        sentence=_(
            "%(organisation)s has filed applications or published calls, and would have no member "
            "any more: invite a colleague as administrator first.",
            organisation=organisation.name,
        ),
        label=_("Invite a member of %(organisation)s", organisation=organisation.name),
        endpoint="organisations.invite",
        arguments={"organisation_id": organisation.id},
    )


def _going(user: User) -> list[Sentence]:
    return [_what_goes(membership.organisation) for membership in memberships_of(user)]


def _what_goes(organisation: Organisation) -> Sentence:
    if organisation.is_accredited:
        return _("The seat in %(organisation)s.", organisation=organisation.name)
    return _("%(organisation)s, which is not accredited.", organisation=organisation.name)


def _staying(user: User) -> list[Sentence]:
    """The act that delegates a signature names who held it: what was signed stands on it.

    An address typed as that of the organisation may be somebody's own: its page states it.
    """
    has_delegated = Organisation.id.in_(
        select(Delegation.organisation_id).where(Delegation.user_id == user.id)
    )
    shows_address = Organisation.contact_email == user.email
    naming = db.session.execute(
        select(Organisation.name, has_delegated, shows_address)
        .where(or_(has_delegated, shows_address))
        .order_by(Organisation.id)
    ).all()
    return [
        *(
            _(
                "Your name and your function in the delegations of signature of %(organisation)s.",
                organisation=name,
            )
            for name, has_delegated, _shows_address in naming
            if has_delegated
        ),
        *(
            _(
                "Your e-mail address stays shown, as that of %(organisation)s: its administrators"
                " change it on its page.",
                organisation=name,
            )
            for name, _has_delegated, shows_address in naming
            if shows_address
        ),
    ]


def _forget_mails_naming(user: User) -> None:
    """What others were written of them, name and address: who asks, who has accepted."""
    of_them = or_(
        Message.text.contains(user.email, autoescape=True), Message.reply_to == user.email
    )
    db.session.execute(
        delete(Message)
        .where(
            Message.template.in_(_NAMING_MAILS), of_them, Message.status != MessageStatus.SENDING
        )
        .execution_options(synchronize_session=False)
    )


def _close(user: User, by: Visitor) -> None:
    _forget_mails_naming(user)
    for membership in memberships_of(user):
        organisation = membership.organisation
        db.session.delete(membership)
        record("member.left", organisation, by=by)
        if not organisation.is_accredited:  # it is of this person alone
            remove_organisation(organisation, by=by)
    db.session.execute(
        update(AccreditationRequest)
        .where(AccreditationRequest.user_id == user.id)
        .values(statement="")
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        delete(JoinRequest).where(
            JoinRequest.user_id == user.id, JoinRequest.status == JoinRequestStatus.PENDING
        )
    )
    for request in db.session.scalars(select(JoinRequest).where(JoinRequest.user_id == user.id)):
        request.message = ""
    for invitation in db.session.scalars(select(Invitation).where(Invitation.email == user.email)):
        if invitation.accepted_at is None and invitation.revoked_at is None:
            invitation.revoked_at = now()
        invitation.email = closed_address(user.id)


PERSONAL_DATA: PersonalData[User] = PersonalData(
    lock=_lock,
    obstacles=_obstacles,
    going=_going,
    staying=_staying,
    records=records,
    follow_address=follow_address,
    close=_close,
    moving=moving,
    move=move,
    named_in=[
        *(JoinRequest.user_id, JoinRequest.decided_by_id, Invitation.invited_by_id),
        *(AccreditationRequest.user_id, AccreditationRequest.decided_by_id),
        *(KnownDomain.added_by_id, Delegation.user_id),
    ],
)
