"""Search, look-up and containment, on all of France."""

import pytest

from callforprojects.core.database import db
from callforprojects.territories.models import Level
from callforprojects.territories.queries import (
    containing_ids,
    territories_found,
    territory_by_id,
    territory_meant,
)

pytestmark = pytest.mark.usefixtures("france")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("st malo", "commune:35288"),
        ("SAINT MALO", "commune:35288"),
        ("etamp", "commune:91223"),
        ("Étampes", "commune:91223"),
        ("35000", "commune:35238"),
        ("boulogne bi", "commune:92012"),
        ("billancourt boul", "commune:92012"),
        ("grenoble alpes", "epci:200040715"),
        ("l'hay", "commune:94038"),
        ("l hay les roses", "commune:94038"),
        ("saint germain en l", "commune:78551"),
        ("la rochelle", "commune:17300"),
        ("oeuf", "commune:62633"),
        ("rennes 35200", "commune:35238"),
        ("paris", "commune:75056"),
        ("ile de france", "region:11"),
        ("35", "departement:35"),
        ("2a", "departement:2A"),
        ("pole nantes", "pole:nantes-saint-nazaire"),
        ("35238", "commune:35238"),
        ("2a004", "commune:2A004"),
        ("243500139", "epci:243500139"),
        ("243 500 139", "epci:243500139"),
        ("commune:35238", "commune:35238"),
    ],
)
def test_what_people_type_finds_what_they_mean_first(typed: str, first: str) -> None:
    assert territories_found(typed)[0].id == first


@pytest.mark.parametrize(
    "typed", ["", " ", "a", " a ", "zzzzqq", "--", "commune:99999", "''", "a:\0"]
)
def test_what_says_nothing_finds_nothing(typed: str) -> None:
    assert territories_found(typed) == []


def test_the_most_peopled_come_first_among_those_that_begin_alike() -> None:
    populations = [found.population for found in territories_found("saint d")]
    assert len(populations) == 10
    assert populations == sorted(populations, reverse=True)


def test_nobody_is_found_twice_and_the_limit_holds() -> None:
    found = [territory.id for territory in territories_found("nantes", limit=4)]
    assert len(found) == len(set(found)) == 4


def test_levels_restrict() -> None:
    found = territories_found("rennes", levels=[Level.EPCI, Level.DEPARTEMENT])
    assert found[0].id == "epci:243500139"
    assert {territory.level for territory in found} <= {Level.EPCI, Level.DEPARTEMENT}


@pytest.mark.parametrize(("typed", "queries_made"), [("saint", 1), ("grenoble alpes", 2)])
def test_a_search_asks_little(typed: str, queries_made: int, count_queries) -> None:
    with count_queries() as queries:
        found = territories_found(typed)
        assert [territory.departement for territory in found]
    assert len(queries) == queries_made


def test_a_territory_is_found_by_its_identifier() -> None:
    territory = territory_by_id("commune:35238")
    assert territory is not None
    assert territory.departement is not None
    assert (territory.name, territory.departement.name) == ("Rennes", "Ille-et-Vilaine")
    assert territory_by_id("commune:99999") is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("epci:243500139", "epci:243500139"),
        ("213502388", "commune:35238"),
        ("35238", "commune:35238"),
        ("rennes", "commune:35238"),
        ("rennes metropole", "epci:243500139"),
        ("Paris", "commune:75056"),
        ("Saint-Denis", None),
        ("renn", None),
        ("99999", None),
        ("", None),
    ],
)
def test_a_text_names_a_territory_without_doubt_or_none(text: str, meant: str | None) -> None:
    territory = territory_meant(text)
    assert (territory.id if territory else None) == meant


def test_containment_goes_up_to_the_region() -> None:
    nantes = territory_by_id("commune:44109")
    assert nantes is not None
    db.session.commit()
    assert containing_ids(nantes) == {
        "commune:44109",
        "epci:244400404",
        "pole:nantes-saint-nazaire",
        "departement:44",
        "region:52",
    }


def test_a_region_is_contained_in_itself_alone() -> None:
    brittany = territory_by_id("region:53")
    assert brittany is not None
    assert containing_ids(brittany) == {"region:53"}
