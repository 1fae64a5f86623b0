"""Invitations: an offer of membership by mail, single-use, for two weeks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from callforprojects.accounts.queries import normalised_email, proved_owner, user_by_email
from callforprojects.accounts.services import notify_address_taken, refuse_link_of_another
from callforprojects.activity.services import record
from callforprojects.core.data.clock import arrived_at, now
from callforprojects.core.data.database import db
from callforprojects.core.data.tokens import new_token
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.outside.mail import Mailbox
from callforprojects.core.text.errors import ConflictError, DomainError, Gone, NotAllowed
from callforprojects.core.text.i18n import _
from callforprojects.core.web.links import absolute_url
from callforprojects.messages.models import Message
from callforprojects.messages.services import write_message
from callforprojects.organisations import queries
from callforprojects.organisations.models import (
    INVITATION_LIFETIME,
    Invitation,
    Membership,
    Organisation,
    Role,
)
from callforprojects.organisations.services.bounds import (
    INVITATION_MAIL,
    check_may_invite,
    check_may_wait,
)
from callforprojects.organisations.services.members import Seating, add_member
from callforprojects.organisations.services.merging import bring_drafts, lock_to_join

UNANSWERED_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """Whom to invite, and as what."""

    email: str
    role: Role
    is_signatory: bool = False


def invite(organisation: Organisation, invitee: Invitee, *, by: Visitor) -> Invitation:
    """Offer a seat to the owner of an address.

    Raises DomainError on `email` when they have a seat, or an invitation that waits, or are who
    invites; TooMany or DomainError when the organisation has invited enough.
    """
    lock(organisation)
    email = normalised_email(invitee.email)
    user = user_by_email(email)
    if user is not None and queries.membership_of(user.id, organisation.id) is not None:
        raise DomainError(_("This person is a member already."), "email")
    if any(pending.email == email for pending in queries.pending_invitations(organisation.id)):
        raise DomainError(
            _("This person is invited already: send the invitation again instead."), "email"
        )
    if email == by.email:  # an administrator of the platform: a member has been met above
        raise DomainError(
            _("Nobody gives a seat to themself: ask a member of the organisation to invite you."),
            "email",
        )
    check_may_wait(organisation)
    check_may_invite(organisation)
    clear, stored = new_token()
    invitation = Invitation(
        organisation=organisation,
        email=email,
        role=invitee.role,
        is_signatory=invitee.is_signatory,
        token_hash=stored,
        expires_at=now() + INVITATION_LIFETIME,
        invited_by_id=by.id,
    )
    db.session.add(invitation)
    db.session.flush()
    record("member.invited", organisation, by=by, role=invitee.role.value)
    _send(invitation, clear, by)
    return invitation


def resend_member_invitation(invitation: Invitation, *, by: Visitor) -> None:
    """Send it again, good for two weeks more; the link sent before no longer works.

    Needs its organisation loaded. Raises ConflictError once accepted or revoked, TooMany when the
    organisation has written enough today.
    """
    lock(invitation.organisation)
    _check_pending(invitation)
    check_may_invite(invitation.organisation)
    clear, invitation.token_hash = new_token()
    invitation.expires_at = now() + INVITATION_LIFETIME
    record("member.invited", invitation.organisation, by=by, again=True)
    _send(invitation, clear, by)


def make_member_invitation_link(invitation: Invitation, by: Visitor) -> str:
    """A new link, good for two weeks, for who hands it over; it is kept nowhere.

    Needs its organisation loaded. Raises ConflictError once accepted or revoked.
    """
    lock(invitation.organisation)
    _check_pending(invitation)
    clear, invitation.token_hash = new_token()
    invitation.expires_at = now() + INVITATION_LIFETIME
    record("invitation.link_made", invitation.organisation, by=by)
    return absolute_url("organisations.accept_invitation", token=clear)


def revoke_invitation(invitation: Invitation, *, by: Visitor) -> None:
    """Take the offer back. Needs its organisation loaded.

    Raises ConflictError once accepted or revoked.
    """
    _check_pending(invitation)
    invitation.revoked_at = now()
    record("invitation.cancelled", invitation.organisation, by=by)


def forget_unanswered_invitations(at: datetime) -> int:
    """Remove the invitations that expired three months before `at`, with their mails.

    They hold the address of somebody who may never have heard of the platform. Gives how many went.
    """
    expired = select(Invitation.id).where(
        Invitation.accepted_at.is_(None), Invitation.expires_at < at - UNANSWERED_FOR
    )
    ids = db.session.scalars(expired).all()
    db.session.execute(
        delete(Message)
        .where(Message.about_kind == Invitation.__tablename__, Message.about_id.in_(ids))
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        delete(Invitation)
        .where(Invitation.id.in_(ids))
        .execution_options(synchronize_session=False)
    )
    return len(ids)


def accept_invitation(clear: str, *, by: Visitor) -> Membership:
    """Take the seat offered, and tell who offered it.

    Whoever has the link may: with another account than that of the address, both the address and
    who invited it are told. Somebody who has a seat since keeps it as it is.

    Raises Gone on a used, revoked or expired invitation, NotAllowed to a guest, DomainError when
    another account than the one invited has a seat already.
    """
    invitation = queries.invitation_by_token(clear)
    if invitation is not None:
        lock_to_join(invitation.organisation, by.id)
        lock(invitation)
    if invitation is None or not invitation.is_usable(arrived_at()):
        raise Gone(_("This invitation has been used, taken back, or is too old."))
    if not by.is_authenticated:
        raise NotAllowed(_("Sign in to accept this invitation."))
    known = queries.membership_of(by.id, invitation.organisation_id)
    refuse_link_of_another(invitation.email, by)
    is_another = invitation.email != by.email
    if is_another and known is not None:
        raise DomainError(
            _("You are a member already: this invitation is for %(email)s.", email=invitation.email)
        )
    invitation.accepted_at = now()
    _notify_accepted(invitation, by)
    if is_another:
        notify_address_taken(invitation.email, invitation, language=by.language)
    seating = Seating(role=invitation.role, is_signatory=invitation.is_signatory)
    bring_drafts(by.id, invitation.organisation, by=by)
    return known or add_member(invitation.organisation, by.id, seating, by=by)


def _check_pending(invitation: Invitation) -> None:
    lock(invitation)
    if not invitation.is_pending:
        raise ConflictError(_("This invitation has since been accepted or withdrawn."))


def _send(invitation: Invitation, clear: str, by: Visitor) -> None:
    """In the language of whoever receives it, or of whoever invites when that is not known.

    An address that nobody has proved is told neither a name nor an address that its sender could
    choose: the page behind the link says them, and answers go to the support of the platform.
    """
    known = proved_owner(invitation.email)
    name = invitation.organisation.name if known else queries.vetted_name(invitation.organisation)
    write_message(
        to=invitation.email,
        template=INVITATION_MAIL,
        language=known.language if known else by.language,
        context={
            "addressee": known.full_name if known else "",
            "organisation": name,
            "invitation": invitation,
            "inviter": by.full_name if known else "",
            "url": absolute_url("organisations.accept_invitation", token=clear),
        },
        user_id=known.id if known else None,
        about=invitation,
        sender=Mailbox(by.email) if known else None,
        secret=True,
    )


def _notify_accepted(invitation: Invitation, by: Visitor) -> None:
    inviter, organisation = invitation.invited_by, invitation.organisation
    write_message(
        to=inviter.email,
        template="organisations/invitation_accepted",
        language=inviter.language,
        context={
            "user": inviter,
            "organisation": organisation,
            "member": by.full_name,
            "account": by.email,
            "invited": invitation.email,
            "url": absolute_url("organisations.members", organisation_id=organisation.id),
        },
        user_id=inviter.id,
        about=organisation,
        sender=Mailbox(by.email),
    )
