"""The territories of France and how they lie in each other."""

from enum import StrEnum
from typing import Optional

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.core.database import Base, choices
from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import _

# Letters sort by their code on both databases, so that a prefix is a range of the index.
PLAIN_TEXT = Text().with_variant(Text(collation="C"), "postgresql")


class Level(StrEnum):
    COMMUNE = "commune"
    EPCI = "epci"
    EPT = "ept"
    DEPARTEMENT = "departement"
    REGION = "region"
    POLE = "pole"

    @property
    def label(self) -> Sentence:
        labels: dict[Level, Sentence] = {
            Level.COMMUNE: _("Municipality"),
            Level.EPCI: _("Intermunicipality"),
            Level.EPT: _("Territorial public establishment"),
            Level.DEPARTEMENT: _("Département"),
            Level.REGION: _("Region"),
            Level.POLE: _("Metropolitan pole"),
        }
        return labels[self]


class Territory(Base):
    """One territory. `id` is `<level>:<code>` (`commune:35238`, `epci:243500139`), since the codes
    of départements and regions overlap; `kind` is the code of its type in the framework.

    A commune lies in at most one EPCI, one département and one region; an EPCI is filed under the
    département and region of its largest member, and may belong to a metropolitan pole, which its
    communes then carry too. An EPT lies in the Métropole du Grand Paris. `search_name` is the name
    under which a search files it (see `names`); it is empty when the territory is no more.
    """

    __tablename__ = "territory"

    id: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[Level] = mapped_column(choices(Level, name="territory_level"), index=True)
    code: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    search_name: Mapped[str] = mapped_column(PLAIN_TEXT, index=True)
    siren: Mapped[str | None] = mapped_column(index=True)
    population: Mapped[int] = mapped_column(default=0)
    postal_codes: Mapped[str] = mapped_column(default="")
    epci_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"), index=True)
    departement_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"), index=True)
    region_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"), index=True)
    pole_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"), index=True)

    departement: Mapped[Optional["Territory"]] = relationship(
        lazy="raise_on_sql", foreign_keys=[departement_id], remote_side="Territory.id"
    )


class TerritoryWord(Base):
    """One telling word of a territory's name, or one of its postal codes: what a search looks up.

    An index made from `territory` and made anew with it; it has no foreign key, which would double
    the time of a load for rows that nothing else refers to.
    """

    __tablename__ = "territory_word"
    __table_args__ = (Index("ix_territory_word_look_up", "word", "population", "territory_id"),)

    word: Mapped[str] = mapped_column(PLAIN_TEXT, primary_key=True)
    territory_id: Mapped[str] = mapped_column(primary_key=True)
    population: Mapped[int]
