"""The year of each population."""

import pytest

from callforprojects.territories.models import TerritoryLevel
from callforprojects.territories.populations import population_years

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("level", "place_id", "years"),
    [
        (TerritoryLevel.COMMUNE, "departement:35", (2023, 2022)),
        (TerritoryLevel.COMMUNE, "departement:976", (2017, 2017)),
        (TerritoryLevel.COMMUNE, "departement:988", (2025, None)),
        (TerritoryLevel.COMMUNE, "departement:975", (2023, 2022)),
        (TerritoryLevel.EPCI, "departement:35", (2022, 2022)),
        (TerritoryLevel.EPT, "departement:93", (2023, 2023)),
        (TerritoryLevel.REGION, "region:53", (2023, None)),
        (TerritoryLevel.REGION, "region:06", (2017, None)),
        (TerritoryLevel.POLE, "departement:44", (2022, 2022)),
    ],
)
def test_years_are_those_of_the_sources(
    level: TerritoryLevel, place_id: str, years: tuple[int | None, int | None]
) -> None:
    assert population_years(level, place_id) == years
