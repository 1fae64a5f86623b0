"""Search, look-up and containment, on all of France."""

import pytest

from callforprojects.core.data.database import db
from callforprojects.territories.models import NameKind, TerritoryLevel, TerritoryName
from callforprojects.territories.queries import (
    former_names,
    territories_found,
    territory_by_id,
    territory_meant,
)
from tests.factories.territories import RENNES

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
        ("Aix en Pce", "commune:13001"),
        ("Le Gd Bornand", "commune:74136"),
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
    ("typed", "first"),
    [
        # legal forms, in full, in short, loosely
        ("Communauté de communes du Briançonnais", "epci:240500439"),
        ("CC du Briançonnais", "epci:240500439"),
        ("comcom du briançonnais", "epci:240500439"),
        ("Briançonnais", "epci:240500439"),
        ("Thiers Dore et Montagne communauté de communes", "epci:200070712"),
        ("communauté d’agglomération de Quimper", "epci:200068120"),
        ("Agglomération de Lorient", "epci:200042174"),
        ("agglo Dijon", "epci:242100410"),
        ("Communauté urbaine de Caen", "epci:200065597"),
        ("métropole de Rennes", "epci:243500139"),
        ("Rennes Métropole", "epci:243500139"),
        ("Métropole Grenoble", "epci:200040715"),
        ("EPT Plaine Commune", "ept:200057867"),
        ("établissement public territorial Est Ensemble", "ept:200057875"),
        ("pôle métropolitain Nantes", "pole:nantes-saint-nazaire"),
        ("mairie de Rennes", "commune:35238"),
        ("Ville de Paris", "commune:75056"),
        ("commune de Saint-Malo", "commune:35288"),
        ("conseil départemental du Finistère", "departement:29"),
        ("Conseil général de l’Ain", "departement:01"),
        ("département de La Réunion", "departement:974"),
        ("CD35", "departement:35"),
        ("CD 93", "departement:93"),
        ("conseil régional de Bretagne", "region:53"),
        ("Région Réunion", "region:04"),
        ("Collectivité territoriale de Martinique", "departement:972"),
        ("collectivité de Saint-Martin", "departement:978"),
        ("assemblée de Corse", "region:94"),
        # who exercises the powers
        ("département de Paris", "commune:75056"),
        ("région Martinique", "departement:972"),
        ("Collectivité européenne d'Alsace", "departement:6AE"),
        ("région Alsace", "departement:6AE"),
        # usual names
        ("Grand Lyon", "epci:200046977"),
        ("Grand Paris", "epci:200054781"),
        ("MEL", "epci:200093201"),
        ("Métropole de Lille", "epci:200093201"),
        ("GPSO", "ept:200057974"),
        ("CEA", "departement:6AE"),
        ("Alsace", "departement:6AE"),
        ("CTM", "departement:972"),
        ("PACA", "region:93"),
        ("La Réunion", "departement:974"),
        # former names
        ("Pierrefitte-sur-Seine", "commune:93066"),
        ("Annecy-le-Vieux", "commune:74010"),
        ("mairie d’Annecy-le-Vieux", "commune:74010"),
        ("Bellegarde-sur-Valserine", "commune:01033"),
        ("Châlons-sur-Marne", "commune:51108"),
        # one letter
        ("Y", "commune:80829"),
        ("commune de Y", "commune:80829"),
        # a place, an address
        ("Ajaccio 2A", "commune:2A004"),
        ("Ajaccio Corse", "commune:2A004"),
        ("Saint-Denis 93", "commune:93066"),
        ("Saint-Denis (93)", "commune:93066"),
        ("Saint-Denis 974", "commune:97411"),
        ("Saint-Denis La Réunion", "commune:97411"),
        ("Saint-Étienne 42", "commune:42218"),
        ("Plouzané Finistère", "commune:29212"),
        ("Plouzané Bretagne", "commune:29212"),
        ("Strasbourg Alsace", "commune:67482"),
        ("Lyon cedex 03", "commune:69123"),
        ("LYON CEDEX 3", "commune:69123"),
        ("69003 Lyon", "commune:69123"),
        ("69431 LYON CEDEX 03", "commune:69123"),
        ("35042 Rennes Cedex", "commune:35238"),
        ("BP 1234 Rennes", "commune:35238"),
        ("CS 12345 35000 Rennes", "commune:35238"),
        ("Lyon 3e arrondissement", "commune:69123"),
        ("Marseille 8e", "commune:13055"),
        ("75012 Paris", "commune:75056"),
        ("97133", "departement:977"),
    ],
)
def test_every_way_of_naming_an_institution_finds_it_first(typed: str, first: str) -> None:
    assert territories_found(typed)[0].id == first


def test_each_institution_is_proposed_once() -> None:
    found = [(each.name, each.kind) for each in territories_found("Martinique")]
    assert found.count(("Martinique", "collectivite-unique")) == 1
    assert [each.id for each in territories_found("Guadeloupe", limit=2)] == [
        "departement:971",
        "region:01",
    ]


def test_the_places_of_an_authority_remain_places() -> None:
    found = territories_found("Bas-Rhin")[0]
    assert (found.id, found.kind) == ("departement:67", None)
    assert found.authority is not None
    assert found.authority.name == "Collectivité européenne d’Alsace"


@pytest.mark.parametrize(
    ("typed", "former"),
    [
        ("Pierrefitte-sur-Seine", "Pierrefitte-sur-Seine"),
        ("annecy vieux", "Annecy-le-Vieux"),
        ("Annecy-le-V", "Annecy-le-Vieux"),
        ("Châlons-sur-Marne", "Châlons-sur-Marne"),
        ("Saint-Denis 93", None),
        ("st etienne loire", None),
        ("Annecy", None),
        ("Y", None),
    ],
)
def test_a_former_name_is_said(typed: str, former: str | None) -> None:
    first = territories_found(typed)[0]
    said = former_names(typed, [first]).get(first.id)
    assert (said.name if said else None) == former


@pytest.mark.parametrize("typed", ["69003 Lyon", "Métropole du Grand Paris", "mairie d’Arles 13"])
def test_whatever_is_typed_takes_few_queries(typed: str, count_queries) -> None:
    with count_queries() as queries:
        territories_found(typed)
    assert len(queries) <= 2


@pytest.mark.parametrize(
    "typed", ["", " ", "a", " a ", "zzzzqq", "--", "commune:99999", "''", "a:\0"]
)
def test_what_says_nothing_finds_nothing(typed: str) -> None:
    assert territories_found(typed) == []


def test_the_most_peopled_come_first_among_those_that_begin_alike() -> None:
    populations = [found.population_municipale or 0 for found in territories_found("saint d")]
    assert len(populations) == 10
    assert populations == sorted(populations, reverse=True)


@pytest.mark.parametrize("letter", ["é", "β", "\U00010348"])
def test_a_name_is_found_by_its_beginning_whatever_its_alphabet(letter: str) -> None:
    named = {"search_name": f"zzqq{letter}", "name": f"Zzqq{letter}", "territory_id": RENNES}
    db.session.add(TerritoryName(kind=NameKind.USUAL, **named))
    db.session.flush()

    assert [territory.id for territory in territories_found("zzqq")] == [RENNES]

    db.session.rollback()


def test_nobody_is_found_twice_and_the_limit_holds() -> None:
    found = [territory.id for territory in territories_found("nantes", limit=4)]
    assert len(found) == len(set(found)) == 4


def test_levels_restrict() -> None:
    found = territories_found("rennes", levels=[TerritoryLevel.EPCI, TerritoryLevel.DEPARTEMENT])
    assert found[0].id == "epci:243500139"
    assert {territory.level for territory in found} <= {
        TerritoryLevel.EPCI,
        TerritoryLevel.DEPARTEMENT,
    }


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
        ("Saint-Denis 93", "commune:93066"),
        ("Communauté de communes du Briançonnais", "epci:240500439"),
        ("communauté d’agglomération de Quimper", None),
        ("Annecy-le-Vieux", "commune:74010"),
        ("Grand Lyon", "epci:200046977"),
        ("département de la Guadeloupe", "departement:971"),
        ("Guadeloupe", None),
        ("La Réunion", None),
        ("Bas-Rhin", "departement:67"),
        ("region:02", "departement:972"),
        ("departement:75", "commune:75056"),
        ("75012 Paris", "commune:75056"),
        ("SIVU Rennes", None),
        ("Y", "commune:80829"),
        ("renn", None),
        ("99999", None),
        ("", None),
    ],
)
def test_a_text_names_a_territory_without_doubt_or_none(text: str, meant: str | None) -> None:
    territory = territory_meant(text)
    assert (territory.id if territory else None) == meant
