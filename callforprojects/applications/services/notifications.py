"""Writing to applicants when their call is postponed or cancelled: once to each person.

Concerned are the members who may write, of the organisations that have a draft or a filed
application; and the address that got a receipt, when it is nobody's of them. When nobody has
proved that this one is theirs, it is told no words of the applicant nor of the funder.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from callforprojects.accounts.models import User
from callforprojects.accounts.queries import proved_among
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.events import call_cancelled, call_postponed
from callforprojects.calls.models import Call, Postponement
from callforprojects.calls.queries import sender_of
from callforprojects.core.data.database import db
from callforprojects.core.data.deletion import is_kept
from callforprojects.core.web.links import absolute_url
from callforprojects.messages.services import write_message
from callforprojects.organisations.models import Membership, Organisation, Role


@dataclass(slots=True)
class Reader:
    """Somebody to write to, about some applications."""

    email: str
    language: str
    user: User | None = None
    applications: list[Application] = field(default_factory=list)


def count_applicants(call: Call) -> int:
    """How many people would be written to: the addresses of `readers_of`, counted in SQL."""
    organisation_ids = sa.select(Application.organisation_id).where(*_live(call))
    writers = sa.select(User.email).join(Membership, Membership.user_id == User.id)
    contacts = sa.select(sa.func.lower(Organisation.contact_email)).join(
        Application, Application.organisation_id == Organisation.id
    )
    addresses = sa.union(
        writers.where(*_may_write(), Membership.organisation_id.in_(organisation_ids)),
        contacts.where(
            *_live(call),
            Application.submitted_at.is_not(None),
            Organisation.contact_email != "",
        ),
    )
    counting = sa.select(sa.func.count()).select_from(addresses.subquery())
    return db.session.scalar(counting) or 0


@call_postponed.connect
def notify_applicants_postponed(call: Call, postponement: Postponement) -> None:
    """The new closing, with the reason, and what each has to do by then."""
    db.session.flush()
    _write_to_all(
        call,
        "applications/postponed",
        f"postponed:{postponement.id}",
        {"previous": postponement.previous_closes_at, "reason": postponement.reason},
    )


@call_cancelled.connect
def notify_applicants_cancelled(call: Call) -> None:
    """The end of the call, with the reason."""
    _write_to_all(
        call,
        "applications/cancelled",
        f"cancelled:{call.id}",
        {"reason": call.cancellation_reason},
    )


def readers_of(call: Call) -> Sequence[Reader]:
    """Each person once, with their applications to the call; addresses in lower case."""
    applications = _live_applications(call)
    readers: dict[str, Reader] = {}
    for organisation_id, user in writers_of(applications):
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
        .where(*_live(call))
        .options(joinedload(Application.organisation))
        .order_by(Application.id)
    ).all()


def _live(call: Call) -> tuple[sa.ColumnElement[bool], ...]:
    statuses = [ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED]
    return (
        Application.round_id == call.current_round.id,
        is_kept(Application),
        Application.status.in_(statuses),
    )


def _may_write() -> tuple[sa.ColumnElement[bool], ...]:
    """Of the members and the people they are: those who may write, and can still sign in."""
    roles = [Role.ADMINISTRATOR, Role.EDITOR]
    return Membership.role.in_(roles), User.is_active.is_(True)


def writers_of(applications: Sequence[Application]) -> list[tuple[object, User]]:
    """The members who may write, each organisation in its turn."""
    rows = db.session.execute(
        sa.select(Membership.organisation_id, User)
        .join(User, User.id == Membership.user_id)
        .where(
            *_may_write(), Membership.organisation_id.in_({a.organisation_id for a in applications})
        )
        .order_by(User.email, Membership.organisation_id)
    )
    return [(row.organisation_id, row.User) for row in rows]


def _write_to_all(call: Call, template: str, key: str, context: dict[str, object]) -> None:
    readers, sender = readers_of(call), sender_of(call)
    proved = proved_among([reader.email for reader in readers])
    url = absolute_url("applications.mine")
    for reader in readers:
        is_proved = reader.email in proved
        write_message(
            to=reader.email,
            template=template,
            language=reader.language,
            context={
                **context,
                "reason": context["reason"] if is_proved else "",
                "addressee": "" if reader.user is None else reader.user.full_name,
                "call": call,
                "applications": reader.applications,
                "is_proved": is_proved,
                "url": url,
            },
            user_id=None if reader.user is None else reader.user.id,
            about=call,
            names=reader.applications,
            sender=sender,
            key=f"{key}:{reader.email}",
        )
