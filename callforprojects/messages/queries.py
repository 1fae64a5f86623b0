"""Reading the outbox."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, union
from sqlalchemy.orm import load_only

from callforprojects.core.data.database import Model, db
from callforprojects.core.data.feature import people
from callforprojects.core.data.visibility import all_hidden, subject_visible_to
from callforprojects.core.data.visitors import Recipient, Visitor
from callforprojects.core.tables import TableState
from callforprojects.core.tables.pagination import Page, paginate
from callforprojects.messages.models import (
    RELEASABLE,
    UNPOSTED,
    Message,
    MessageMention,
    MessageStatus,
)


@dataclass(frozen=True, slots=True)
class Releasable:
    """What would leave again, by status, and how many hold nothing any more that could leave."""

    counts: Mapping[MessageStatus, int]
    emptied: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def messages_visible_to(visitor: Visitor) -> ColumnElement[bool]:
    """The mails that a person may know of: neither about nor naming what is hidden from them."""
    naming = select(MessageMention.message_id).where(
        ~subject_visible_to(visitor, MessageMention.kind, MessageMention.thing_id)
    )
    return and_(
        subject_visible_to(visitor, Message.about_kind, Message.about_id), Message.id.not_in(naming)
    )


def about_what_is_hidden(visitor: Visitor) -> frozenset[uuid.UUID]:
    """The mails about, or naming, things of which a person must know nothing."""
    kinds = list(all_hidden(visitor, but=Message))
    if not kinds:
        return frozenset()
    about = [and_(Message.about_kind == kind, Message.about_id.in_(found)) for kind, found in kinds]
    naming = [
        and_(MessageMention.kind == kind, MessageMention.thing_id.in_(found))
        for kind, found in kinds
    ]
    query = union(
        select(Message.id).where(or_(*about)), select(MessageMention.message_id).where(or_(*naming))
    )
    return frozenset(db.session.scalars(query))


def received_by(person: Visitor) -> ColumnElement[bool]:
    """The mails sent to a person: to their account, or to their address when it had none.

    An address may have belonged to somebody else before.
    """
    to_address = and_(Message.user_id.is_(None), Message.to_email == person.email)
    return or_(Message.user_id == person.id, to_address)


def recipient_of(message: Message) -> Recipient | None:
    """Who has an account at the address of a mail."""
    user_id = message.user_id or people().at_address(message.to_email)
    return None if user_id is None else Recipient(user_id)


def things_of(message: Message) -> list[tuple[str | None, uuid.UUID | None]]:
    """What a mail is about, and what it names: kinds and identifiers."""
    query = select(MessageMention.kind, MessageMention.thing_id).where(
        MessageMention.message_id == message.id
    )
    named = [(row.kind, row.thing_id) for row in db.session.execute(query)]
    return [(message.about_kind, message.about_id), *named]


def mailbox(visitor: Visitor, state: TableState, *, with_unposted: bool = False) -> Page[Message]:
    """A page of the mails sent or about to be (`tables.mailbox_table`).

    `with_unposted` adds those that wait for an announcement and those that never left.
    """
    query = select(Message).where(messages_visible_to(visitor))
    if not with_unposted:
        query = query.where(Message.status.not_in(UNPOSTED))
    return paginate(state.applied_to(query), page=state.page)


def is_chosen(chosen: Collection[uuid.UUID]) -> list[ColumnElement[bool]]:
    """The condition that a mail is one of those that were chosen; none when none was."""
    return [Message.id.in_(chosen)] if chosen else []


def releasable(visitor: Visitor, wanted: Sequence[ColumnElement[bool]] = ()) -> Releasable:
    """What an administrator may send again among the mails of some conditions."""
    rows = db.session.execute(
        select(Message.status, func.count().filter(Message.text != ""), func.count())
        .where(Message.status.in_(RELEASABLE), messages_visible_to(visitor), *wanted)
        .group_by(Message.status)
    ).all()
    return Releasable(
        counts={status: whole for status, whole, _every in rows if whole},
        emptied=sum(every - whole for _status, whole, every in rows),
    )


def stopped_count(visitor: Visitor) -> int:
    """How many mails failed, came back or are uncertain: somebody has to look at them."""
    query = select(func.count(Message.id)).where(
        Message.status.in_(RELEASABLE), messages_visible_to(visitor)
    )
    return db.session.scalar(query) or 0


def undelivered_about(things: Collection[Model]) -> Mapping[uuid.UUID | None, Message]:
    """For each thing of one kind, its newest mail, when that one has not arrived."""
    if not things:
        return {}
    written = db.session.scalars(
        select(Message)
        .where(
            Message.about_kind == next(iter(things)).__tablename__,
            Message.about_id.in_([thing.id for thing in things]),
            Message.status.not_in(UNPOSTED),
        )
        .order_by(Message.id)
        .options(load_only(Message.about_id, Message.status, Message.problem, Message.created_at))
    )
    newest = {message.about_id: message for message in written}
    return {about: message for about, message in newest.items() if message.is_undelivered}


def was_written_since(instant: datetime, *, to: str, template: str) -> bool:
    """Whether this mail was written to this address since then."""
    query = select(Message.id).where(
        Message.to_email == to, Message.template == template, Message.created_at >= instant
    )
    return db.session.scalar(query.limit(1)) is not None


def due_messages(at: datetime, limit: int) -> Sequence[uuid.UUID]:
    """Which mails should leave by now, the longest waiting first."""
    return db.session.scalars(
        select(Message.id)
        .where(Message.status == MessageStatus.QUEUED, Message.next_attempt_at <= at)
        .order_by(Message.next_attempt_at, Message.id)
        .limit(limit)
    ).all()
