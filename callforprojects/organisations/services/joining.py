"""Joining by request: anybody with an account asks, an administrator of it answers."""

from callforprojects.accounts.models import User
from callforprojects.activity.services import record
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.life_cycle import transition
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.outside.mail import Mailbox
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.core.web.links import absolute_url
from callforprojects.messages.services import write_message
from callforprojects.organisations import queries
from callforprojects.organisations.models import (
    JOIN_MOVES,
    JoinRequest,
    JoinRequestStatus,
    Organisation,
    Role,
)
from callforprojects.organisations.services.bounds import check_may_request
from callforprojects.organisations.services.members import Seating, add_member
from callforprojects.organisations.services.merging import bring_drafts, lock_to_join


def request_to_join(organisation: Organisation, message: str, *, by: Visitor) -> JoinRequest:
    """Ask for a seat, and tell the administrators of the organisation.

    Raises DomainError when a seat is held or a request waits; TooMany when they have asked enough
    today.
    """
    lock(organisation)
    if queries.membership_of(by.id, organisation.id) is not None:
        raise DomainError(_("You are a member of this organisation already."))
    if queries.pending_request_of(by.id, organisation.id) is not None:
        raise DomainError(_("Your request waits for an answer already."))
    check_may_request(by)
    request = JoinRequest(organisation_id=organisation.id, user_id=by.id, message=message)
    db.session.add(request)
    record("join_request.made", organisation, by=by)
    for administrator in queries.administrators_of(organisation.id):
        _notify(
            administrator,
            organisation,
            "join_requested",
            reply_to=by.email,
            requester=by.full_name,
            address=by.email,
            message=message,
            url=absolute_url("organisations.answer_join_request", join_request_id=request.id),
        )
    return request


def approve_request(request: JoinRequest, role: Role, *, by: Visitor) -> None:
    """Let somebody in as `role`, and tell them. Needs its organisation and person loaded.

    What they drafted while they were not accredited follows them. Raises ConflictError when the
    request has its answer. Who has a seat meanwhile keeps it.
    """
    lock_to_join(request.organisation, request.user_id)
    _answer(request, JoinRequestStatus.APPROVED, by)
    bring_drafts(request.user_id, request.organisation, by=by)
    if queries.membership_of(request.user_id, request.organisation_id) is None:
        add_member(request.organisation, request.user_id, Seating(role=role), by=request.user)
    record("join_request.approved", request.organisation, by=by, role=role.value)
    _notify_answer(request, "join_approved")


def refuse_request(request: JoinRequest, *, by: Visitor) -> None:
    """Say no, and tell the person. Needs its organisation and person loaded.

    Raises ConflictError when the request has its answer.
    """
    _answer(request, JoinRequestStatus.REFUSED, by)
    record("join_request.refused", request.organisation, by=by)
    _notify_answer(request, "join_refused")


def _answer(request: JoinRequest, status: JoinRequestStatus, by: Visitor) -> None:
    lock(request)
    transition(request, "status", status, JOIN_MOVES)
    request.decided_by_id = by.id
    request.decided_at = now()


def _notify_answer(request: JoinRequest, template: str) -> None:
    organisation = request.organisation
    url = absolute_url("organisations.detail", organisation_id=organisation.id)
    _notify(request.user, organisation, template, url=url)


def _notify(
    user: User, organisation: Organisation, template: str, reply_to: str = "", **context: str
) -> None:
    write_message(
        to=user.email,
        template=f"organisations/{template}",
        language=user.language,
        context={"user": user, "organisation": organisation, **context},
        user_id=user.id,
        about=organisation,
        sender=Mailbox(reply_to or organisation.contact_email),
    )
