"""Members: their role, their signature, their leaving. An organisation keeps an administrator."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from callforprojects.accounts.models import User
from callforprojects.accounts.services import lock_account
from callforprojects.activity.services import record
from callforprojects.core.data.database import db
from callforprojects.core.data.records import assigning
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.outside.mail import Mailbox
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.core.web.links import absolute_url
from callforprojects.messages.services import write_message
from callforprojects.organisations import queries
from callforprojects.organisations.models import Membership, Organisation, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """What a member is: a role, and whether they sign for the organisation."""

    role: Role
    is_signatory: bool = False


_assign_seating = assigning(Seating, to=Membership)


def add_member(
    organisation: Organisation, user_id: uuid.UUID, seating: Seating, *, by: Visitor | None
) -> Membership:
    """Give somebody a seat. Raises DomainError when they have one, ConflictError when their account
    is closed.
    """
    lock_account(user_id)
    if queries.membership_of(user_id, organisation.id) is not None:
        raise DomainError(_("This person is a member already."))
    membership = Membership(
        organisation_id=organisation.id,
        user_id=user_id,
        role=seating.role,
        is_signatory=seating.is_signatory,
    )
    db.session.add(membership)
    record("member.joined", organisation, by=by, role=seating.role.value)
    return membership


def update_member(membership: Membership, seating: Seating, *, by: Visitor) -> None:
    """Change a role or a signature, and tell the person. Needs its organisation and person loaded.

    Raises DomainError on `role` when the last administrator would no longer be one.
    """
    if seating.role is not Role.ADMINISTRATOR:
        _keep_an_administrator(membership.organisation, membership)
    _assign_seating(membership, seating)
    record("member.role_changed", membership.organisation, by=by, role=seating.role.value)
    if membership.user_id != by.id:
        _notify(membership.user, membership.organisation, "member_changed", role=seating.role)


def remove_member(membership: Membership, *, by: Visitor) -> None:
    """Take a seat back, and tell the person. Raises DomainError for the last administrator."""
    _keep_an_administrator(membership.organisation, membership)
    db.session.delete(membership)
    record("member.removed", membership.organisation, by=by)
    if membership.user_id != by.id:
        _notify(membership.user, membership.organisation, "member_removed", role=membership.role)


def leave_organisation(organisation: Organisation, *, by: Visitor) -> None:
    """Give one's own seat back. Raises DomainError for the last administrator."""
    membership = queries.membership_of(by.id, organisation.id)
    if membership is None:
        raise DomainError(_("You are not a member of this organisation."))
    _keep_an_administrator(organisation, membership)
    db.session.delete(membership)
    record("member.left", organisation, by=by)


def _keep_an_administrator(organisation: Organisation, leaving: Membership) -> None:
    """Two administrators who leave at the same instant wait for each other here."""
    lock(organisation)
    lock(leaving)
    others = select(Membership.id).where(
        Membership.organisation_id == organisation.id,
        Membership.role == Role.ADMINISTRATOR,
        Membership.id != leaving.id,
    )
    if leaving.role is Role.ADMINISTRATOR and db.session.scalar(others.limit(1)) is None:
        raise DomainError(
            _("The organisation needs an administrator: name another one first."), "role"
        )


def _notify(user: User, organisation: Organisation, template: str, *, role: Role) -> None:
    write_message(
        to=user.email,
        template=f"organisations/{template}",
        language=user.language,
        context={
            "user": user,
            "organisation": organisation,
            "role": role,
            "url": absolute_url("organisations.detail", organisation_id=organisation.id),
        },
        user_id=user.id,
        about=organisation,
        sender=Mailbox(organisation.contact_email),
    )
