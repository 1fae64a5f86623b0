"""What organisations give to the export of a person: seats, invitations, requests."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from callforprojects.accounts.export import Records
from callforprojects.accounts.models import User
from callforprojects.core.data.database import db
from callforprojects.core.data.formats import join_words
from callforprojects.core.tables import Column
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.organisations.joined_accounts import (
    memberships_of,
)
from callforprojects.organisations.models import (
    AccreditationRequest,
    Delegation,
    Invitation,
    JoinRequest,
)


def records(user: User) -> list[Records]:
    return [
        Records(
            key="memberships",
            title=_("Organisations"),
            columns=[
                Column("organisation", _("Organisation"), lambda seat: seat.organisation.name),
                Column("role", _("Role"), lambda seat: seat.role),
                Column("is_signatory", _("Signature"), lambda seat: seat.is_signatory),
                Column("since", _("Since"), lambda seat: seat.created_at),
            ],
            rows=lambda: memberships_of(user),
        ),
        Records(
            key="invitations",
            title=_("Invitations received"),
            columns=[
                Column(
                    "organisation",
                    _("Organisation"),
                    lambda invitation: invitation.organisation.name,
                ),
                Column("role", _("Role"), lambda invitation: invitation.role),
                Column("sent_at", _("Sent on"), lambda invitation: invitation.sent_at),
                Column("accepted_at", _("Accepted on"), lambda invitation: invitation.accepted_at),
            ],
            rows=lambda: _with_organisation(Invitation, Invitation.email == user.email),
        ),
        *_delegations(user),
        Records(
            key="join_requests",
            title=_("Requests to join"),
            columns=[
                Column(
                    "organisation", _("Organisation"), lambda request: request.organisation.name
                ),
                Column("message", _("Message"), lambda request: request.message),
                Column("status", _("Status"), lambda request: request.status),
                Column("made_at", _("Made on"), lambda request: request.created_at),
            ],
            rows=lambda: _with_organisation(JoinRequest, JoinRequest.user_id == user.id),
        ),
        Records(
            key="accreditation_requests",
            title=_("Accreditation requests"),
            columns=[
                Column(
                    "organisation", _("Organisation"), lambda request: request.organisation.name
                ),
                Column("statement", _("Who you are"), lambda request: request.statement),
                Column("status", _("Status"), lambda request: request.status),
                Column("reason", _("Reason"), lambda request: request.reason),
                Column("made_at", _("Made on"), lambda request: request.created_at),
            ],
            rows=lambda: _with_organisation(
                AccreditationRequest, AccreditationRequest.user_id == user.id
            ),
        ),
    ]


def _delegations(user: User) -> list[Records]:
    """Nothing at all for somebody who signs in nobody's name: few people do."""
    delegations = _with_organisation(Delegation, Delegation.user_id == user.id)
    if not delegations:
        return []
    return [
        Records(
            key="delegations",
            title=_("Delegations of signature"),
            columns=[
                Column("organisation", _("Organisation"), lambda held: held.organisation.name),
                Column("name", _("Name"), lambda held: held.name),
                Column("capacity", _("Job title"), lambda held: held.capacity),
                Column(
                    "acts",
                    pgettext("delegation", "For"),
                    lambda held: join_words(act.label for act in held.delegated_acts),
                ),
                Column("starts_on", pgettext("delegation", "From"), lambda held: held.starts_on),
                Column("ends_on", pgettext("delegation", "Until"), lambda held: held.ends_on),
                Column("reference", _("Reference"), lambda held: held.reference),
            ],
            rows=lambda: delegations,
        ),
    ]


def _with_organisation(
    table: type[Invitation | JoinRequest | AccreditationRequest | Delegation],
    condition: ColumnElement[bool],
) -> Sequence[Any]:
    query = select(table).where(condition).options(joinedload(table.organisation))
    return db.session.scalars(query.order_by(table.id)).all()
