"""The zones of a funder, and what conditions are told of them."""

import pytest

from callforprojects.core.data.database import db
from callforprojects.engines.conditions import (
    Comparison,
    Constant,
    FactKind,
    Operator,
    Truth,
    ZoneCodes,
    evaluate,
)
from callforprojects.organisations.models import Zone
from callforprojects.organisations.queries import (
    page_of_zones,
    resolved_zones,
    territories_by_departement,
)
from callforprojects.organisations.tables import ZONES
from callforprojects.territories.areas import Area
from callforprojects.territories.models import Territory, TerritoryLevel
from callforprojects.territories.queries import places_of
from tests.factories.organisations import add_to_zone, make_funder, make_zone
from tests.factories.territories import RENNES, SAINT_MALO

pytestmark = pytest.mark.usefixtures("france")
METROPOLE = "epci:243500139"
# Redon Agglomération: filed in Ille-et-Vilaine (Brittany), with communes of Loire-Atlantique
REDON, FEGREAC = "epci:243500741", "commune:44057"


@pytest.fixture
def funder():
    return make_funder()


def truth(place_id: str, *references: str) -> Truth:
    inside = Constant(FactKind.PLACE, frozenset(references))
    condition = Comparison("place", Operator.INSIDE, (inside,))
    return evaluate(
        condition, {"place": places_of([place_id])[place_id]}, resolved_zones(references)
    )


def test_a_zone_holds_what_it_names_whole_or_in_part(funder) -> None:
    zone = make_zone(funder, RENNES)
    add_to_zone(zone, SAINT_MALO, is_part=True, own_code="QN1")
    empty = Zone(funder_id=funder.id, name="Empty")
    db.session.add(empty)
    db.session.flush()

    assert resolved_zones([zone.reference, empty.reference, "zone:none", "zone:" + "0" * 32]) == {
        zone.reference: ZoneCodes(frozenset({RENNES}), frozenset({SAINT_MALO})),
        empty.reference: ZoneCodes(frozenset(), frozenset()),
    }
    assert resolved_zones([]) == {}


@pytest.mark.parametrize(
    ("place_id", "zone_of", "expected"),
    [
        (RENNES, [RENNES], Truth.TRUE),
        (RENNES, [METROPOLE], Truth.TRUE),
        (RENNES, ["region:53"], Truth.TRUE),
        (SAINT_MALO, [METROPOLE], Truth.FALSE),
        # some of its communes only
        (METROPOLE, [RENNES], Truth.UNKNOWN),
        ("departement:35", [METROPOLE], Truth.UNKNOWN),
        (METROPOLE, ["departement:35"], Truth.TRUE),
        ("commune:93001", ["ept:200057867"], Truth.TRUE),
        ("ept:200057867", ["epci:200054781"], Truth.TRUE),
        ("commune:67482", ["departement:6AE"], Truth.TRUE),
        ("region:01", ["departement:971"], Truth.TRUE),
        ("commune:75056", ["departement:75"], Truth.TRUE),
        ("departement:75", ["commune:75056"], Truth.TRUE),
        # an intermunicipality that lies in two départements, and a commune of the other one
        (REDON, ["departement:35"], Truth.TRUE),
        (REDON, ["departement:44"], Truth.UNKNOWN),
        (FEGREAC, ["departement:44"], Truth.TRUE),
        (FEGREAC, ["departement:35"], Truth.FALSE),
    ],
)
def test_conditions_are_told_where_places_lie(
    funder, place_id: str, zone_of: list[str], expected: Truth
) -> None:
    assert truth(place_id, *zone_of) is expected
    assert truth(place_id, make_zone(funder, *zone_of).reference) is expected


def test_a_part_of_a_commune_is_for_somebody_to_look_at(funder) -> None:
    zone = make_zone(funder, SAINT_MALO)
    add_to_zone(zone, RENNES, is_part=True)

    assert truth(RENNES, zone.reference) is Truth.UNKNOWN
    assert truth(RENNES, zone.reference, "region:53") is Truth.TRUE
    assert truth(RENNES, "zone:018f3b6e-0000-7000-8000-000000000000") is Truth.UNKNOWN


def test_a_commune_that_joins_another_later_leaves_a_part_of_it_in_the_zone(funder) -> None:
    merged = Territory(
        id="commune:35999",
        level=TerritoryLevel.COMMUNE,
        code="35999",
        area=Area.MAINLAND,
        name="Zyxwville",
        search_name="",
        institution_id=RENNES,
    )
    db.session.add(merged)
    db.session.flush()
    zone = make_zone(funder, merged.id)

    assert truth(RENNES, zone.reference) is Truth.UNKNOWN


@pytest.mark.parametrize("count", [1, 3])
def test_zones_and_territories_are_resolved_in_one_query(funder, count_queries, count: int) -> None:
    zones = [make_zone(funder, RENNES, METROPOLE).reference for _each in range(count)]

    with count_queries() as queries:
        found = resolved_zones([*zones, "region:53", "departement:44"])

    assert len(queries) == 1
    assert len(found) == count + 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_many_there_are(funder, count_queries, count: int) -> None:
    for _each in range(count):
        make_zone(funder, RENNES, SAINT_MALO)
    funder_id, state = funder.id, ZONES.state_of({})

    with count_queries() as queries:
        page = page_of_zones(funder_id, state)

    assert [line.territories for line in page.items] == [2] * count
    assert len(queries) == 3


def test_the_map_counts_territories_by_departement(funder) -> None:
    zone = make_zone(funder, RENNES, METROPOLE, "departement:75", "region:53", "commune:44109")
    add_to_zone(zone, RENNES, is_part=True, own_code="QN1")

    assert territories_by_departement(zone.id) == {
        "departement:35": 2,
        "departement:75": 1,
        "departement:44": 1,
    }
