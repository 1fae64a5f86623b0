"""The activity table: append-only; the hash chain is written in the same transaction."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from callforprojects.core.data.append_only import append_only
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import Model
from callforprojects.core.data.people import person_key

FIRST_LINK = "0" * 64
"""What the first sealed row has as the hash before it."""


class Activity(Model):
    """One thing that somebody did to one object. Never changed, never removed.

    `sequence`, `previous_hash` and `hash` are its place in the chain, the hash of the row before
    it, and its own: they are written just before the commit (see `chain`).
    """

    __tablename__ = "activity"
    __table_args__ = (Index("ix_activity_subject", "subject_kind", "subject_id", "at"),)

    at: Mapped[datetime] = mapped_column(default=now, index=True)
    verb: Mapped[str] = mapped_column(index=True)
    actor_id: Mapped[uuid.UUID | None] = mapped_column(person_key(), index=True)
    subject_kind: Mapped[str]
    subject_id: Mapped[uuid.UUID]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    sequence: Mapped[int | None] = mapped_column(unique=True)
    previous_hash: Mapped[str | None]
    hash: Mapped[str | None]


class ActivityHead(Model):
    """The end of the chain, in a row of its own: rows removed from the end are missed too.

    From the row number `keyed_from` on, hashes are under the key; `signature` is that of this row.
    Both are empty only within the upgrade that brings the key.
    `touched_at` is when the program found a row here that it had not signed.
    """

    __tablename__ = "activity_head"

    sequence: Mapped[int]
    hash: Mapped[str]
    keyed_from: Mapped[int | None]
    touched_at: Mapped[datetime | None]
    signature: Mapped[str | None]


append_only(Activity)
