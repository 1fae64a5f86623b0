"""What a list would put in a zone: each code is found, or left out with its reason."""

import pytest

from callforprojects.core.tables.csv_reading import lines_of_list
from callforprojects.organisations.queries import ZoneReading, difference_between, reading_of
from callforprojects.organisations.queries.zone_imports import ListProblem
from callforprojects.organisations.zone_lists import ZoneLine, codes_listed
from callforprojects.territories.models import TerritoryLevel as Level
from tests.factories.territories import RENNES, SAINT_MALO

pytestmark = pytest.mark.usefixtures("france")


def reading(text: str) -> ZoneReading:
    return reading_of(codes_listed(list(lines_of_list(text)), are_parts=False))


def found(text: str) -> list[str]:
    return [line.territory_id for line in reading(text).lines]


@pytest.mark.parametrize(
    ("code", "territory_id"),
    [
        ("35238", RENNES),
        ("243500139", "epci:243500139"),
        ("200057867", "ept:200057867"),
        ("213502388", RENNES),
        ("223500018", "departement:35"),
        ("35", "departement:35"),
        ("2A", "departement:2A"),
        ("region:53", "region:53"),
        ("97411", "commune:97411"),
    ],
)
def test_each_sort_of_code_is_found(code: str, territory_id: str) -> None:
    assert found(code) == [territory_id]


def test_what_is_wrong_is_said_with_its_line() -> None:
    left_out = reading("code;nom\n35238;Rennes\n99999;Nowhere\n53;Bretagne\n;Nothing").left_out

    assert [(each.line, each.code, each.problem) for each in left_out] == [
        (3, "99999", ListProblem.UNKNOWN),
        (4, "53", ListProblem.AMBIGUOUS),
        (5, "", ListProblem.NO_CODE),
    ]


def test_a_commune_that_has_joined_another_is_a_part_of_it() -> None:
    """Pierrefitte-sur-Seine joined Saint-Denis on 1 January 2025."""
    read = reading("93059")

    assert read.lines == [ZoneLine("commune:93066", is_part=True, own_code="", own_name="")]
    assert [(each.line, each.code, each.name) for each in read.replaced] == [
        (1, "93059", "Saint-Denis")
    ]


def test_a_territory_is_said_once_and_the_whole_wins() -> None:
    read = reading("93059\n93066\n35238\n35238")

    assert read.lines == [
        ZoneLine("commune:93066", is_part=False, own_code="", own_name=""),
        ZoneLine(RENNES, is_part=False, own_code="", own_name=""),
    ]
    assert [(each.line, each.first) for each in read.repeated] == [(2, 1), (4, 3)]


def test_two_districts_of_a_commune_are_two_lines() -> None:
    read = reading("code_qp;insee_com\nQN1;35238\nQN2;35238\nQN2;35238")

    assert [(line.own_code, line.is_part) for line in read.lines] == [("QN1", True), ("QN2", True)]
    assert len(read.repeated) == 1
    assert read.in_part == 2
    assert read.levels == {Level.COMMUNE: 2}


def test_a_difference_names_what_comes_and_goes() -> None:
    before = [ZoneLine(RENNES, False, "", ""), ZoneLine("departement:35", False, "", "")]
    after = [ZoneLine(RENNES, False, "", ""), ZoneLine(SAINT_MALO, True, "QN3", "La Découverte")]

    difference = difference_between(before, after, most=10)

    assert (difference.added, difference.removed) == (1, 1)
    assert difference.added_names == ["Saint-Malo (35288), La Découverte"]
    assert difference.removed_names == ["Ille-et-Vilaine (35)"]
    assert difference_between(before, before, most=10).added == 0


def test_fifteen_thousand_communes_are_read_in_a_few_queries(count_queries) -> None:
    text = "\n".join(f"{number:05}" for number in range(1001, 16_001))
    with count_queries() as queries:
        read = reading(text)

    assert len(queries) <= 3
    assert len(read.lines) + len(read.left_out) + len(read.repeated) == 15_000
