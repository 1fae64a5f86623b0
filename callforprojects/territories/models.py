"""The territories of France and how they lie in each other."""

from enum import StrEnum
from typing import Optional

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.core.data.database import Base, choices
from callforprojects.core.data.searching import PLAIN_TEXT
from callforprojects.core.text.i18n import _
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.territories.areas import Area


class TerritoryLevel(LabelledEnum):
    COMMUNE = "commune", _("Municipality")
    EPCI = "epci", _("Intermunicipality")
    EPT = "ept", _("Territorial public establishment")
    DEPARTEMENT = "departement", _("Département")
    REGION = "region", _("Region")
    POLE = "pole", _("Metropolitan pole")


class NameKind(StrEnum):
    """What another name of a territory is."""

    SHORT = "short"  # the official one without its legal form
    USUAL = "usual"
    MERGED = "merged"  # of a former commune that has joined this one
    RENAMED = "renamed"

    @property
    def is_former(self) -> bool:
        return self in {NameKind.MERGED, NameKind.RENAMED}


class Territory(Base):
    """One place of France, and the institution that is listed at it, if any.

    `id` is `<level>:<code>` (`commune:35238`, `epci:243500139`), since the codes of départements
    and regions overlap. `kind` is the type of its institution, a code of the framework; a place
    without one (Bas-Rhin, Corse-du-Sud…) has none, and `institution_id` says under which territory
    the authority in charge of it is listed. `area` says whether the place is overseas. There is one
    row for each institution, hence one for each SIREN.

    A commune lies in at most one EPCI, one département and one region; an EPCI is filed under the
    département and region of its largest member, and may belong to a metropolitan pole, which its
    communes then carry too. An EPT lies in the Métropole du Grand Paris, and its communes in both.
    `search_name` is the name under which a search files it (see `names`); it is empty when the
    territory is no more, and for a place that has the very name of its institution. Both
    populations are those of the last known census (`populations`), None where none is known; those
    of the département of the Rhône are without the Métropole de Lyon, which is no part of it.
    """

    __tablename__ = "territory"

    id: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[TerritoryLevel] = mapped_column(
        choices(TerritoryLevel, name="territory_level"), index=True
    )
    code: Mapped[str]
    kind: Mapped[str | None]
    area: Mapped[Area] = mapped_column(choices(Area, name="area"))
    name: Mapped[str]
    search_name: Mapped[str] = mapped_column(PLAIN_TEXT, index=True)
    siren: Mapped[str | None] = mapped_column(unique=True)
    population_municipale: Mapped[int | None]
    population_totale: Mapped[int | None]
    postal_codes: Mapped[str] = mapped_column(default="")
    epci_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"), index=True)
    ept_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"), index=True)
    departement_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"), index=True)
    region_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"), index=True)
    pole_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"), index=True)
    institution_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"), index=True)

    departement: Mapped[Optional["Territory"]] = relationship(
        lazy="raise_on_sql", foreign_keys=[departement_id], remote_side="Territory.id"
    )
    institution: Mapped[Optional["Territory"]] = relationship(
        lazy="raise_on_sql", foreign_keys=[institution_id], remote_side="Territory.id"
    )

    @property
    def name_and_place(self) -> str:
        """With its département, which tells it from others of its name. Must be loaded with it."""
        if self.departement is None:
            return self.name
        return f"{self.name}, {self.departement.name} ({self.departement.code})"

    @property
    def authority(self) -> "Territory | None":
        """The territory under which its institution is listed, often itself; None without any."""
        return self if self.kind is not None else self.institution


class TerritoryName(Base):
    """Another name of a territory than its official one: usual, former, or without its legal form.

    Made from the files and made anew with them, as its words are.
    """

    __tablename__ = "territory_name"

    search_name: Mapped[str] = mapped_column(PLAIN_TEXT, primary_key=True)
    territory_id: Mapped[str] = mapped_column(primary_key=True, index=True)
    kind: Mapped[NameKind] = mapped_column(choices(NameKind, name="name_kind"))
    name: Mapped[str]


class TerritoryWord(Base):
    """One telling word of a territory's names, or one of its postal codes: what a search looks up.

    An index made from `territory` and made anew with it; it has no foreign key, which would double
    the time of a load for rows that nothing else refers to.
    """

    __tablename__ = "territory_word"
    __table_args__ = (Index("ix_territory_word_look_up", "word", "population", "territory_id"),)

    word: Mapped[str] = mapped_column(PLAIN_TEXT, primary_key=True)
    territory_id: Mapped[str] = mapped_column(primary_key=True)
    population: Mapped[int]
