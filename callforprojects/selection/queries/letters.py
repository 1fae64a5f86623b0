"""The letters of a round: who receives one, which are prepared, what they say."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application, ApplicationStatus, Submission
from callforprojects.applications.queries import is_open_to
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.tables import TableState
from callforprojects.core.tables.pagination import Page, paginate_rows, row_count
from callforprojects.messages.models import Message, MessageStatus
from callforprojects.organisations.models import Membership, Organisation, Role
from callforprojects.selection.models import Act, Announcement, Decision
from callforprojects.selection.queries.order import is_live, submitted
from callforprojects.selection.queries.quotations import misquotations

_WRITERS = (Role.ADMINISTRATOR, Role.EDITOR)
_DISPLAYED = (
    MessageStatus.HELD,
    MessageStatus.QUEUED,
    MessageStatus.SENDING,
    MessageStatus.SENT,
    MessageStatus.FAILED,
    MessageStatus.UNCERTAIN,
    MessageStatus.BOUNCED,
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, with the decision that it announces."""

    message: Message
    decision: Decision
    previous_id: uuid.UUID | None = None
    next_id: uuid.UUID | None = None


def announcement_of(round_id: uuid.UUID) -> Announcement | None:
    """When the letters of a round were prepared and released, if they were."""
    return db.session.scalar(sa.select(Announcement).where(Announcement.round_id == round_id))


def act_of(round_id: uuid.UUID) -> Act | None:
    """Who decides on the applications of a round, once that is said: its current act."""
    query = sa.select(Act).where(Act.round_id == round_id, Act.current_until.is_(None))
    return db.session.scalar(query)


def last_act_of(funder_id: uuid.UUID) -> Act | None:
    """The last one of a funder, whatever its call: its author often decides again."""
    return db.session.scalar(
        sa.select(Act)
        .join(Act.round)
        .join(Round.call)
        .where(Call.funder_id == funder_id, Act.current_until.is_(None))
        .order_by(Act.signed_on.desc(), Act.id.desc())
        .limit(1)
    )


def decisions_to_write(call: Call) -> Sequence[Decision]:
    """The live decisions of a call on what was not withdrawn, with applications, organisations."""
    return db.session.scalars(
        sa.select(Decision)
        .join(Decision.application)
        .where(*submitted(call.current_round.id), is_live())
        .order_by(Application.reference)
        .options(
            contains_eager(Decision.application).options(
                joinedload(Application.organisation), joinedload(Application.created_by)
            )
        )
    ).all()


def recipients_of(call: Call) -> Mapping[uuid.UUID, Sequence[User]]:
    """For each application of a call: who may write for its organisation, and who filed it."""
    found: dict[uuid.UUID, dict[str, User]] = defaultdict(dict)
    for query in _people_of(call):
        for application_id, user in db.session.execute(query):
            found[application_id].setdefault(user.email, user)
    return {application_id: list(users.values()) for application_id, users in found.items()}


def _people_of(call: Call) -> tuple[sa.Select[uuid.UUID, User], sa.Select[uuid.UUID, User]]:
    """Applications with those who may write for them, then with those who filed them."""
    writers = (
        sa.select(Application.id, User)
        .join(Membership, Membership.organisation_id == Application.organisation_id)
        .join(User, User.id == Membership.user_id)
        .where(*submitted(call.current_round.id), Membership.role.in_(_WRITERS), User.is_active)
    )
    filers = (
        sa.select(Application.id, User)
        .join(Submission, Submission.application_id == Application.id)
        .join(User, User.id == Submission.submitted_by_id)
        .where(*submitted(call.current_round.id), User.is_active)
        .order_by(Submission.number)
    )
    return writers, filers


def held_letters(round_id: uuid.UUID) -> Sequence[Message]:
    """The letters of a call that are prepared and not released."""
    return db.session.scalars(
        _letters(round_id).where(Message.status == MessageStatus.HELD).order_by(Message.id)
    ).all()


def held_letters_of(decisions: Collection[Decision]) -> Sequence[Message]:
    """The prepared letters about some decisions."""
    return db.session.scalars(
        sa.select(Message).where(
            Message.about_kind == Decision.__tablename__,
            Message.about_id.in_([decision.id for decision in decisions]),
            Message.status == MessageStatus.HELD,
        )
    ).all()


def unwritten(call: Call) -> int:
    """How many decisions are without the letters that they need.

    Since the letters were prepared they changed, or what they quote of the jury, or those who are
    to receive them: somebody came, left, closed their account or changed their address.
    """
    wanted: dict[uuid.UUID, set[str]] = defaultdict(set)
    for query in _people_of(call):
        for application_id, email in db.session.execute(
            query.with_only_columns(Application.id, User.email, maintain_column_froms=True)
        ):
            wanted[application_id].add(email)
    prepared: dict[uuid.UUID, set[str]] = defaultdict(set)
    held = _letters(call.current_round.id).where(Message.status == MessageStatus.HELD)
    for decision_id, email in db.session.execute(
        held.with_only_columns(Decision.id, Message.to_email)
    ):
        prepared[decision_id].add(email)
    decisions = db.session.execute(
        sa.select(Decision.id, Application.id, Organisation.contact_email)
        .join(Decision.application)
        .join(Application.organisation)
        .where(*submitted(call.current_round.id), is_live())
    )
    stale = {misquotation.decision.id for misquotation in misquotations(call)}
    return sum(
        decision_id in stale or prepared[decision_id] != (wanted[application_id] or {contact_email})
        for decision_id, application_id, contact_email in decisions
    )


def letters(call: Call, visitor: Visitor, state: TableState) -> Page[Letter]:
    """A page of the letters of a call that wait or have left (`tables.LETTERS`)."""
    query = _letters_of_call(call.current_round.id, visitor)
    found = paginate_rows(state.applied_to(query), page=state.page)
    return found.of([Letter(message, decision) for message, decision in found.items])


def letter_count(call: Call) -> int:
    """How many letters are prepared for what was not withdrawn."""
    query = _letters_of_filed(call.current_round.id).where(Message.status == MessageStatus.HELD)
    return row_count(query)


def application_of_letter(message: Message) -> Application | None:
    """The application, with its call, that the decision of a letter is about."""
    if message.about_kind != Decision.__tablename__:
        return None
    return db.session.scalar(
        sa.select(Application)
        .join(Decision, Decision.application_id == Application.id)
        .where(Decision.id == message.about_id)
        .options(joinedload(Application.round).joinedload(Round.call))
    )


def letter_page(message: Message, visitor: Visitor) -> Letter:
    """One letter with its decision, application and call, and its neighbours in the list."""
    decision = db.session.scalars(
        sa.select(Decision)
        .where(Decision.id == message.about_id)
        .options(
            joinedload(Decision.application).options(
                joinedload(Application.organisation),
                joinedload(Application.round).joinedload(Round.call),
            )
        )
    ).one()
    query = _letters_of_call(decision.round_id, visitor)
    identifiers = list(db.session.scalars(query.with_only_columns(Message.id)))
    if message.id not in identifiers:
        return Letter(message, decision)
    place = identifiers.index(message.id)
    return Letter(
        message,
        decision,
        previous_id=identifiers[place - 1] if place else None,
        next_id=identifiers[place + 1] if place + 1 < len(identifiers) else None,
    )


def _letters(round_id: uuid.UUID) -> sa.Select[Any]:
    return (
        sa.select(Message)
        .join(
            Decision,
            sa.and_(Message.about_kind == Decision.__tablename__, Message.about_id == Decision.id),
        )
        .where(Decision.round_id == round_id)
    )


def _letters_of_filed(round_id: uuid.UUID) -> sa.Select[Any]:
    """Those about what was not withdrawn."""
    return (
        _letters(round_id)
        .add_columns(Decision)
        .join(Decision.application)
        .where(Application.status == ApplicationStatus.SUBMITTED)
    )


def _letters_of_call(round_id: uuid.UUID, visitor: Visitor) -> sa.Select[Any]:
    return (
        _letters_of_filed(round_id)
        .where(
            Message.status.in_(_DISPLAYED),
            is_open_to(visitor, round_id, ApplicationStatus.SUBMITTED),
        )
        .order_by(Application.reference, Message.id)
        .options(contains_eager(Decision.application).joinedload(Application.organisation))
    )
