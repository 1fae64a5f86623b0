"""The names of the territories and zones that conditions are about."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import sqlalchemy as sa

from callforprojects.core.data.database import db
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.core.text.prepositions import of_group
from callforprojects.engines.conditions import Condition, zones_in
from callforprojects.questionnaires.conditions.terms import Catalogue
from callforprojects.territories.models import Territory, TerritoryLevel


def with_places(catalogue: Catalogue, conditions: Iterable[Condition]) -> Catalogue:
    """The same catalogue, that also knows the places of these conditions by name.

    One query when they name any place, else none.
    """
    return with_place_names(catalogue, frozenset[str]().union(*map(zones_in, conditions)))


def with_place_names(catalogue: Catalogue, references: Collection[str]) -> Catalogue:
    """The same catalogue, that also knows these territories and zones by name."""
    offered = {reference for reference, _name in catalogue.zones}
    unknown = set(references) - catalogue.places.keys() - offered
    if not unknown:
        return catalogue
    return replace(catalogue, places={**catalogue.places, **_names_of_places(unknown)})


def _names_of_places(references: Collection[str]) -> Mapping[str, Sentence]:
    rows = db.session.execute(
        sa.select(Territory.id, Territory.level, Territory.name).where(Territory.id.in_(references))
    )
    return {identifier: name_with_level(level, name) for identifier, level, name in rows}


def name_with_level(level: TerritoryLevel, name: str) -> Sentence:
    """`la région Bretagne`, `la commune d’Auray`: what it is, then its name."""
    match level:
        case TerritoryLevel.EPT | TerritoryLevel.POLE:
            return name
        case TerritoryLevel.REGION:
            return _("the region %(name)s", name=name)
        case TerritoryLevel.DEPARTEMENT:
            return _("the département %(name)s", name=name)
        case TerritoryLevel.COMMUNE:
            return _("the municipality %(of_name)s", of_name=_Later(name))
    return _("the intermunicipality %(name)s", name=name)


class _Later:
    """A name after its preposition, in the language in which it is shown."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __str__(self) -> str:
        return of_group(self._name)
