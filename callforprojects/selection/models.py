"""Decisions on the applications of a round, and the moment when they are announced together."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.applications.models import Application
from callforprojects.calls.models import Round
from callforprojects.core.data.append_only import append_only
from callforprojects.core.data.database import Model, choices, unique_among
from callforprojects.core.data.money import Money
from callforprojects.core.data.versions import Versioned
from callforprojects.core.text.i18n import pgettext
from callforprojects.core.text.labels import LabelledEnum


class Outcome(LabelledEnum):
    SELECTED = "selected", pgettext("decision", "Selected"), "success"
    SELECTED_WITH_CONDITIONS = (
        "selected_with_conditions",
        pgettext("decision", "Selected with conditions"),
        "success",
    )
    WAITING_LIST = "waiting_list", pgettext("decision", "Waiting list"), "warning"
    NOT_SELECTED = "not_selected", pgettext("decision", "Not selected")

    @property
    def is_funded(self) -> bool:
        return self in {Outcome.SELECTED, Outcome.SELECTED_WITH_CONDITIONS}


FUNDED = tuple(outcome for outcome in Outcome if outcome.is_funded)


class Act(Model):
    """Who decides on the applications of a round, by what right, when: printed in every letter.

    Code des relations entre le public et l'administration, L212-1: first name, last name and
    capacity of the author; L212-2: a decision notified by a site bears them and the service, and
    needs no signature.

    Rows are added and never changed: what corrects an act, or comes after it, is another. One of
    them is current, the one that is prepared or was announced last; the others say until when they
    were. `transmitted_on`, `acknowledged_on` and `transmission_reference`: when it was sent to the
    State for the review of its legality, when that was acknowledged, and under which number
    (code général des collectivités territoriales, L2131-1).
    """

    __tablename__ = "act"
    __table_args__ = (
        unique_among("current_until IS NULL", "ix_act_current", "round_id"),
        CheckConstraint(
            "acknowledged_on IS NULL OR transmitted_on IS NOT NULL",
            name="transmitted_when_acknowledged",
        ),
    )

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("round.id"), index=True)
    author_name: Mapped[str]
    author_capacity: Mapped[str]
    delegation: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date]
    number: Mapped[str] = mapped_column(default="")
    written_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    current_until: Mapped[datetime | None]
    transmitted_on: Mapped[date | None]
    acknowledged_on: Mapped[date | None]
    transmission_reference: Mapped[str] = mapped_column(default="")

    round: Mapped[Round] = relationship(lazy="raise_on_sql")


class Decision(Versioned, Model):
    """The outcome for one application: prepared silently, announced with all the others.

    Rows are added and never changed: a new one supersedes the former, and says so (`version`,
    `supersedes_id`; `decided_by_id` and `created_at` are who and when). One row of a file is live.
    The announcement freezes that one: `snapshot` is the whole decision in JSON, `sha256` the hash
    of its canonical form.
    """

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint(
            "outcome IN ('selected', 'selected_with_conditions') = (amount IS NOT NULL)",
            name="amount_when_funded",
        ),
        UniqueConstraint("application_id", "version"),
        unique_among("superseded_at IS NULL", "ix_decision_live", "application_id"),
    )
    # a row never changes: its number is that of a decision among those on its file
    __mapper_args__: Any = {}  # noqa: RUF012  # read once, by the mapper

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("application.id"))
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("round.id"), index=True)
    outcome: Mapped[Outcome] = mapped_column(choices(Outcome, name="outcome"))
    amount: Mapped[Money | None]
    reason: Mapped[str] = mapped_column(default="")
    conditions: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    announced_at: Mapped[datetime | None]
    act_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("act.id"), index=True)
    snapshot: Mapped[dict[str, Any] | None]
    sha256: Mapped[str] = mapped_column(default="")
    supersedes_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("decision.id"), unique=True)
    superseded_at: Mapped[datetime | None]

    application: Mapped[Application] = relationship(lazy="raise_on_sql")


class Announcement(Model):
    """The letters of a round: prepared, previewed, then released once.

    `justification` says why more was granted than the envelope, when it was.
    """

    __tablename__ = "announcement"

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("round.id"), unique=True)
    prepared_at: Mapped[datetime]
    prepared_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    released_at: Mapped[datetime | None]
    released_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    justification: Mapped[str] = mapped_column(default="")

    round: Mapped[Round] = relationship(lazy="raise_on_sql")


append_only(
    Act,
    apart=("current_until", "transmitted_on", "acknowledged_on", "transmission_reference"),
)
append_only(Decision, apart=("superseded_at",))
