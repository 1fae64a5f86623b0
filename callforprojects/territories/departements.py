"""The départements and their regions, as the shipped files name them: no database is asked."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from callforprojects.territories.areas import Area
from callforprojects.territories.files import rows_of_file


@dataclass(frozen=True, slots=True)
class Departement:
    """One of the 96, of the 5 overseas, or a collectivity that the official list sets beside them.

    `is_whole_region`: the region has no other (La Réunion, Mayotte…), so that what concerns the
    region concerns this département.
    """

    code: str
    name: str
    region_code: str
    region: str
    area: Area
    is_whole_region: bool

    @property
    def id(self) -> str:
        return f"departement:{self.code}"

    @property
    def region_id(self) -> str:
        return f"region:{self.region_code}"

    @property
    def is_overseas(self) -> bool:
        return self.area.is_overseas


@cache
def departements() -> Mapping[str, Departement]:
    """Every département by its identifier: metropolitan ones by code, then overseas."""
    regions = {line["code"]: line["nom"] for line in rows_of_file("regions.csv")}
    rows = list(rows_of_file("departements.csv"))
    sizes = Counter(line["region"] for line in rows)
    found = [
        Departement(
            code=line["code"],
            name=line["nom"],
            region_code=line["region"],
            region=regions[line["region"]],
            area=Area(line["zone"]),
            is_whole_region=sizes[line["region"]] == 1,
        )
        for line in rows
    ]
    return {departement.id: departement for departement in found}


@cache
def whole_regions() -> Mapping[str, Departement]:
    """The départements that are a region on their own, by the identifier of the region."""
    return {
        departement.region_id: departement
        for departement in departements().values()
        if departement.is_whole_region
    }
