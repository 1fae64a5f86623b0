"""The activity table: append-only; the runner adds the hash chain to new rows."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from callforprojects.core.clock import now
from callforprojects.core.database import Model


class Activity(Model):
    """One thing that somebody did to one object. Never changed, never removed."""

    __tablename__ = "activity"
    __table_args__ = (Index("ix_activity_subject", "subject_kind", "subject_id", "at"),)

    at: Mapped[datetime] = mapped_column(default=now, index=True)
    verb: Mapped[str]
    actor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    subject_kind: Mapped[str]
    subject_id: Mapped[uuid.UUID]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    sequence: Mapped[int | None] = mapped_column(unique=True)
    previous_hash: Mapped[str | None]
    hash: Mapped[str | None]
