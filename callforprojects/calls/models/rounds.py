"""Rounds: what happens at a date in a call, once or several times."""

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.calls.statuses import Dated, Publication, RoundKind
from callforprojects.core.data.database import Model, choices, unique_among
from callforprojects.core.data.versions import Versioned
from callforprojects.questionnaires.models import Questionnaire

if TYPE_CHECKING:
    from callforprojects.calls.models.calls import Call


class Round(Dated, Versioned, Model):
    """One turn of a call: what it asks, when it opens and closes, when its results are known.

    A call has one, or several in the order of `position`. The addresses of the call mean the one
    that `is_current`. Dates are instants.
    """

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("call_id", "position"),
        CheckConstraint("position >= 1", name="counted_from_one"),
        CheckConstraint("closes_at IS NULL OR opens_at < closes_at", name="opens_before_closing"),
        unique_among("is_current", "ix_round_current", "call_id"),
    )

    call_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("call.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=1)
    kind: Mapped[RoundKind] = mapped_column(
        choices(RoundKind, name="round_kind"), default=RoundKind.STAGE
    )
    is_current: Mapped[bool] = mapped_column(default=True)
    questionnaire_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("questionnaire.id"), unique=True)
    opens_at: Mapped[datetime | None] = mapped_column(index=True)
    questions_until: Mapped[datetime | None]
    closes_at: Mapped[datetime | None] = mapped_column(index=True)
    results_expected_on: Mapped[date | None]
    announced_at: Mapped[datetime | None]

    call: Mapped["Call"] = relationship(lazy="raise_on_sql")
    questionnaire: Mapped[Questionnaire] = relationship(lazy="raise_on_sql")
    postponements: Mapped[list["Postponement"]] = relationship(
        lazy="raise_on_sql", order_by="Postponement.created_at", cascade="all, delete-orphan"
    )

    @property
    def status(self) -> Publication:
        """What somebody decided of the call (`call` must be loaded)."""
        return self.call.status


class Postponement(Model):
    """A published round whose closing was moved to a later instant, and why. Shown to everybody."""

    __tablename__ = "call_postponement"
    __table_args__ = (CheckConstraint("closes_at > previous_closes_at", name="later_closing"),)

    round_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("round.id", ondelete="CASCADE"), index=True
    )
    previous_closes_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    reason: Mapped[str]
