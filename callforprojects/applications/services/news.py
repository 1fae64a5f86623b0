"""Writing to applicants when their call is postponed or cancelled: once to each person.

Concerned are the members who may write, of the organisations that have a draft or a filed
application; and the address that got a receipt, when it is nobody's of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import Call, Postponement
from callforprojects.calls.services import concern
from callforprojects.core.database import db
from callforprojects.core.links import absolute_url
from callforprojects.messages.services import write_message
from callforprojects.organisations.models import Membership, Role


@dataclass(slots=True)
class Reader:
    """Somebody to write to, about some applications."""

    email: str
    language: str
    user: User | None = None
    applications: list[Application] = field(default_factory=list)


class Applicants:
    """Those who apply to a call."""

    def count(self, call: Call) -> int:
        """How many people would be written to."""
        return len(readers_of(call))

    def tell_postponed(self, call: Call, postponement: Postponement) -> int:
        """The new closing, with the reason, and what each has to do by then."""
        db.session.flush()
        return _write_to_all(
            call,
            "applications/postponed",
            f"postponed:{postponement.id}",
            {"previous": postponement.previous_closes_at, "reason": postponement.reason},
        )

    def tell_cancelled(self, call: Call) -> int:
        """The end of the call, with the reason."""
        return _write_to_all(
            call,
            "applications/cancelled",
            f"cancelled:{call.id}",
            {"reason": call.cancellation_reason},
        )


def readers_of(call: Call) -> Sequence[Reader]:
    """Each person once, with their applications to the call; addresses in lower case."""
    applications = _live_applications(call)
    readers: dict[str, Reader] = {}
    for organisation_id, user in _writers(applications):
        reader = readers.setdefault(user.email, Reader(user.email, user.language, user))
        reader.applications += [a for a in applications if a.organisation_id == organisation_id]
    for application in applications:
        contact = application.organisation.contact_email.lower()
        if contact and application.submitted_at is not None:
            reader = readers.setdefault(contact, Reader(contact, call.language))
            if application not in reader.applications:
                reader.applications.append(application)
    return list(readers.values())


def _live_applications(call: Call) -> Sequence[Application]:
    """The drafts and what is filed: who has withdrawn is not concerned any more."""
    return db.session.scalars(
        sa.select(Application)
        .where(
            Application.call_id == call.id,
            Application.status.in_([ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED]),
        )
        .options(joinedload(Application.organisation))
        .order_by(Application.id)
    ).all()


def _writers(applications: Sequence[Application]) -> list[tuple[object, User]]:
    """The members who may write, each organisation in its turn."""
    rows = db.session.execute(
        sa.select(Membership.organisation_id, User)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.organisation_id.in_({a.organisation_id for a in applications}),
            Membership.role.in_([Role.ADMINISTRATOR, Role.EDITOR]),
            User.is_active,
        )
        .order_by(User.email, Membership.organisation_id)
    )
    return [(row.organisation_id, row.User) for row in rows]


def _write_to_all(call: Call, template: str, key: str, context: dict[str, object]) -> int:
    readers = readers_of(call)
    url = absolute_url("applications.mine")
    for reader in readers:
        write_message(
            to=reader.email,
            template=template,
            language=reader.language,
            context={**context, "call": call, "applications": reader.applications, "url": url},
            user_id=None if reader.user is None else reader.user.id,
            about=call,
            key=f"{key}:{reader.email}",
        )
    return len(readers)


concern(Applicants())
