"""Finding territories by what somebody types; where one lies, and how many people live there."""

from callforprojects.territories.queries.places import (
    TerritoryFacts as TerritoryFacts,
    communes_in as communes_in,
    is_present_commune as is_present_commune,
    places_of as places_of,
    territory_facts as territory_facts,
)
from callforprojects.territories.queries.search import (
    NOT_ONE_TERRITORY as NOT_ONE_TERRITORY,
    former_names as former_names,
    is_found_by as is_found_by,
    telling_names as telling_names,
    territories_found as territories_found,
    territory_by_id as territory_by_id,
    territory_counts_as as territory_counts_as,
    territory_meant as territory_meant,
)
