"""Juries: who judges which application, and what they say of their interests."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import Model, choices
from callforprojects.core.data.searching import Searchable
from callforprojects.core.text.i18n import pgettext
from callforprojects.core.text.labels import LabelledEnum


class JurorRole(LabelledEnum):
    CHAIR = "chair", pgettext("jury", "Chair")
    MEMBER = "member", pgettext("jury", "Member")


class JurorStatus(LabelledEnum):
    INVITED = "invited", pgettext("juror", "Invited"), "info"
    ACCEPTED = "accepted", pgettext("juror", "Accepted"), "success"
    DECLINED = "declined", pgettext("juror", "Declined")
    REMOVED = "removed", pgettext("juror", "Removed")


JUROR_MOVES = {
    JurorStatus.INVITED: {JurorStatus.ACCEPTED, JurorStatus.DECLINED, JurorStatus.REMOVED},
    JurorStatus.ACCEPTED: {JurorStatus.REMOVED},
    JurorStatus.DECLINED: {JurorStatus.INVITED},
    JurorStatus.REMOVED: {JurorStatus.INVITED},
}


class Jury(Model):
    """One of the bodies that judge in a round, with the date by which scores are wanted.

    They judge in the order of `position`.
    """

    __tablename__ = "jury"
    __table_args__ = (UniqueConstraint("round_id", "position"),)

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("round.id"), index=True)
    position: Mapped[int] = mapped_column(default=1)
    reviews_due_on: Mapped[date | None]

    round: Mapped[Round] = relationship(lazy="joined", innerjoin=True)
    jurors: Mapped[list["Juror"]] = relationship(
        lazy="raise_on_sql", back_populates="jury", order_by="Juror.full_name"
    )

    @property
    def call_id(self) -> uuid.UUID:
        return self.round.call_id

    @property
    def call(self) -> Call:
        """The call of its round (which must have it loaded)."""
        return self.round.call

    def is_past(self, today: date) -> bool:
        """Whether the day by which scores are wanted is over."""
        return self.reviews_due_on is not None and self.reviews_due_on < today


class Juror(Searchable, Model):
    """A seat in a jury: offered by mail, then taken by a person. `capacity`: how many files."""

    __tablename__ = "juror"
    __table_args__ = (
        UniqueConstraint("jury_id", "email"),
        UniqueConstraint("jury_id", "user_id"),
        CheckConstraint(
            "status <> 'accepted' OR user_id IS NOT NULL", name="somebody_when_accepted"
        ),
    )

    jury_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("jury.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    email: Mapped[str]
    full_name: Mapped[str]
    employer: Mapped[str] = mapped_column(default="")
    role: Mapped[JurorRole] = mapped_column(
        choices(JurorRole, name="juror_role"), default=JurorRole.MEMBER
    )
    capacity: Mapped[int | None]
    status: Mapped[JurorStatus] = mapped_column(
        choices(JurorStatus, name="juror_status"), default=JurorStatus.INVITED
    )
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    expires_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]

    jury: Mapped[Jury] = relationship(lazy="raise_on_sql", back_populates="jurors")
    user: Mapped[User | None] = relationship(lazy="raise_on_sql")

    @property
    def search_parts(self) -> tuple[str, ...]:
        return self.full_name, self.employer, self.email

    @property
    def is_judging(self) -> bool:
        """Whether they hold the seat. A former juror who is invited again has a `user_id` too."""
        return self.status is JurorStatus.ACCEPTED


class Declaration(Model):
    """What a juror says of their interests in one application, before opening it."""

    __tablename__ = "declaration"
    __table_args__ = (UniqueConstraint("juror_id", "application_id"),)

    juror_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("juror.id", ondelete="CASCADE"), index=True
    )
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("application.id"), index=True)
    has_conflict: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")
    declared_at: Mapped[datetime]


class Assignment(Model):
    """A file given to a juror. `notified_at`: when a mail about it was written to them."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("juror_id", "application_id"),)

    juror_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("juror.id", ondelete="CASCADE"), index=True
    )
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("application.id"), index=True)
    assigned_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    notified_at: Mapped[datetime | None]

    juror: Mapped[Juror] = relationship(lazy="raise_on_sql")
    application: Mapped[Application] = relationship(lazy="raise_on_sql")
