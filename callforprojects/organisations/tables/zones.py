"""The zones of a funder, and what is in one: columns, filters, orders."""

from sqlalchemy import ColumnElement, func, or_

from callforprojects.core.tables import (
    ChoiceFilter,
    Column,
    Filter,
    Option,
    SortOrder,
    Table,
    number_column,
    options_of,
    pieces_in,
    text_column,
    words_in,
)
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.organisations.models import Zone, ZoneTerritory
from callforprojects.organisations.queries import ZoneSummary
from callforprojects.organisations.zone_lists import ListedCode
from callforprojects.territories.departements import departements
from callforprojects.territories.models import Territory, TerritoryLevel
from callforprojects.territories.queries import is_found_by

_CODE, _LEVEL = pgettext("territory", "Code"), _("Level")
_PART, _OWN_CODE, _OWN_NAME = _("In part"), _("Own code"), _("Own name")

ZONES: Table[ZoneSummary] = Table(
    sort="name",
    ties=[Zone.search_text, Zone.id],
    columns=[
        text_column(
            "name",
            _("Name"),
            lambda line: line.zone.name,
            order_by=Zone.search_text,
            is_always_filled=True,
            is_heading=True,
        ),
        text_column("source", pgettext("zone", "Source"), lambda line: line.zone.source),
        Column("valid", _("Valid on"), lambda line: line.zone.valid_on, order_by=Zone.valid_on),
        number_column("territories", _("Territories"), lambda line: line.territories),
        Column(
            "updated",
            _("Changed on"),
            lambda line: line.zone.updated_at,
            order_by=Zone.updated_at,
            first_order=SortOrder.DESC,
            is_always_filled=True,
        ),
    ],
    filters=[Filter("text", _("Name or source"), where=words_in(Zone.search_text))],
)


def _is_found(text: str) -> ColumnElement[bool]:
    own = pieces_in(ZoneTerritory.own_code, ZoneTerritory.own_name)
    return or_(is_found_by(text), own(text))


ZONE_TERRITORIES: Table[ZoneTerritory] = Table(
    sort="name",
    ties=[Territory.search_name, ZoneTerritory.id],
    columns=[
        text_column(
            "name",
            _("Territory"),
            lambda line: line.territory.name,
            order_by=Territory.search_name,
            is_always_filled=True,
            is_heading=True,
        ),
        Column(
            "code",
            _CODE,
            lambda line: line.territory.code,
            order_by=Territory.code,
            is_unbroken=True,
        ),
        Column("level", _LEVEL, lambda line: line.territory.level.label, order_by=Territory.level),
        Column("in_departement", _("Département"), lambda line: _departement(line.territory)),
        Column("part", _PART, lambda line: line.is_part, order_by=ZoneTerritory.is_part),
        Column(
            "own_code",
            _OWN_CODE,
            lambda line: line.own_code,
            order_by=func.nullif(ZoneTerritory.own_code, ""),
            is_unbroken=True,
        ),
        text_column("own_name", _OWN_NAME, lambda line: line.own_name),
    ],
    filters=[
        Filter("text", _("Name or code"), where=_is_found),
        ChoiceFilter(
            "level",
            _LEVEL,
            lambda: options_of(TerritoryLevel),
            where=lambda level: Territory.level == level,
        ),
        ChoiceFilter(
            "departement",
            _("Département"),
            lambda: [
                Option(place.id, f"{place.name} ({place.code})")
                for place in departements().values()
            ],
            where=lambda place_id: or_(
                Territory.departement_id == place_id, Territory.id == place_id
            ),
        ),
    ],
)

LIST_TEMPLATE: list[Column[ListedCode]] = [
    Column("code", _CODE, lambda line: line.code),
    Column("level", _LEVEL, lambda line: line.level and line.level.label),
    Column("part", _PART, lambda line: line.is_part),
    Column("own_code", _OWN_CODE, lambda line: line.own_code),
    Column("own_name", _OWN_NAME, lambda line: line.own_name),
]
"""The columns of the list that is filled in and sent."""


def _departement(territory: Territory) -> str:
    place = territory.departement
    return f"{place.name} ({place.code})" if place else ""
