"""The outbox: mails written in the business transaction, delivered by the runner."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from callforprojects.core.data.clock import now
from callforprojects.core.data.database import Model, choices
from callforprojects.core.data.people import person_key
from callforprojects.core.text.i18n import pgettext
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.messages.problems import MessageProblem


class MessageStatus(LabelledEnum):
    """HELD waits for somebody to release it; UNCERTAIN was cut short while it was being sent.

    BOUNCED left, and came back: the recipient's server could not deliver it. WITHHELD did not
    leave: its recipient may no longer know what it says.
    """

    HELD = "held", pgettext("message", "Prepared"), "info"
    QUEUED = "queued", pgettext("message", "To be sent")
    SENDING = "sending", pgettext("message", "Being sent")
    SENT = "sent", pgettext("message", "Sent"), "success"
    FAILED = "failed", pgettext("message", "Failed"), "danger"
    UNCERTAIN = "uncertain", pgettext("message", "Uncertain"), "warning"
    BOUNCED = "bounced", pgettext("message", "Returned"), "danger"
    CANCELLED = "cancelled", pgettext("message", "Cancelled")
    WITHHELD = "withheld", pgettext("message", "Withheld"), "warning"


MOVES = {
    MessageStatus.HELD: {MessageStatus.QUEUED, MessageStatus.CANCELLED},
    MessageStatus.QUEUED: {MessageStatus.SENDING, MessageStatus.CANCELLED},
    MessageStatus.SENDING: {
        MessageStatus.SENT,
        MessageStatus.QUEUED,
        MessageStatus.FAILED,
        MessageStatus.UNCERTAIN,
        MessageStatus.WITHHELD,
    },
    MessageStatus.SENT: {MessageStatus.BOUNCED},
    MessageStatus.UNCERTAIN: {MessageStatus.QUEUED, MessageStatus.SENT, MessageStatus.BOUNCED},
    MessageStatus.FAILED: {MessageStatus.QUEUED},
    MessageStatus.BOUNCED: {MessageStatus.QUEUED},
}

# how long a mail waits after each try that failed: three days in all
_MINUTES = (1, 5, 14, 40, 60, 120, *[240] * 17)
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in _MINUTES)

# Written, but on their way to nobody: what they say is not known yet, or never will be.
UNPOSTED = frozenset({MessageStatus.HELD, MessageStatus.CANCELLED, MessageStatus.WITHHELD})
UNDELIVERED = frozenset({MessageStatus.FAILED, MessageStatus.BOUNCED})
RELEASABLE = UNDELIVERED | {MessageStatus.UNCERTAIN}


class Message(Model):
    """One mail to one person, as it will leave or as it left.

    A secret one holds a link that opens something by itself: its contents are not kept once sent.
    `data_begun_at` is noted just before the contents leave: until then a mail cut short may be sent
    again, from then on nobody knows whether it arrived. `problem` says why in plain words,
    `last_error` in the words of the server.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_due", "status", "next_attempt_at"),
        Index("ix_message_about", "about_kind", "about_id"),
    )

    status: Mapped[MessageStatus] = mapped_column(
        choices(MessageStatus, name="message_status"), default=MessageStatus.QUEUED
    )
    to_email: Mapped[str] = mapped_column(index=True)
    from_name: Mapped[str] = mapped_column(default="")
    reply_to: Mapped[str] = mapped_column(default="")
    user_id: Mapped[uuid.UUID | None] = mapped_column(person_key(), index=True)
    template: Mapped[str]
    language: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str]
    about_kind: Mapped[str | None]
    about_id: Mapped[uuid.UUID | None]
    key: Mapped[str | None] = mapped_column(unique=True)
    is_secret: Mapped[bool] = mapped_column(default=False)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(default=now)
    claimed_at: Mapped[datetime | None]
    data_begun_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    bounced_at: Mapped[datetime | None]
    problem: Mapped[MessageProblem | None] = mapped_column(
        choices(MessageProblem, name="message_problem")
    )
    last_error: Mapped[str | None]

    @property
    def can_be_released(self) -> bool:
        """Whether an administrator may have it sent (again): the program will not by itself."""
        return self.status in RELEASABLE and bool(self.text)

    @property
    def is_given_up(self) -> bool:
        """Whether it failed for having been tried too often."""
        return self.status is MessageStatus.FAILED and self.attempts > len(BACKOFF)

    @property
    def is_undelivered(self) -> bool:
        """Whether it is known not to have arrived, and no longer on its way."""
        return self.status in UNDELIVERED


class MessageMention(Model):
    """A thing that a mail names, beside what it is about.

    Whoever must know nothing of it neither sees the mail nor receives it.
    """

    __tablename__ = "message_mention"
    __table_args__ = (
        UniqueConstraint("message_id", "kind", "thing_id"),
        Index("ix_message_mention_thing", "kind", "thing_id"),
    )

    message_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("message.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]
    thing_id: Mapped[uuid.UUID]
