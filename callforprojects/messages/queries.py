"""Reading the outbox."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from callforprojects.core.access import Visitor
from callforprojects.core.database import Model, db
from callforprojects.core.pagination import Page, paginate
from callforprojects.core.visibility import shown_about
from callforprojects.messages.models import UNPOSTED, Message, MessageStatus


def mailbox(
    visitor: Visitor, recipient: str = "", *, page: int = 1, with_unposted: bool = False
) -> Page[Message]:
    """The mails sent or about to be, newest first; `recipient` is a part of the address.

    `with_unposted` adds those that wait for an announcement and those that never left.
    """
    query: Select[Any] = (
        select(Message)
        .where(shown_about(visitor, Message.about_kind, Message.about_id))
        .order_by(Message.created_at.desc(), Message.id.desc())
    )
    if not with_unposted:
        query = query.where(Message.status.not_in(UNPOSTED))
    if recipient:
        query = query.where(Message.to_email.icontains(recipient, autoescape=True))
    return paginate(query, page=page)


def was_written_since(instant: datetime, *, to: str, template: str) -> bool:
    """Whether this mail was written to this address since then."""
    query = select(Message.id).where(
        Message.to_email == to, Message.template == template, Message.created_at >= instant
    )
    return db.session.scalar(query.limit(1)) is not None


def messages_about(
    things: Collection[Model], *, status: MessageStatus | None = None
) -> Sequence[Message]:
    """The mails about some things of one kind (decisions, applications), oldest first."""
    if not things:
        return []
    kind = next(iter(things)).__tablename__
    query = select(Message).where(
        Message.about_kind == kind, Message.about_id.in_([thing.id for thing in things])
    )
    if status is not None:
        query = query.where(Message.status == status)
    return db.session.scalars(query.order_by(Message.id)).all()


def due_messages(at: datetime, limit: int) -> Sequence[uuid.UUID]:
    """Which mails should leave by now, the longest waiting first."""
    return db.session.scalars(
        select(Message.id)
        .where(Message.status == MessageStatus.QUEUED, Message.next_attempt_at <= at)
        .order_by(Message.next_attempt_at, Message.id)
        .limit(limit)
    ).all()
