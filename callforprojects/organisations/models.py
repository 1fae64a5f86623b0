"""Organisations, who belongs to them as what, and how one comes to belong."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.accounts.models import User
from callforprojects.core.database import Model, choices
from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import _
from callforprojects.core.versions import Versioned
from callforprojects.territories.models import Territory


class OrganisationKind(StrEnum):
    FUNDER = "funder"
    TERRITORY = "territory"
    PARTNER = "partner"

    @property
    def label(self) -> Sentence:
        return {
            OrganisationKind.FUNDER: _("Funder"),
            OrganisationKind.TERRITORY: _("Territory"),
            OrganisationKind.PARTNER: _("Partner"),
        }[self]


class Role(StrEnum):
    """What a member may do: administrators also manage members, readers only read."""

    ADMINISTRATOR = "administrator"
    EDITOR = "editor"
    READER = "reader"

    @property
    def label(self) -> Sentence:
        return {
            Role.ADMINISTRATOR: _("Administrator"),
            Role.EDITOR: _("Editor"),
            Role.READER: _("Reader"),
        }[self]


class Organisation(Versioned, Model):
    """A funder, a territory (one organisation per territory) or a partner.

    `territory_type` is a code of the framework's territory types (commune, cc, ca, association…).
    SIREN and SIRET are digits only; a body being registered may have none yet.
    """

    __tablename__ = "organisation"

    kind: Mapped[OrganisationKind] = mapped_column(
        choices(OrganisationKind, name="organisation_kind")
    )
    name: Mapped[str] = mapped_column(index=True)
    aliases: Mapped[str] = mapped_column(default="")
    territory_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"), unique=True)
    territory_type: Mapped[str | None]
    siren: Mapped[str | None] = mapped_column(index=True)
    siret: Mapped[str | None] = mapped_column(unique=True)
    email_domain: Mapped[str] = mapped_column(default="", index=True)
    website: Mapped[str] = mapped_column(default="")
    postal_address: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    territory: Mapped[Territory | None] = relationship(lazy="raise_on_sql")


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

    def is_usable(self, at: datetime) -> bool:
        return self.accepted_at is None and self.revoked_at is None and at < self.expires_at


class JoinRequestStatus(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"

    @property
    def label(self) -> Sentence:
        return {
            JoinRequestStatus.PENDING: _("Waiting for an answer"),
            JoinRequestStatus.APPROVED: _("Approved"),
            JoinRequestStatus.REFUSED: _("Refused"),
        }[self]

    @property
    def tone(self) -> str:
        return {JoinRequestStatus.PENDING: "info", JoinRequestStatus.APPROVED: "success"}.get(
            self, "neutral"
        )


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
