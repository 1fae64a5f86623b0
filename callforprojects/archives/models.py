"""The rules of keeping of a funder, and the eliminations that were agreed to."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.accounts.models import User
from callforprojects.applications.models import ApplicationStatus
from callforprojects.archives.keeping import MOST_YEARS, FileGroup, FinalFate, Keeping
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import Model, choices
from callforprojects.core.data.versions import Versioned
from callforprojects.core.text.errors import Sentence
from callforprojects.selection.models import Outcome


class RetentionRule(Versioned, Model):
    """How long one group of files of a funder is kept. Without a row, what is proposed."""

    __tablename__ = "retention_rule"
    __table_args__ = (
        UniqueConstraint("funder_id", "file_group"),
        CheckConstraint(f"years BETWEEN 1 AND {MOST_YEARS}", name="years_in_bounds"),
    )

    funder_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    file_group: Mapped[FileGroup] = mapped_column(choices(FileGroup, name="file_group"))
    years: Mapped[int]
    fate: Mapped[FinalFate] = mapped_column(choices(FinalFate, name="final_fate"))

    @property
    def keeping(self) -> Keeping:
        return Keeping(self.years, self.fate)


class Elimination(Model):
    """The visa by which an archives service agreed that files of a call be eliminated.

    It is written before anything is erased, and stays: with `EliminatedFile`, it is what remains.
    """

    __tablename__ = "elimination"

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("call.id"), index=True)
    visa_reference: Mapped[str]
    visa_on: Mapped[date]
    visa_authority: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    recorded_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)

    recorded_by: Mapped[User] = relationship(lazy="raise_on_sql")
    files: Mapped[list["EliminatedFile"]] = relationship(
        lazy="raise_on_sql", order_by="EliminatedFile.reference"
    )


class EliminatedFile(Model):
    """What remains of an application: its reference, its outcome, the visa.

    `erased_at` is empty until the program has erased it.
    """

    __tablename__ = "eliminated_file"

    elimination_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("elimination.id"), index=True)
    application_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    reference: Mapped[str]
    outcome: Mapped[str]
    erased_at: Mapped[datetime | None] = mapped_column(index=True)

    @property
    def outcome_label(self) -> Sentence:
        """What was announced of it; else what it was: withdrawn, or never decided."""
        if self.outcome in set(ApplicationStatus):
            return ApplicationStatus(self.outcome).label
        return Outcome(self.outcome).label
