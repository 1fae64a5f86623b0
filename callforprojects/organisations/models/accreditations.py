"""Who may act for an organisation: accreditation requests, and the domains that are known."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.accounts.models import User
from callforprojects.core.data.database import Model, choices, unique_among
from callforprojects.core.data.values import SIREN
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.organisations.models.bodies import Organisation

CODE_LIFETIME = timedelta(days=14)


class AccreditationStatus(LabelledEnum):
    PENDING = "pending", pgettext("accreditation", "Waiting for an answer"), "info"
    GRANTED = "granted", pgettext("accreditation", "Granted"), "success"
    REFUSED = "refused", pgettext("accreditation", "Refused")


ACCREDITATION_MOVES = {
    AccreditationStatus.PENDING: {AccreditationStatus.GRANTED, AccreditationStatus.REFUSED},
}


class Proof(LabelledEnum):
    """How the platform came to know that somebody acts for an organisation."""

    KNOWN_DOMAIN = "known_domain", _("The address is at a known domain of the organisation")
    CODE = "code", _("A code sent to an address of a public register")
    EXAMINED = "examined", _("An administrator of the platform has examined the request")


class AccreditationRequest(Model):
    """Somebody who registered an organisation asks to act for it.

    `statement` is theirs, `reason` of who answered. The code was sent to an address that an
    administrator of the platform copied from a public register (`code_register`), never the
    person's: only its hash is kept.
    """

    __tablename__ = "accreditation_request"
    __table_args__ = (
        # an organisation that is not accredited has one request that waits at most
        unique_among("status = 'pending'", "uq_accreditation_request_pending", "organisation_id"),
    )

    organisation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )
    statement: Mapped[str] = mapped_column(default="")
    status: Mapped[AccreditationStatus] = mapped_column(
        choices(AccreditationStatus, name="accreditation_status"),
        default=AccreditationStatus.PENDING,
    )
    proof: Mapped[Proof | None] = mapped_column(choices(Proof, name="accreditation_proof"))
    reason: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    decided_at: Mapped[datetime | None]
    code_hash: Mapped[str | None]
    code_sent_to: Mapped[str] = mapped_column(default="")
    code_register: Mapped[str] = mapped_column(default="")
    code_sent_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    user: Mapped[User] = relationship(lazy="raise_on_sql", foreign_keys=[user_id])
    decided_by: Mapped[User | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[decided_by_id]
    )

    @property
    def is_pending(self) -> bool:
        return self.status is AccreditationStatus.PENDING

    @property
    def code_expires_at(self) -> datetime | None:
        return self.code_sent_at + CODE_LIFETIME if self.code_sent_at else None

    def has_code(self, at: datetime) -> bool:
        """Whether a code was sent that can still be entered."""
        expires_at = self.code_expires_at
        return (
            self.is_pending
            and self.code_hash is not None
            and expires_at is not None
            and at < expires_at
        )


class KnownDomain(Model):
    """What follows the @ in the addresses of an institution, entered by administrators.

    By SIREN: it is known before the organisation is registered. Two institutions may share one.
    `name` is that of the institution, copied from a register; empty where the list of territories
    says it.
    """

    __tablename__ = "known_domain"
    __table_args__ = (UniqueConstraint("siren", "domain"),)

    siren: Mapped[str]
    domain: Mapped[str] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(default="")
    added_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"), index=True)

    @property
    def siren_in_words(self) -> str:
        return SIREN.to_display(self.siren)
