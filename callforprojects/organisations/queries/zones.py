"""The zones of a funder, what is in them, and what conditions ask of them."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, Select, Uuid, cast, false, func, literal, null, select, union_all
from sqlalchemy.orm import aliased, contains_eager, joinedload

from callforprojects.core.data.database import db
from callforprojects.core.data.feature import features
from callforprojects.core.tables import TableState
from callforprojects.core.tables.pagination import Page, paginate
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.search_text import folded
from callforprojects.engines.conditions import ZoneCodes
from callforprojects.organisations.models import Zone, ZoneTerritory
from callforprojects.organisations.models.zones import ZONE_PREFIX
from callforprojects.organisations.zone_lists import ZoneLine
from callforprojects.territories.models import Territory, TerritoryLevel
from callforprojects.territories.queries import is_present_commune

_AT_ONCE = 500  # rows in memory
_GROUPS = (Territory.epci_id, Territory.ept_id, Territory.pole_id)


@dataclass(frozen=True, slots=True)
class ZoneSummary:
    """A zone and how many territories it names."""

    zone: Zone
    territories: int

    @property
    def id(self) -> uuid.UUID:
        return self.zone.id


def zones_of(funder_id: uuid.UUID) -> Sequence[Zone]:
    """The zones of a funder, by name."""
    query = select(Zone).where(Zone.funder_id == funder_id).order_by(Zone.search_text, Zone.id)
    return db.session.scalars(query).all()


def page_of_zones(funder_id: uuid.UUID, state: TableState) -> Page[ZoneSummary]:
    """One page of them (`tables.ZONES`) with their sizes."""
    query = select(Zone).where(Zone.funder_id == funder_id)
    page = paginate(state.applied_to(query), page=state.page)
    sizes = sizes_of_zones([zone.id for zone in page.items])
    return page.of([ZoneSummary(zone, sizes.get(zone.id, 0)) for zone in page.items])


def sizes_of_zones(zone_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, int]:
    """How many territories each of these zones names; one that names none is not there."""
    counted = func.count(ZoneTerritory.territory_id.distinct())
    query = select(ZoneTerritory.zone_id, counted).group_by(ZoneTerritory.zone_id)
    rows = db.session.execute(query.where(ZoneTerritory.zone_id.in_(zone_ids)))
    return {row[0]: row[1] for row in rows}


def is_zone_name_taken(funder_id: uuid.UUID, name: str, *, but: uuid.UUID | None = None) -> bool:
    """Whether another zone of the funder has this name, whatever its capitals and accents."""
    return any(zone.id != but and folded(zone.name) == folded(name) for zone in zones_of(funder_id))


def page_of_territories(zone_id: uuid.UUID, state: TableState) -> Page[ZoneTerritory]:
    """One page of what is in a zone (`tables.ZONE_TERRITORIES`)."""
    return paginate(state.applied_to(_with_territory(zone_id)), page=state.page)


def all_territories_of_zone(zone_id: uuid.UUID, state: TableState) -> Iterator[ZoneTerritory]:
    """All of it, a few hundred rows in memory at a time."""
    query = state.applied_to(_with_territory(zone_id))
    yield from db.session.scalars(query, execution_options={"yield_per": _AT_ONCE})


def zone_lines(zone_id: uuid.UUID) -> list[ZoneLine]:
    """The same as a list that is imported has it."""
    query = select(
        ZoneTerritory.territory_id,
        ZoneTerritory.is_part,
        ZoneTerritory.own_code,
        ZoneTerritory.own_name,
    ).where(ZoneTerritory.zone_id == zone_id)
    return [ZoneLine(*row) for row in db.session.execute(query)]


def territories_by_departement(zone_id: uuid.UUID) -> Mapping[str, int]:
    """How many territories of a zone lie in each département, by identifier; itself is one."""
    departement = func.coalesce(Territory.departement_id, Territory.id)
    query = (
        select(departement, func.count(Territory.id.distinct()))
        .join(ZoneTerritory, ZoneTerritory.territory_id == Territory.id)
        .where(ZoneTerritory.zone_id == zone_id, Territory.level != TerritoryLevel.REGION)
        .group_by(departement)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def zone_uses_of(zone_id: uuid.UUID) -> list[Sentence]:
    """What refers to a zone, in words: while anything does, it is not removed."""
    return [
        use for feature in features() if feature.zone_uses for use in feature.zone_uses(zone_id)
    ]


def resolved_zones(references: Collection[str]) -> dict[str, ZoneCodes]:
    """What is in each of these places, zones (`zone:…`) and territories, in one query.

    Besides what a zone names, `whole` has the communes of its intermunicipalities, and the communes
    of a département or a region that belong to an intermunicipality filed elsewhere: it lies there
    in part. A zone that is no more is left out: nothing is known of it.
    """
    asked = _asked(references)
    if asked is None:
        return {}
    whole: dict[str, set[str]] = defaultdict(set)
    part: dict[str, set[str]] = defaultdict(set)
    for zone_id, root, territory_id, is_part in db.session.execute(_contents(asked)):
        reference = f"{ZONE_PREFIX}{zone_id}" if zone_id else root
        codes = whole[reference]
        if territory_id is not None:
            (part[reference] if is_part else codes).add(territory_id)
    return {
        reference: ZoneCodes(frozenset(codes), frozenset(part[reference] - codes))
        for reference, codes in whole.items()
    }


def _asked(references: Collection[str]) -> CTE | None:
    """The territories that are named: zone, territory, whether in part only. None when none is."""
    zone_ids = [found for each in references if (found := _zone_id(each))]
    territory_ids = [each for each in references if not each.startswith(ZONE_PREFIX)]
    named = []
    if zone_ids:
        of_zones = select(Zone.id, ZoneTerritory.territory_id, ZoneTerritory.is_part)
        rows = of_zones.outerjoin(ZoneTerritory, ZoneTerritory.zone_id == Zone.id)
        named.append(rows.where(Zone.id.in_(zone_ids)))
    if territory_ids:
        none = cast(null(), Uuid).label("id")
        rows = select(none, Territory.id.label("territory_id"), false().label("is_part"))
        named.append(rows.where(Territory.id.in_(territory_ids)))
    return union_all(*named).cte("asked") if named else None


def _contents(asked: CTE) -> Any:  # noqa: ANN401  # a query of several parts
    """What is named; the communes in it; what has taken the place of one that is no more."""
    named = asked.c.id, asked.c.territory_id
    is_whole = asked.c.is_part.is_(False)
    parts: list[Select[Any]] = [
        select(*named, asked.c.territory_id.label("found"), asked.c.is_part)
    ]
    commune = select(*named, Territory.id, literal(value=False)).where(
        is_whole, is_present_commune()
    )
    parts += [commune.join(asked, column == asked.c.territory_id) for column in _GROUPS]
    group = aliased(Territory)
    straddling = commune.join(group, group.id == Territory.epci_id)
    for column in (Territory.departement_id, Territory.region_id):
        filed = getattr(group, column.key)
        parts.append(straddling.join(asked, column == asked.c.territory_id).where(filed != column))
    successor = select(*named, Territory.institution_id, literal(value=True))
    is_gone = (Territory.search_name == "") & Territory.institution_id.like("commune:%")
    gone = (Territory.level == TerritoryLevel.COMMUNE) & is_gone
    parts.append(successor.join(asked, Territory.id == asked.c.territory_id).where(gone))
    return union_all(*parts)


def _zone_id(reference: str) -> uuid.UUID | None:
    prefix, _colon, identifier = reference.partition(":")
    if f"{prefix}:" != ZONE_PREFIX:
        return None
    try:
        return uuid.UUID(identifier)
    except ValueError:
        return None


def _with_territory(zone_id: uuid.UUID) -> Select[ZoneTerritory]:
    return (
        select(ZoneTerritory)
        .join(ZoneTerritory.territory)
        .where(ZoneTerritory.zone_id == zone_id)
        .options(contains_eager(ZoneTerritory.territory).options(joinedload(Territory.departement)))
    )
