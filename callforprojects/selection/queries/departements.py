"""Where the selected projects are: by département, and those that no département holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.organisations.queries import HOME_ID
from callforprojects.selection.models import FUNDED, Decision
from callforprojects.selection.queries.order import is_live, submitted, total_money
from callforprojects.territories.departements import Departement, departements, whole_regions
from callforprojects.territories.models import Territory, TerritoryLevel

NOWHERE = "none"


@dataclass(frozen=True, slots=True)
class DepartementTotal:
    """How many projects a département holds, and what they are granted together.

    `departement` is None for the projects of an authority that has several départements, of several
    territories, or of the whole country: the map cannot show them, and says so.
    """

    departement: Departement | None
    projects: int
    granted: Money


@dataclass(frozen=True, slots=True)
class DepartementTotals:
    """All the places of a call, by code; those that no département holds are apart."""

    departements: Sequence[DepartementTotal]
    nowhere: DepartementTotal | None

    @property
    def regions(self) -> list[Departement]:
        """One département of each region that holds a project, by the name of the region."""
        places = [place.departement for place in self.departements if place.departement]
        found = {departement.region_code: departement for departement in places}
        return sorted(found.values(), key=lambda departement: departement.region)


def departement_totals(call: Call) -> DepartementTotals:
    """Where the selected projects of a call are, in one query.

    A project is counted in the département of the seat of its organisation: an intermunicipality,
    and a metropolitan pole, lie in that of their largest member. A region with one département
    (La Réunion, Mayotte…) is counted in it.
    """
    home = aliased(Territory)
    departement = sa.case(
        (home.level == TerritoryLevel.DEPARTEMENT, home.id), else_=home.departement_id
    )
    region = sa.case((home.level == TerritoryLevel.REGION, home.id))
    rows = db.session.execute(
        sa.select(
            departement.label("departement"),
            region.label("region"),
            sa.func.count(Decision.id).label("projects"),
            total_money(sa.func.sum(Decision.amount)).label("granted"),
        )
        .join(Decision.application)
        .join(Application.organisation)
        .outerjoin(home, home.id == HOME_ID)
        .where(
            *submitted(call.current_round.id),
            is_live(),
            Decision.outcome.in_(FUNDED),
            Decision.announced_at.is_not(None),
        )
        .group_by(departement, region)
    )
    return _places(
        DepartementTotal(_departement(row.departement, row.region), row.projects, row.granted)
        for row in rows
    )


def departement_at(
    home: str | None, level: TerritoryLevel | None, departement_id: str | None
) -> Departement | None:
    """The département in which what is at home in a territory is counted."""
    if level is TerritoryLevel.DEPARTEMENT and home is not None:
        return departements().get(home)
    return _departement(departement_id, home if level is TerritoryLevel.REGION else None)


def lies_in(departement: str) -> sa.ColumnElement[bool]:
    """The condition of what is counted in a département, or of what none holds (NOWHERE)."""
    if departement == NOWHERE:
        drawn = [*departements(), *whole_regions()]
        is_wide = Territory.level.in_([TerritoryLevel.REGION, TerritoryLevel.DEPARTEMENT])
        return sa.or_(Territory.id.is_(None), sa.and_(is_wide, Territory.id.not_in(drawn)))
    place = departements().get(departement)
    mine = [departement, *([place.region_id] if place and place.is_whole_region else [])]
    return sa.or_(Territory.id.in_(mine), Territory.departement_id == departement)


def _departement(departement: str | None, region: str | None) -> Departement | None:
    if departement is not None:
        return departements().get(departement)
    return whole_regions().get(region) if region is not None else None


def _places(found: Iterable[DepartementTotal]) -> DepartementTotals:
    """The places with each département once: two kinds of territory may lead to the same."""
    order = {id_: position for position, id_ in enumerate(departements())}
    ranked = sorted(
        found, key=lambda place: order[place.departement.id] if place.departement else -1
    )
    merged = [
        _sum(departement, list(places))
        for departement, places in groupby(ranked, key=lambda place: place.departement)
    ]
    return DepartementTotals(
        departements=[place for place in merged if place.departement],
        nowhere=next((place for place in merged if place.departement is None), None),
    )


def _sum(departement: Departement | None, places: Sequence[DepartementTotal]) -> DepartementTotal:
    granted = sum((place.granted for place in places), Money.zero())
    return DepartementTotal(departement, sum(place.projects for place in places), granted)
