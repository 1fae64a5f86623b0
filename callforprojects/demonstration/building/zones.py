"""Two zones of the first funder, made up: their names and sources say so."""

from datetime import date, datetime

from callforprojects.demonstration.building.instants import lived_at
from callforprojects.demonstration.building.people import DemonstrationPeople
from callforprojects.demonstration.material import material_rows
from callforprojects.organisations.services import ZoneDetails, create_zone
from callforprojects.organisations.zone_lists import ZoneLine

_FUNDER = "cdc"


def build_zones(people: DemonstrationPeople, at: datetime) -> None:
    """A list of communes, and one of districts, each of which is a part of its commune."""
    for row in material_rows("zones"):
        details = ZoneDetails(
            name=row["name_fr"],
            source=row["source_fr"],
            valid_on=date.fromisoformat(row["valid_on"]),
        )
        lines = [
            ZoneLine(territory, is_part=bool(code), own_code=code, own_name=name)
            for territory, code, name in row["territories"]
        ]
        with lived_at(at):
            create_zone(people.organisations[_FUNDER], details, lines, by=people.agents[_FUNDER])
