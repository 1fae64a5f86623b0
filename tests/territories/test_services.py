"""Loading France: complete, repeatable, harmless to what refers to it."""

from collections import Counter

import pytest
from sqlalchemy import delete, func, select, update
from stdnum.fr.siren import is_valid

from callforprojects.core.data.database import db
from callforprojects.iso37101.frame import frame
from callforprojects.territories.areas import Area
from callforprojects.territories.models import Territory, TerritoryLevel, TerritoryWord
from callforprojects.territories.queries import territories_found, territory_meant
from callforprojects.territories.services import load_territories

pytestmark = pytest.mark.usefixtures("france")


def get(territory_id: str) -> Territory:
    territory = db.session.get(Territory, territory_id)
    assert territory is not None
    return territory


def test_all_of_france_is_there() -> None:
    assert Counter(db.session.scalars(select(Territory.level))) == {
        TerritoryLevel.COMMUNE: 34_969,
        TerritoryLevel.EPCI: 1_255,
        TerritoryLevel.EPT: 11,
        TerritoryLevel.DEPARTEMENT: 110,  # and the authority of both Alsatian ones
        TerritoryLevel.REGION: 26,
        TerritoryLevel.POLE: 1,
    }


def test_a_commune_knows_its_numbers_and_containers() -> None:
    malo = get("commune:35288")
    assert (malo.name, malo.siren, malo.postal_codes) == ("Saint-Malo", "213502883", "35400")
    assert (malo.population_municipale, malo.population_totale) == (47_439, 48_513)
    assert malo.departement_id == "departement:35"
    assert malo.region_id == "region:53"
    assert malo.epci_id == "epci:243500782"
    assert malo.pole_id is None


def test_the_pole_holds_its_two_epci_and_their_communes() -> None:
    pole = get("pole:nantes-saint-nazaire")
    members = db.session.scalars(
        select(Territory).where(
            Territory.pole_id == pole.id, Territory.level == TerritoryLevel.EPCI
        )
    ).all()
    assert {member.code for member in members} == {"244400404", "244400644"}
    assert pole.population_municipale == sum(each.population_municipale or 0 for each in members)
    assert pole.population_totale == sum(each.population_totale or 0 for each in members)
    assert pole.siren is None
    assert get("commune:44109").pole_id == pole.id


def test_a_departement_and_a_region_have_the_population_of_their_communes() -> None:
    for column, container in (
        (Territory.departement_id, get("departement:35")),
        (Territory.region_id, get("region:53")),
    ):
        total = db.session.scalar(
            select(func.sum(Territory.population_municipale)).where(
                column == container.id, Territory.level == TerritoryLevel.COMMUNE
            )
        )
        assert total is not None
        assert container.population_municipale == total > 1_000_000


def test_both_populations_are_known_but_of_a_few() -> None:
    """Of communes without intermunicipality the DGCL gives no total; nobody counts some islands."""
    without = {
        column.key: db.session.scalar(
            select(func.count()).where(
                column.is_(None), Territory.level.in_([TerritoryLevel.COMMUNE, TerritoryLevel.EPCI])
            )
        )
        for column in (Territory.population_municipale, Territory.population_totale)
    }
    assert without == {"population_municipale": 6, "population_totale": 98}


def test_the_communes_of_an_ept_know_it() -> None:
    of_ept = select(func.count()).where(Territory.ept_id.is_not(None))
    assert db.session.scalar(of_ept) == 129
    assert get("commune:75056").ept_id is None


def test_an_ept_lies_in_the_metropole_du_grand_paris() -> None:
    assert get("ept:200057867").epci_id == "epci:200054781"


@pytest.mark.parametrize(
    ("territory_id", "kind"),
    [
        ("commune:35238", "commune"),
        ("commune:97105", "commune"),
        ("commune:97701", None),
        ("departement:977", "com"),
        ("commune:75056", "collectivite-unique"),
        ("epci:200000172", "cc"),
        ("epci:249740119", "ca"),
        ("epci:245900428", "cu"),
        ("epci:243500139", "metropole"),
        ("epci:200046977", "metropole-lyon"),
        ("ept:200057867", "ept"),
        ("departement:35", "departement"),
        ("departement:2A", None),
        ("departement:67", None),
        ("departement:6AE", "collectivite-unique"),
        ("departement:75", None),
        ("departement:974", "departement"),
        ("departement:972", "collectivite-unique"),
        ("departement:987", "com"),
        ("region:53", "region"),
        ("region:94", "collectivite-unique"),
        ("region:01", "region"),
        ("region:06", None),
        ("departement:988", "com"),
        ("region:988", None),
        ("departement:989", None),
        ("pole:nantes-saint-nazaire", "pole-metropolitain"),
    ],
)
def test_each_institution_has_its_type_and_a_place_none(
    territory_id: str, kind: str | None
) -> None:
    assert get(territory_id).kind == kind


def test_every_type_is_one_of_the_framework() -> None:
    kinds = set(db.session.scalars(select(Territory.kind).where(Territory.kind.is_not(None))))
    assert kinds <= {term.code for term in frame().offered_types}


@pytest.mark.parametrize(
    ("place", "institution"),
    [
        ("departement:67", "departement:6AE"),
        ("departement:68", "departement:6AE"),
        ("departement:2B", "region:94"),
        ("departement:75", "commune:75056"),
        ("region:02", "departement:972"),
        ("commune:97701", "departement:977"),
        ("departement:989", None),
    ],
)
def test_a_place_without_institution_knows_who_is_in_charge(
    place: str, institution: str | None
) -> None:
    assert get(place).institution_id == institution


def test_each_siren_has_one_row() -> None:
    """Three collectivities have none in the sources: their organisations write it."""
    found = db.session.scalars(
        select(Territory).where(
            Territory.level.in_([TerritoryLevel.DEPARTEMENT, TerritoryLevel.REGION]),
            Territory.kind.is_not(None),
        )
    ).all()

    without = {territory.id for territory in found if territory.siren is None}
    assert without == {"departement:986", "departement:987", "departement:988"}
    assert all(
        is_valid(territory.siren or "") for territory in found if territory.id not in without
    )
    assert len({territory.siren for territory in found}) == len(found) - 2


@pytest.mark.parametrize(
    ("territory_id", "area"),
    [
        ("commune:97411", Area.DROM),
        ("epci:249710047", Area.DROM),
        ("region:01", Area.DROM),
        ("departement:972", Area.DROM),
        ("departement:987", Area.COM),
        ("commune:98735", Area.COM),
        ("region:94", Area.MAINLAND),
        ("commune:75056", Area.MAINLAND),
    ],
)
def test_overseas_belongs_to_the_place(territory_id: str, area: Area) -> None:
    assert get(territory_id).area is area


def test_a_commune_that_has_merged_leads_to_the_one_it_joined() -> None:
    """A database of an older vintage: its organisations and addresses still name the former one."""
    merged = Territory(
        id="commune:93059",
        level=TerritoryLevel.COMMUNE,
        code="93059",
        kind="commune",
        area=Area.MAINLAND,
        name="Pierrefitte-sur-Seine",
        search_name="pierrefitte sur seine",
        siren="929939411",
    )
    db.session.execute(update(Territory).where(Territory.id == "commune:93066").values(siren=None))
    db.session.add(merged)
    db.session.flush()

    load_territories()

    assert get("commune:93066").siren == "929939411"
    assert get("commune:93059").siren is None
    meant = territory_meant("commune:93059")
    assert meant is not None
    assert meant.id == "commune:93066"
    assert load_territories() == 0


def test_a_load_repairs_the_tables_and_a_second_writes_nothing() -> None:
    """What has left the files stays, for whom refers to it, and is no longer offered."""
    words = db.session.scalar(select(func.count()).select_from(TerritoryWord))
    merged = Territory(
        id="commune:35999",
        level=TerritoryLevel.COMMUNE,
        code="35999",
        kind="commune",
        area=Area.MAINLAND,
        name="Zyxwville",
        search_name="zyxwville",
    )
    db.session.add(merged)
    db.session.execute(
        update(Territory).where(Territory.id == "commune:35288").values(name="Port-Malo")
    )
    db.session.execute(delete(Territory).where(Territory.id == "commune:35238"))
    assert territories_found("zyxwville") == [merged]

    assert load_territories() == 3
    assert load_territories() == 0
    assert get("commune:35288").name == "Saint-Malo"
    assert get("commune:35238").name == "Rennes"
    assert get("commune:35999").name == "Zyxwville"
    assert territories_found("zyxwville") == []
    assert db.session.scalar(select(func.count()).select_from(TerritoryWord)) == words
