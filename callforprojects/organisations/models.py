"""Organisations, who belongs to them as what, and how one comes to belong."""

import uuid
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from callforprojects.accounts.models import User
from callforprojects.core.database import Model, choices
from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import _
from callforprojects.core.versions import Versioned
from callforprojects.iso37101.frame import frame
from callforprojects.organisations.identifiers import shown_siren, shown_siret
from callforprojects.organisations.silence import (
    LegalNature,
    Silence,
    SilenceEffect,
    SilenceStart,
)
from callforprojects.territories.institutions import types_of
from callforprojects.territories.models import Territory
from callforprojects.territories.names import normalised

INVITATION_LIFETIME = timedelta(days=14)


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

    @property
    def in_words(self) -> Sentence:
        """The role and what it allows."""
        return {
            Role.ADMINISTRATOR: _("Administrator: edits, invites and removes members"),
            Role.EDITOR: _("Editor: writes applications and calls"),
            Role.READER: _("Reader: reads everything, changes nothing"),
        }[self]


def type_label(code: str | None) -> str:
    """A type of organisation in words; nothing when it was not given."""
    return frame().territory_type(code).label if code else ""


class Organisation(Versioned, Model):
    """A funder, a territory (one organisation per territory) or a partner.

    `territory_type` is a code of the framework's territory types (commune, cc, ca, association…):
    it says the legal nature too, but for those of which some are public and others not.
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
    own_nature: Mapped[LegalNature | None] = mapped_column(
        choices(LegalNature, name="legal_nature")
    )
    siren: Mapped[str | None] = mapped_column(index=True)
    siret: Mapped[str | None] = mapped_column(unique=True)
    email_domain: Mapped[str] = mapped_column(default="", index=True)
    website: Mapped[str] = mapped_column(default="")
    postal_address: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    storage_quota_mb: Mapped[int | None]  # without it, the setting's
    search_text: Mapped[str] = mapped_column(default="")

    territory: Mapped[Territory | None] = relationship(lazy="raise_on_sql")

    @property
    def type_label(self) -> str:
        """Its legal form, in words; nothing when it was not given."""
        return type_label(self.territory_type)

    @property
    def counts_as(self) -> frozenset[str]:
        """Its type, and those whose powers its institution exercises."""
        return types_of(self.territory_type, self.territory_id)

    @property
    def legal_nature(self) -> LegalNature | None:
        """What it is in law; None when neither its type nor its people have said."""
        if self.own_nature is not None:
            return self.own_nature
        stated = (
            frame().territory_type(self.territory_type).legal_nature if self.territory_type else ""
        )
        return LegalNature(stated) if stated else None

    @property
    def siren_in_words(self) -> str:
        return shown_siren(self.siren or "")

    @property
    def siret_in_words(self) -> str:
        return shown_siret(self.siret or "")


@event.listens_for(Organisation, "before_insert")
@event.listens_for(Organisation, "before_update")
def _write_search_text(
    _mapper: Mapper[Organisation], _connection: Connection, organisation: Organisation
) -> None:
    """What the directory looks in: whoever writes the row, it follows."""
    words = (organisation.name, organisation.aliases or "", organisation.siren or "")
    organisation.search_text = normalised(" ".join(words))


class SilenceRule(Versioned, Model):
    """What the legal service of a funder says of its silence, for one nature of applicant.

    Without a row, the law (`silence_by_law`).
    """

    __tablename__ = "silence_rule"
    __table_args__ = (
        UniqueConstraint("funder_id", "applicant_nature"),
        CheckConstraint("months BETWEEN 1 AND 12", name="months_in_bounds"),
    )

    funder_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    applicant_nature: Mapped[LegalNature] = mapped_column(
        choices(LegalNature, name="applicant_nature")
    )
    effect: Mapped[SilenceEffect] = mapped_column(choices(SilenceEffect, name="silence_effect"))
    months: Mapped[int]
    counted_from: Mapped[SilenceStart] = mapped_column(choices(SilenceStart, name="silence_start"))
    text: Mapped[str] = mapped_column(default="")

    @property
    def silence(self) -> Silence:
        return Silence(
            effect=self.effect, months=self.months, counted_from=self.counted_from, text=self.text
        )


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
