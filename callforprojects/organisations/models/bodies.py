"""Organisations: what they are, and what their receipts say of silence."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, select, text
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from callforprojects.core.data.database import Model, choices, unique_among
from callforprojects.core.data.formats import join_words
from callforprojects.core.data.searching import Searchable
from callforprojects.core.data.values import SIREN, SIRET
from callforprojects.core.data.versions import Versioned
from callforprojects.core.text.i18n import _
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.iso37101.frame import frame
from callforprojects.organisations.silence import (
    LegalNature,
    Silence,
    SilenceEffect,
    SilenceStart,
)
from callforprojects.territories.institutions import types_of
from callforprojects.territories.models import Territory

# The types that have a territory of their own: they register by choosing it.
TERRITORIAL = frozenset(
    {
        *("commune", "cc", "ca", "cu", "metropole", "metropole-lyon", "ept", "departement"),
        *("region", "collectivite-unique", "drom", "com", "pole-metropolitain"),
    }
)


class OrganisationKind(LabelledEnum):
    """What pages call an organisation, and as what it is registered.

    It is worked out of what the organisation does and of its type, and kept nowhere: one that pays
    and applies is of two kinds.
    """

    FUNDER = "funder", _("Funder")
    TERRITORY = "territory", _("Territory")
    PARTNER = "partner", _("Partner")


def type_label(code: str | None) -> str:
    """A type of organisation in words; nothing when it was not given."""
    return frame().territory_type(code).label if code else ""


def _one_accredited(column: str) -> Index:
    """At most one accredited organisation has each value of this column."""
    name = f"uq_organisation_{column}_accredited"
    return unique_among("accredited_at IS NOT NULL", name, column)


class Organisation(Versioned, Searchable, Model):
    """Who publishes calls (`is_funder`), who applies to them (`is_applicant`), or who does both.

    Until who registered it is accredited it is theirs alone: it drafts and files nothing, and
    others may register the same. One that is accredited is the only one of its territory, and of
    its SIRET.

    `territory_id` is the territory whose institution it is: it is listed there, and lies there.
    `place_id` is where another lies: a préfecture in its région, an association in its commune.
    `territory_type` is a code of the framework's territory types (commune, cc, ca, association…):
    it says the legal nature too, but for those of which some are public and others not.
    SIREN and SIRET are digits only; a body being registered may have none yet.
    """

    __tablename__ = "organisation"
    __table_args__ = (
        _one_accredited("territory_id"),
        _one_accredited("siret"),
        CheckConstraint("NOT is_funder OR accredited_at IS NOT NULL", name="funder_is_accredited"),
        CheckConstraint(
            "territory_id IS NULL OR place_id IS NULL", name="institution_lies_at_its_territory"
        ),
        CheckConstraint("is_funder OR is_applicant", name="does_something"),
        # few are funders: those of a platform are found without reading the others
        Index(
            "ix_organisation_funder_search_text",
            "search_text",
            "id",
            sqlite_where=text("is_funder = 1"),
            postgresql_where=text("is_funder"),
        ),
    )

    is_funder: Mapped[bool] = mapped_column(default=False)
    is_applicant: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(index=True)
    aliases: Mapped[str] = mapped_column(default="")
    territory_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"), index=True)
    place_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"), index=True)
    territory_type: Mapped[str | None]
    own_nature: Mapped[LegalNature | None] = mapped_column(
        choices(LegalNature, name="legal_nature")
    )
    siren: Mapped[str | None] = mapped_column(index=True)
    siret: Mapped[str | None] = mapped_column(index=True)
    accredited_at: Mapped[datetime | None]
    website: Mapped[str] = mapped_column(default="")
    postal_address: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    storage_quota_mb: Mapped[int | None]  # without it, the setting's

    territory: Mapped[Territory | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[territory_id]
    )
    place: Mapped[Territory | None] = relationship(lazy="raise_on_sql", foreign_keys=[place_id])
    # Read with the row: the gate of every page asks it, and an intermunicipality's own code (its
    # SIREN) does not say where it lies.
    departement_id: Mapped[str | None] = column_property(
        select(Territory.departement_id)
        .where(Territory.id == func.coalesce(territory_id, place_id))
        .correlate_except(Territory)
        .scalar_subquery()
    )

    @property
    def home_id(self) -> str | None:
        """Where it lies."""
        return self.territory_id or self.place_id

    @property
    def home(self) -> Territory | None:
        """The same, which must have been loaded."""
        return self.territory or self.place

    @property
    def phone_territory_id(self) -> str | None:
        """The territory in which its people write telephone numbers."""
        return self.departement_id or self.home_id

    @property
    def search_parts(self) -> tuple[str | None, ...]:
        return self.name, self.aliases, self.siren

    @property
    def is_accredited(self) -> bool:
        """Whether somebody was shown to act for it."""
        return self.accredited_at is not None

    @property
    def is_territory(self) -> bool:
        """Whether it applies as a territory, which is what its type is; else as a partner."""
        return self.is_applicant and self.territory_type in TERRITORIAL

    @property
    def kinds(self) -> list[OrganisationKind]:
        """What pages call it: two words for one that pays and applies."""
        applicant = OrganisationKind.TERRITORY if self.is_territory else OrganisationKind.PARTNER
        return [
            *([OrganisationKind.FUNDER] if self.is_funder else []),
            *([applicant] if self.is_applicant else []),
        ]

    @property
    def kind_label(self) -> str:
        """The same, in words."""
        return join_words(kind.label for kind in self.kinds)

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
        return SIREN.to_display(self.siren or "")

    @property
    def siret_in_words(self) -> str:
        return SIRET.to_display(self.siret or "")


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
