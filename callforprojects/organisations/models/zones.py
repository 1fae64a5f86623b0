"""Zones: lists of territories that a funder keeps, to say in its calls where something applies.

Priority districts (QPV), rural revitalisation (ZRR, FRR), employment areas, the members of a
programme (« Action Cœur de Ville »): whatever a funder names, a list of codes says where it is.
"""

import uuid
from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.core.data.database import Model
from callforprojects.core.data.searching import Searchable
from callforprojects.core.data.versions import Versioned
from callforprojects.organisations.models.bodies import Organisation
from callforprojects.territories.models import Territory

ZONE_PREFIX = "zone:"


class Zone(Versioned, Searchable, Model):
    """A list of territories under one name. `source` says whose list it is, `valid_on` of which day
    it is.
    """

    __tablename__ = "zone"

    funder_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    valid_on: Mapped[date | None]

    funder: Mapped[Organisation] = relationship(lazy="raise_on_sql")

    @property
    def search_parts(self) -> tuple[str | None, ...]:
        return self.name, self.source

    @property
    def reference(self) -> str:
        """How conditions name it, among the identifiers of territories."""
        return f"{ZONE_PREFIX}{self.id}"


class ZoneTerritory(Model):
    """A territory of a zone. `is_part`: a part of it only lies there, as a district in its commune.

    `own_code` and `own_name` are those that the list gives to that part: the code of a QPV. A
    commune that holds two districts is there twice.
    """

    __tablename__ = "zone_territory"
    __table_args__ = (UniqueConstraint("zone_id", "territory_id", "own_code"),)

    zone_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("zone.id", ondelete="CASCADE"), index=True
    )
    territory_id: Mapped[str] = mapped_column(ForeignKey("territory.id"), index=True)
    is_part: Mapped[bool] = mapped_column(default=False)
    own_code: Mapped[str] = mapped_column(default="")
    own_name: Mapped[str] = mapped_column(default="")

    territory: Mapped[Territory] = relationship(lazy="raise_on_sql")
