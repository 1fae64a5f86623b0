"""Who belongs to an organisation as what, and how one comes to belong."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.accounts.models import User
from callforprojects.core.data.database import Model, choices
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.organisations.models.bodies import Organisation

INVITATION_LIFETIME = timedelta(days=14)


class Role(LabelledEnum):
    """What a member may do: administrators also manage members, readers only read."""

    ADMINISTRATOR = (
        "administrator",
        _("Administrator"),
        _("Administrator: edits, invites and removes members"),
    )
    EDITOR = "editor", _("Editor"), _("Editor: writes applications and calls")
    READER = "reader", _("Reader"), _("Reader: reads everything, changes nothing")

    def __init__(self, value: str, label: Sentence | None = None, in_words: Sentence = "") -> None:
        super().__init__(value, label)
        self.in_words = in_words

    def or_higher(self, other: "Role") -> "Role":
        """Of two roles of one person, the one that may do more."""
        return max(self, other, key=[Role.READER, Role.EDITOR, Role.ADMINISTRATOR].index)


class Membership(Model):
    """A person's seat in an organisation. The signatory is the elected one who commits it."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("organisation_id", "user_id"),)

    organisation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[Role] = mapped_column(choices(Role, name="role"))
    is_signatory: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    user: Mapped[User] = relationship(lazy="raise_on_sql")


class Invitation(Model):
    """An offer of membership sent by mail: single-use, expiring; only the token's hash is kept."""

    __tablename__ = "invitation"

    organisation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    email: Mapped[str] = mapped_column(index=True)
    role: Mapped[Role] = mapped_column(choices(Role, name="role"))
    is_signatory: Mapped[bool] = mapped_column(default=False)
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    invited_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    invited_by: Mapped[User] = relationship(lazy="raise_on_sql")

    @property
    def sent_at(self) -> datetime:
        """When it was last sent: sent again, it is good for as long once more."""
        return self.expires_at - INVITATION_LIFETIME

    @property
    def is_pending(self) -> bool:
        """Whether nobody has accepted it or taken it back; it may be too old."""
        return self.accepted_at is None and self.revoked_at is None

    def is_usable(self, at: datetime) -> bool:
        return self.is_pending and at < self.expires_at


class JoinRequestStatus(LabelledEnum):
    PENDING = "pending", _("Waiting for an answer"), "info"
    APPROVED = "approved", _("Approved"), "success"
    REFUSED = "refused", _("Refused")


JOIN_MOVES = {
    JoinRequestStatus.PENDING: {JoinRequestStatus.APPROVED, JoinRequestStatus.REFUSED},
}


class JoinRequest(Model):
    """Somebody whose e-mail domain matches asks to belong; an administrator of it answers."""

    __tablename__ = "join_request"

    organisation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )
    message: Mapped[str] = mapped_column(default="")
    status: Mapped[JoinRequestStatus] = mapped_column(
        choices(JoinRequestStatus, name="join_request_status"), default=JoinRequestStatus.PENDING
    )
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    decided_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    user: Mapped[User] = relationship(lazy="raise_on_sql", foreign_keys=[user_id])
