"""Where territories lie, which communes are in them, and how many people live there.

An intermunicipality lies in the département and the region under which it is filed, as the State
does it: it has its seat there, and a few of its communes may be elsewhere. A département that is a
region on its own is the same place.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, func, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

from callforprojects.core.data.database import db
from callforprojects.engines.conditions import PlaceCodes
from callforprojects.territories.areas import Area
from callforprojects.territories.departements import whole_regions
from callforprojects.territories.institutions import OUT_OF_THEIR_DEPARTEMENT, institutions
from callforprojects.territories.models import Territory, TerritoryLevel
from callforprojects.territories.populations import (
    Population,
    Populations,
    population_years,
    populations_of,
)

_CONTAINERS: Mapping[TerritoryLevel, InstrumentedAttribute[str | None]] = {
    TerritoryLevel.EPCI: Territory.epci_id,
    TerritoryLevel.EPT: Territory.ept_id,
    TerritoryLevel.DEPARTEMENT: Territory.departement_id,
    TerritoryLevel.REGION: Territory.region_id,
    TerritoryLevel.POLE: Territory.pole_id,
}
_Located = Row[Territory, str | None, str | None]
"""A territory, and the institutions in charge of its département and of its region."""


@dataclass(frozen=True, slots=True)
class TerritoryFacts:
    """What conditions and rules read of a territory.

    `largest_commune` is the municipal population of its most peopled commune: a commune's own.
    """

    place: PlaceCodes
    area: Area
    populations: Populations
    largest_commune: Population | None


def places_of(ids: Collection[str], *, with_communes: bool = True) -> dict[str, PlaceCodes]:
    """Where the territories of these identifiers lie, by identifier; what is unknown is left out.

    Two queries at most. A region has thousands of communes: without them, conditions take a place
    that contains a zone, or a part of one, for one that has nothing to do with it.
    """
    rows = _located(ids)
    communes = communes_in([row[0].id for row in rows]) if with_communes else {}
    return {row[0].id: _place(row, communes) for row in rows}


def territory_facts(ids: Collection[str]) -> dict[str, TerritoryFacts]:
    """What is known of these territories, by identifier, in three queries at most."""
    rows = _located(ids)
    found = [row[0].id for row in rows]
    communes, largest = communes_in(found), _largest_communes(found)
    return {
        row[0].id: TerritoryFacts(
            place=_place(row, communes),
            area=row[0].area,
            populations=populations_of(row[0]),
            largest_commune=_largest_commune(row[0], largest),
        )
        for row in rows
    }


def communes_in(ids: Collection[str]) -> dict[str, frozenset[str]]:
    """The identifiers of the communes in each of these territories, itself when it is one.

    One query, or none. Those of the Métropole de Lyon are not in the département of the Rhône, as
    an institution, though they lie at the place that has its number.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for territory_id in ids:
        if _level(territory_id) is TerritoryLevel.COMMUNE:
            found[territory_id].add(territory_id)
    communes = _communes_of(ids)
    if communes is not None:
        every = communes.query.c
        for place_id, commune_id in db.session.execute(select(every.place, every.id)):
            for territory_id in communes.asking[place_id]:
                found[territory_id].add(commune_id)
    return {territory_id: frozenset(communes) for territory_id, communes in found.items()}


def is_present_commune() -> ColumnElement[bool]:
    """The condition that a territory is a commune of today: one that joined another is none."""
    is_present = or_(Territory.search_name != "", Territory.institution_id.not_like("commune:%"))
    return (Territory.level == TerritoryLevel.COMMUNE) & is_present


def _located(ids: Collection[str]) -> list[_Located]:
    departement, region = aliased(Territory), aliased(Territory)
    query = (
        select(Territory, departement.institution_id, region.institution_id)
        .outerjoin(departement, departement.id == Territory.departement_id)
        .outerjoin(region, region.id == Territory.region_id)
        .where(Territory.id.in_(set(ids)))
    )
    return list(db.session.execute(query))


def _place(row: _Located, communes: Mapping[str, frozenset[str]]) -> PlaceCodes:
    territory = row[0]
    return PlaceCodes(frozenset(_containers(row)), communes.get(territory.id, frozenset()))


def _containers(row: _Located) -> Iterator[str]:
    """Its own identifier and those of all that contain it, or are the same place."""
    territory, *authorities = row
    yield territory.id
    parents = [
        *(territory.epci_id, territory.ept_id, territory.departement_id),
        *(territory.region_id, territory.pole_id, territory.institution_id),
    ]
    yield from filter(None, parents)
    for authority in filter(None, authorities):
        if _level(authority) is not TerritoryLevel.COMMUNE:  # Paris contains no Métropole
            yield authority
    if territory.id in whole_regions():
        yield whole_regions()[territory.id].id


def _largest_communes(ids: Collection[str]) -> dict[str, int]:
    """How many people live in the most peopled commune of each: one query, or none."""
    communes = _communes_of(ids)
    if communes is None:
        return {}
    every = communes.query.c
    query = select(every.place, func.max(every.population_municipale)).group_by(every.place)
    found: dict[str, int] = {}
    for place_id, inhabitants in db.session.execute(query):
        for territory_id in communes.asking[place_id] if inhabitants is not None else ():
            found[territory_id] = max(inhabitants, found.get(territory_id, 0))
    return found


def _largest_commune(territory: Territory, largest: Mapping[str, int]) -> Population | None:
    if territory.level is TerritoryLevel.COMMUNE:
        return populations_of(territory).municipale
    inhabitants = largest.get(territory.id)
    place = territory.departement_id or territory.region_id or territory.id
    year, _totale = population_years(TerritoryLevel.COMMUNE, place)
    return None if inhabitants is None or year is None else Population(inhabitants, year)


@dataclass(frozen=True, slots=True)
class _Communes:
    """The communes of some places, as a query of SQL, and who asks for each of these places."""

    query: Subquery
    asking: Mapping[str, Collection[str]]


def _communes_of(ids: Collection[str]) -> _Communes | None:
    """None when these territories have no other communes than themselves."""
    asking: dict[str, set[str]] = defaultdict(set)
    for territory_id in ids:
        for place_id in _places(territory_id):
            if _level(place_id) in _CONTAINERS:
                asking[place_id].add(territory_id)
    levels = {_level(place_id) for place_id in asking}
    branches = [_at_level(level, asking) for level in _CONTAINERS if level in levels]
    return _Communes(union_all(*branches).subquery(), asking) if branches else None


def _at_level(level: TerritoryLevel, places: Collection[str]) -> Select[Any, Any, Any]:
    column = _CONTAINERS[level]
    query = select(column.label("place"), Territory.id, Territory.population_municipale)
    if level is TerritoryLevel.DEPARTEMENT:
        is_apart = Territory.epci_id.in_(OUT_OF_THEIR_DEPARTEMENT)
        query = query.where(or_(Territory.epci_id.is_(None), ~is_apart))
    return query.where(is_present_commune(), column.in_(places))


def _places(territory_id: str) -> Iterator[str]:
    """The places of which a territory is made: itself, and those of its institution."""
    yield territory_id
    institution = institutions().get(territory_id)
    yield from institution.places if institution else ()


def _level(territory_id: str) -> TerritoryLevel:
    return TerritoryLevel(territory_id.partition(":")[0])
