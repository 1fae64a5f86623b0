"""The pages of zones: importing a list, looking at it before, replacing it, removing it."""

import csv
import io

import pytest
from sqlalchemy import func, select

from callforprojects.core.data.database import db
from callforprojects.core.data.feature import Feature, declare
from callforprojects.organisations.models import Role, Zone, ZoneTerritory
from tests.factories.organisations import add_to_zone, make_funder, make_member, make_zone
from tests.factories.territories import RENNES, SAINT_MALO
from tests.organisations.scenes import path, verbs

pytestmark = pytest.mark.usefixtures("france")
LIST = "code_insee;nom\n35238;Rennes\n35288;Saint-Malo\n99999;Nowhere\n35238;Rennes\n93059;Old\n"


@pytest.fixture
def funder():
    return make_funder()


@pytest.fixture
def browser(funder, sign_in):
    return sign_in(make_member(funder, Role.EDITOR))


def zone_path(zone: Zone, page: str = "") -> str:
    return f"/organisations/zones/{zone.id}{page}"


def territories() -> int:
    return db.session.scalar(select(func.count()).select_from(ZoneTerritory)) or 0


def as_file(text: str, encoding: str = "cp1252") -> tuple[io.BytesIO, str]:
    return io.BytesIO(text.encode(encoding)), "zone.csv"


def test_a_funder_without_a_zone_is_told_how_to_begin(funder, browser) -> None:
    page = browser.get(path(funder)).follow("Zones")

    assert page.has("No zone yet")
    assert page.follow("Create a zone").h1 == "Create a zone"


def test_a_list_is_shown_before_anything_is_written(funder, browser) -> None:
    page = browser.get(path(funder, "/zones/create"))
    page = page.submit("Look at the list", name="Our towns", source="A decree", file=as_file(LIST))

    assert page.status == 200
    for words in (
        "Lines kept 3",
        "1 line is left out",
        "99999",
        "No territory has this code.",
        "Line 6: 93059 is now in Saint-Denis",
        "Line 5: 35238, as line 2",
    ):
        assert page.has(words), words
    assert territories() == 0

    page = page.submit("Save the zone", valid_on="2026-01-01").follow()
    assert page.flashes == ["The zone is saved."]
    assert page.h1 == "Our towns"
    assert page.has("1 January 2026")
    assert page.has("Saint-Denis")
    assert territories() == 3
    assert verbs() == ["zone.created"]


def test_a_list_is_pasted_and_another_takes_its_place_before_it_is_saved(funder, browser) -> None:
    page = browser.get(path(funder, "/zones/create"))
    page = page.submit("Look at the list", name="Departments", pasted="35\n2A")
    assert page.has("Département 2")

    page = page.submit("Save the zone", pasted="region:53")
    assert page.has("Region 1")
    assert territories() == 0
    assert page.submit("Save the zone").follow().has("Bretagne")


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"pasted": "35238"}, "Name: Enter the name of the zone."),
        ({"name": "A"}, "File: Choose a file or paste a list of codes."),
        ({"name": "taken", "pasted": "35238"}, "Name: Another zone has this name"),
        ({"name": "A", "file": (io.BytesIO(b"PK\x03\x04\0\0"), "a.xlsx")}, "File: This is no list"),
        (
            {"name": "A", "file": (io.BytesIO(b"35238\n" * 20_001), "a.csv")},
            "File: This list is too long: 20,000 codes at most.",
        ),
        ({"name": "A", "lines": "forged"}, "This page is out of date. Reload it."),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_box(funder, browser, values, error) -> None:
    make_zone(funder, name="Taken")

    page = browser.get(path(funder, "/zones/create")).submit("Look at the list", **values)

    assert page.status == 422
    assert page.errors[0].startswith(error)


def test_a_list_in_which_nothing_is_known_cannot_be_saved(funder, browser) -> None:
    page = browser.get(path(funder, "/zones/create"))
    page = page.submit("Look at the list", name="A", pasted="Nowhere")

    assert page.has("Nothing was found in this list")
    assert not page.has("Save the zone")


def test_another_list_says_what_changes_then_changes_it(funder, browser) -> None:
    zone = make_zone(funder, RENNES, name="Our towns")
    page = browser.get(zone_path(zone)).follow("Send another list")
    page = page.submit("Look at the list", pasted="35288")

    assert page.has("Added: 1 Saint-Malo (35288)")
    assert page.has("Taken away: 1 Rennes (35238)")
    page = page.submit("Replace the list").follow()
    assert page.flashes == ["The zone holds the territories of the new list."]
    assert page.has("Saint-Malo")
    assert not page.has("Rennes")
    assert db.session.scalars(select(ZoneTerritory.territory_id)).all() == [SAINT_MALO]
    assert verbs() == ["zone.replaced"]


def test_who_was_slower_sees_what_was_saved_meanwhile(funder, browser, sign_in) -> None:
    zone = make_zone(funder, RENNES, name="Our towns")
    colleague = sign_in(make_member(funder, Role.EDITOR))
    slow = browser.get(zone_path(zone, "/replace")).submit("Look at the list", pasted="35288")
    edit = colleague.get(zone_path(zone, "/edit"))
    assert edit.submit("Save", name="Their towns").follow().h1 == "Their towns"

    page = slow.submit("Replace the list")

    assert page.status == 409
    assert page.has("What is saved now: Name: Their towns")
    assert page.submit("Replace the list").follow().h1 == "Our towns"


def test_a_zone_is_renamed_and_removed(funder, browser) -> None:
    zone = make_zone(funder, RENNES, name="Our towns")

    page = (
        browser.get(zone_path(zone))
        .follow("Edit")
        .submit("Save", name="Towns", source="Us")
        .follow()
    )
    assert (page.h1, page.has("Us")) == ("Towns", True)
    page = page.follow("Remove…").submit("Remove the zone").follow()

    assert page.flashes == ["The zone is removed."]
    assert territories() == 0
    assert verbs() == ["zone.updated", "zone.removed"]


def test_a_zone_that_something_refers_to_stays_and_says_what(app, funder, browser) -> None:
    zone = make_zone(funder, RENNES)
    known = dict(app.extensions["features"])
    declare(app, Feature(name="above", zone_uses=lambda _zone: ["the rule “Where”"]))
    try:
        assert browser.get(zone_path(zone)).has("This zone is used by: the rule “Where”")
        assert browser.get(zone_path(zone, "/replace")).has("the rule “Where”")
        page = browser.get(zone_path(zone, "/remove"))
        assert page.has("It cannot be removed while something refers to it.")
        token = browser.token()
        sent = browser.post(zone_path(zone, "/remove"), data={"csrf_token": token})
        assert sent.status == 422
        assert sent.has("cannot be removed: the rule “Where”.")
    finally:
        app.extensions["features"] = known
    assert territories() == 1


def test_readers_of_the_funder_read_and_change_nothing(funder, sign_in) -> None:
    zone = make_zone(funder, RENNES)
    browser = sign_in(make_member(funder, Role.READER))

    assert not browser.get(path(funder, "/zones")).has("Create a zone")
    page = browser.get(zone_path(zone))
    assert page.has("Rennes")
    assert not page.has("Send another list")
    assert browser.get(zone_path(zone, "/edit")).status == 403
    assert browser.get(path(funder, "/zones/create")).status == 403


def test_a_list_is_narrowed_by_its_map_and_its_words(funder, browser) -> None:
    zone = make_zone(funder, RENNES, "commune:44109")
    add_to_zone(zone, SAINT_MALO, is_part=True, own_code="QN03512M", own_name="La Découverte")

    page = browser.get(zone_path(zone) + "?departement=departement:44")
    assert page.has("1 result")
    assert page.has("Nantes")
    assert browser.get(zone_path(zone) + "?text=qn035").has("La Découverte")
    assert browser.get(zone_path(zone) + "?text=saint malo").has("1 result")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_downloaded_can_be_sent_again(funder, browser, language: str) -> None:
    zone = make_zone(funder, RENNES, "epci:243500139", "region:53", "departement:2A")
    add_to_zone(zone, SAINT_MALO, is_part=True, own_code="QN03512M", own_name="La Découverte")
    before = _lines(zone)
    browser.language = language

    content = browser.get(zone_path(zone, "/download")).response.get_data()
    assert len(list(csv.reader(content.decode("utf-8-sig").splitlines()))) == 6
    browser.language = "en"
    page = browser.get(zone_path(zone, "/replace"))
    page = page.submit("Look at the list", file=(io.BytesIO(content), "zone.csv"))

    assert page.has("Nothing: both lists name the same territories.")
    page.submit("Replace the list")
    assert _lines(zone) == before
    assert browser.get(zone_path(zone, "/download?format=xlsx")).status == 200


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_example_is_a_list_that_is_understood(funder, browser, language: str) -> None:
    browser.language = language
    content = browser.get("/organisations/zones/list-template").response.get_data()

    browser.language = "en"
    page = browser.get(path(funder, "/zones/create"))
    page = page.submit("Look at the list", name="A", file=(io.BytesIO(content), "zone.csv"))

    assert page.has("Lines kept 5")
    assert not page.has("left out")


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_however_much_they_show(funder, browser, count_queries, count) -> None:
    zone = make_zone(funder, *[RENNES, SAINT_MALO, "commune:44109"][:count])
    for _each in range(count - 1):
        make_zone(funder)
    with count_queries() as of_list:
        browser.get(path(funder, "/zones"))
    with count_queries() as of_zone:
        browser.get(zone_path(zone))

    assert (len(of_list), len(of_zone)) == (7, 7)


def _lines(zone: Zone) -> set[tuple[object, ...]]:
    query = select(
        ZoneTerritory.territory_id,
        ZoneTerritory.is_part,
        ZoneTerritory.own_code,
        ZoneTerritory.own_name,
    ).where(ZoneTerritory.zone_id == zone.id)
    return {tuple(row) for row in db.session.execute(query)}
