"""How many people live in a territory, and of which year each figure is.

Two figures have a meaning in law. The *municipale* counts those who live there; the *totale* adds
those counted apart, as students who live elsewhere, and cannot be added up between communes. Texts
say which one they mean. The sources are not of one year: `data/populations.csv` says it, once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from callforprojects.core.data.formats import number
from callforprojects.core.text.i18n import ngettext
from callforprojects.territories.departements import whole_regions
from callforprojects.territories.files import rows_of_file
from callforprojects.territories.models import Territory, TerritoryLevel


@dataclass(frozen=True, slots=True)
class Population:
    """A number of inhabitants, and the year of which it is the census."""

    inhabitants: int
    year: int

    @property
    def in_words(self) -> str:
        """`230 890 habitants (2023)`."""
        return str(
            ngettext(
                "%(count)s inhabitant (%(year)s)",
                "%(count)s inhabitants (%(year)s)",
                self.inhabitants,
                count=number(self.inhabitants),
                year=self.year,
            )
        )


@dataclass(frozen=True, slots=True)
class Populations:
    """The two figures of a territory; None when the sources do not give one."""

    municipale: Population | None
    totale: Population | None


def populations_of(territory: Territory) -> Populations:
    """The figures of a territory with their years."""
    municipale, totale = population_years(
        territory.level, territory.departement_id or territory.region_id or territory.id
    )
    return Populations(
        _population(territory.population_municipale, municipale),
        _population(territory.population_totale, totale),
    )


def population_years(level: TerritoryLevel, place_id: str) -> tuple[int | None, int | None]:
    """The years of both figures of the territories of a level, in a département or a region."""
    place = whole_regions().get(place_id)
    code = place.code if place else place_id.partition(":")[2]
    return _years().get((level, code)) or _years()[level, ""]


def _population(inhabitants: int | None, year: int | None) -> Population | None:
    return None if inhabitants is None or year is None else Population(inhabitants, year)


@cache
def _years() -> Mapping[tuple[TerritoryLevel, str], tuple[int | None, int | None]]:
    return {
        (TerritoryLevel(line["niveau"]), line["departement"]): (
            _year(line["municipale"]),
            _year(line["totale"]),
        )
        for line in rows_of_file("populations.csv")
    }


def _year(text: str) -> int | None:
    return int(text) if text else None
