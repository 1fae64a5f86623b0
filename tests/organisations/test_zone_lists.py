"""What the columns of a list say, and which codes its lines name."""

import pytest

from callforprojects.core.tables.csv_reading import lines_of_list
from callforprojects.organisations.zone_lists import MOST_CODES, ListedCode, codes_listed
from callforprojects.territories.models import TerritoryLevel as Level

pytestmark = pytest.mark.unit


def listed(text: str, *, are_parts: bool = False) -> list[ListedCode]:
    return codes_listed(list(lines_of_list(text)), are_parts=are_parts)


def codes(text: str) -> list[tuple[int, str, Level | None]]:
    return [(each.line, each.code, each.level) for each in listed(text)]


@pytest.mark.parametrize("heading", ["code_insee", "CODGEO", "Insee commune", "Municipality code"])
def test_a_heading_is_known_in_french_and_in_english(heading: str) -> None:
    assert codes(f"{heading};nom\n35238;Rennes") == [(2, "35238", Level.COMMUNE)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("35238\n35288", [(1, "35238", None), (2, "35288", None)]),
        ("35238 Rennes\n243 500 139", [(1, "35238", None), (2, "243500139", None)]),
        ("Rennes\n", [(1, "Rennes", None)]),
        ("siren_epci;nom\n243500139;Rennes Métropole", [(2, "243500139", Level.EPCI)]),
        ("dep,libelle\n1,Ain", [(2, "1", Level.DEPARTEMENT)]),
        ("reg\n53", [(2, "53", Level.REGION)]),
        (
            "code;niveau\n53;région\n53;Département",
            [(2, "53", Level.REGION), (3, "53", Level.DEPARTEMENT)],
        ),
        ("insee_reg;insee_com\n53;35238", [(2, "35238", Level.COMMUNE)]),
        ("insee_com\n69256, 69029", [(2, "69256", Level.COMMUNE), (2, "69029", Level.COMMUNE)]),
        ("code;nom\n;Rennes", [(2, "", None)]),
    ],
)
def test_each_line_names_its_codes(
    text: str, expected: list[tuple[int, str, Level | None]]
) -> None:
    assert codes(text) == expected


def test_a_line_with_a_code_of_its_own_is_a_part_unless_it_says_no() -> None:
    lines = listed(
        "code_qp;nom_qp;insee_com;partie\n"
        "QN03501M;Villejean;35238;\n"
        "Z1;Toute la ville;35288;non\n"
        ";;35047;oui\n"
        ";;35051;\n"
    )

    assert [line.is_part for line in lines] == [True, False, True, False]
    assert (lines[0].own_code, lines[0].own_name) == ("QN03501M", "Villejean")
    assert [line.is_part for line in listed("35238", are_parts=True)] == [True]


@pytest.mark.parametrize(
    ("code", "level", "candidates"),
    [
        ("35238", None, ["commune:35238"]),
        ("1001", None, ["commune:01001"]),
        ("2a004", Level.COMMUNE, ["commune:2A004"]),
        ("35238", Level.REGION, []),
        ("53", None, ["departement:53", "region:53"]),
        ("1", Level.REGION, ["region:01"]),
        ("974", Level.DEPARTEMENT, ["departement:974"]),
        ("53", Level.COMMUNE, []),
        ("243500139", None, ["epci:243500139", "ept:243500139", "243500139"]),
        ("epci:243500139", None, ["epci:243500139"]),
    ],
)
def test_a_code_is_what_its_form_and_its_level_say(
    code: str, level: Level | None, candidates: list[str]
) -> None:
    assert list(ListedCode(1, code, level, is_part=False).candidates) == candidates


def test_reading_ends_after_the_most_codes() -> None:
    assert len(listed("\n".join(["35238"] * (MOST_CODES + 50)))) == MOST_CODES + 1
