"""The territories of France and how they lie in each other."""

from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from callforprojects.core.database import Base, choices
from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import _


class Level(StrEnum):
    COMMUNE = "commune"
    EPCI = "epci"
    EPT = "ept"
    DEPARTEMENT = "departement"
    REGION = "region"
    POLE = "pole"

    @property
    def label(self) -> Sentence:
        return {
            Level.COMMUNE: _("Municipality"),
            Level.EPCI: _("Intermunicipality"),
            Level.EPT: _("Territorial public establishment"),
            Level.DEPARTEMENT: _("Département"),
            Level.REGION: _("Region"),
            Level.POLE: _("Metropolitan pole"),
        }[self]


class Territory(Base):
    """One territory. `id` is `<level>:<code>` (`commune:35238`, `epci:243500139`), since the codes
    of départements and regions overlap; `kind` is the code of its type in the framework.

    A commune lies in at most one EPCI, one département and one region; an EPCI is filed under the
    département and region of its largest member.
    """

    __tablename__ = "territory"

    id: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[Level] = mapped_column(choices(Level, name="territory_level"), index=True)
    code: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    siren: Mapped[str | None] = mapped_column(index=True)
    population: Mapped[int] = mapped_column(default=0)
    postal_codes: Mapped[str] = mapped_column(default="")
    epci_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"), index=True)
    departement_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"), index=True)
    region_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"), index=True)
