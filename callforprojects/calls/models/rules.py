"""The rules of a call: who may apply, for what, and how much."""

import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.calls.models.calls import Call
from callforprojects.calls.severity import Severity
from callforprojects.core.data.database import Model, choices
from callforprojects.core.data.versions import Versioned


class CallRule(Versioned, Model):
    """One rule of a call, or of one of its rounds alone.

    `kind` is the key of the ready rule that it was made from, with the `settings` of its boxes, or
    `free`. `sentence` is what applicants read, in the language of the call. `when` is the case in
    which it applies, none for always; `requirement` what it asks then: both are conditions as JSON
    (`engines.conditions`).
    """

    __tablename__ = "call_rule"
    __table_args__ = (CheckConstraint("position >= 1", name="counted_from_one"),)

    call_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("call.id", ondelete="CASCADE"), index=True
    )
    round_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("round.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    kind: Mapped[str]
    severity: Mapped[Severity] = mapped_column(choices(Severity, name="severity"))
    sentence: Mapped[str]
    when: Mapped[dict[str, Any] | None]
    requirement: Mapped[dict[str, Any]]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)

    call: Mapped[Call] = relationship(lazy="raise_on_sql")
