"""Where territories lie, what is in them and how many live there, odd ones included."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from callforprojects.core.data.database import db
from callforprojects.territories.areas import Area
from callforprojects.territories.models import Territory, TerritoryLevel
from callforprojects.territories.populations import Population, Populations
from callforprojects.territories.queries import communes_in, places_of, territory_facts
from tests.factories.territories import RENNES

pytestmark = pytest.mark.usefixtures("france")


@pytest.mark.parametrize(
    ("territory_id", "containers"),
    [
        (RENNES, {"epci:243500139", "departement:35", "region:53"}),
        # an island that belongs to no intermunicipality
        ("commune:29155", {"departement:29", "region:53"}),
        # an EPT in its Métropole, and a commune in both
        ("ept:200057867", {"epci:200054781", "departement:93", "region:11"}),
        ("commune:93001", {"ept:200057867", "epci:200054781", "departement:93", "region:11"}),
        ("commune:75056", {"epci:200054781", "departement:75", "region:11"}),
        # no commune contains a Métropole, though Paris is in charge of its département
        ("epci:200054781", {"departement:75", "region:11"}),
        ("commune:69123", {"epci:200046977", "departement:69", "region:84"}),
        ("commune:2A004", {"epci:242010056", "departement:2A", "region:94"}),
        ("departement:2A", {"region:94"}),
        ("region:94", set()),
        # the authority of both Alsatian départements, which lies in neither
        ("commune:67482", {"epci:246700488", "departement:67", "departement:6AE", "region:44"}),
        ("departement:6AE", {"region:44"}),
        # one place, two institutions
        ("region:01", {"departement:971"}),
        ("departement:971", {"region:01"}),
        ("commune:97302", {"epci:249730045", "departement:973", "region:03"}),
        ("commune:97701", {"departement:977", "region:977"}),
        ("commune:98735", {"departement:987", "region:987"}),
        ("pole:nantes-saint-nazaire", {"departement:44", "region:52"}),
        ("epci:244400404", {"pole:nantes-saint-nazaire", "departement:44", "region:52"}),
    ],
)
def test_a_territory_lies_in_all_that_contains_it(territory_id: str, containers: set[str]) -> None:
    assert places_of([territory_id])[territory_id].ids == {territory_id} | containers


@pytest.mark.parametrize(
    ("territory_id", "count", "inside", "outside"),
    [
        (RENNES, 1, RENNES, "commune:35288"),
        ("epci:243500139", 43, RENNES, "commune:35288"),
        ("ept:200057867", 8, "commune:93001", "commune:75056"),
        ("epci:200054781", 130, "commune:75056", RENNES),
        ("departement:75", 1, "commune:75056", "commune:93001"),
        ("region:94", 360, "commune:2A004", RENNES),
        ("departement:6AE", 880, "commune:67482", "commune:57463"),
        ("pole:nantes-saint-nazaire", 34, "commune:44109", RENNES),
        ("departement:973", 22, "commune:97302", "commune:97105"),
        ("departement:977", 1, "commune:97701", "commune:97801"),
        # the Métropole de Lyon is no part of the département, as an institution
        ("departement:69", 208, "commune:69264", "commune:69123"),
        ("region:84", 4025, "commune:69123", RENNES),
    ],
)
def test_a_territory_knows_its_communes(
    territory_id: str, count: int, inside: str, outside: str
) -> None:
    communes = communes_in([territory_id])[territory_id]

    assert len(communes) == count
    assert inside in communes
    assert outside not in communes


def test_what_is_unknown_is_left_out_and_communes_are_looked_up_when_asked() -> None:
    found = places_of(["commune:00000", "region:53"], with_communes=False)

    assert list(found) == ["region:53"]
    assert not found["region:53"].communes
    assert places_of([]) == {}


def test_a_commune_that_joined_another_lies_in_it_and_is_none_of_a_group() -> None:
    merged = Territory(
        id="commune:35999",
        level=TerritoryLevel.COMMUNE,
        code="35999",
        area=Area.MAINLAND,
        name="Zyxwville",
        search_name="",
        epci_id="epci:243500139",
        departement_id="departement:35",
        institution_id=RENNES,
    )
    db.session.add(merged)
    db.session.flush()

    assert RENNES in places_of([merged.id])[merged.id].ids
    assert merged.id not in communes_in(["epci:243500139"])["epci:243500139"]


def test_both_populations_are_told_with_the_year_of_each() -> None:
    facts = territory_facts([RENNES, "epci:243500139", "commune:97608", "commune:98735"])

    assert facts[RENNES].populations.municipale == Population(230_890, 2023)
    assert facts[RENNES].populations.totale == Population(231_985, 2022)
    assert facts[RENNES].largest_commune == Population(230_890, 2023)
    assert facts["epci:243500139"].populations.municipale == Population(473_973, 2022)
    assert facts["epci:243500139"].largest_commune == Population(230_890, 2023)
    assert facts["commune:97608"].populations.totale == Population(18_237, 2017)
    assert facts["commune:98735"].populations.totale is None
    assert facts["commune:98735"].area is Area.COM


def test_a_population_that_nobody_has_counted_is_not_known_and_zero_is_zero() -> None:
    facts = territory_facts(
        ["commune:98412", "departement:984", "departement:989", "commune:55039", "region:53"]
    )

    for territory_id in ("commune:98412", "departement:984", "departement:989"):
        assert facts[territory_id].populations == Populations(None, None)
        assert facts[territory_id].largest_commune is None
    assert facts["commune:55039"].populations.municipale == Population(0, 2023)
    # what is counted apart in two communes may be the same people: totals are not added up
    assert facts["region:53"].populations.totale is None


def test_the_largest_commune_of_a_departement_is_one_of_its_own() -> None:
    facts = territory_facts(["departement:69", "epci:200046977", "departement:6AE"])

    assert facts["departement:69"].populations.municipale == Population(478_313, 2023)
    assert facts["departement:69"].largest_commune == Population(36_172, 2023)
    assert facts["epci:200046977"].largest_commune == Population(519_127, 2023)
    assert facts["departement:6AE"].largest_commune == Population(293_771, 2023)


@pytest.mark.parametrize(
    "ids",
    [
        ["epci:243500139"],
        ["epci:243500139", "region:53", "departement:6AE", "ept:200057867", RENNES],
    ],
)
def test_it_takes_as_many_queries_for_one_as_for_several(
    ids: list[str], count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    with count_queries() as of_facts:
        territory_facts(ids)
    with count_queries() as of_places:
        places_of(ids)
    with count_queries() as without_communes:
        places_of(ids, with_communes=False)

    assert (len(of_facts), len(of_places), len(without_communes)) == (3, 2, 1)
