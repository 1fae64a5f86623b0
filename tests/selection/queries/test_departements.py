"""Where the selected projects are: the map, its table, and the lists they lead to."""

import pytest
import sqlalchemy as sa

from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.organisations.models import Organisation
from callforprojects.questionnaires.models import MatrixClaim
from callforprojects.selection import queries, services
from callforprojects.selection.models import Decision, Outcome
from callforprojects.selection.queries import DepartementTotal
from callforprojects.selection.services import Confirmation
from tests.factories.juries import keep, make_officer
from tests.factories.selection import make_decision, make_ranked_call, with_funder
from tests.factories.territories import NANTES, RENNES, make_territory

pytestmark = pytest.mark.usefixtures("app")

SVG = "{http://www.w3.org/2000/svg}"
# Of each kind: a commune, a département, a pole, a region of one département, a larger region.
HOMES = (RENNES, "departement:35", "pole:nantes-saint-nazaire", "region:04", "region:53", None)


def announced(*homes):
    """A call whose results are out, with one selected project for each home."""
    call, applications = make_ranked_call(*([80] * len(homes)), envelope=Money.euros(90_000))
    for place, (application, home) in enumerate(zip(applications, homes, strict=True)):
        body = db.session.get_one(Organisation, application.organisation_id)
        body.name, application.title = f"Body {place}", f"Project {place}"
        if home is not None:
            body.territory_id = make_territory(home).id
        make_decision(application, Outcome.SELECTED)
    services.prepare_letters(with_funder(call), by=make_officer(call))
    services.announce_results(with_funder(call), Confirmation(), by=make_officer(call))
    db.session.commit()
    return call, applications


def code_of(place: DepartementTotal) -> str:
    assert place.departement is not None
    return place.departement.code


def page_of(call, query=""):
    return f"/selection/calls/{call.id}/results{query}"


def test_each_project_is_counted_in_one_place():
    call, _applications = announced(*HOMES)

    places = queries.departement_totals(call)

    assert [(code_of(place), place.projects) for place in places.departements] == [
        ("35", 2),
        ("44", 1),
        ("974", 1),
    ]
    assert places.departements[0].granted == Money.euros(2000)
    assert places.nowhere is not None
    assert (places.nowhere.projects, places.nowhere.granted) == (2, Money.euros(2000))
    assert [each.region for each in places.regions] == [
        "Bretagne",
        "La Réunion",
        "Pays de la Loire",
    ]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?departement=departement:35", {0, 1}),
        ("?departement=departement:44", {2}),
        ("?departement=departement:974", {3}),
        ("?departement=none", {4, 5}),
        ("?region=region:53", {0, 1, 4}),
        ("?q=project+2", {2}),
        ("", {0, 1, 2, 3, 4, 5}),
    ],
)
def test_each_place_leads_to_its_projects(query, shown, browser):
    call, _applications = announced(*HOMES)

    page = browser.get(page_of(call, query))

    table = page.all("table", class_="table-list")[0]
    text = " ".join(table.itertext())
    assert {place for place in range(6) if f"Project {place}" in text} == shown


def test_an_authority_of_several_departements_lies_in_none_of_them(browser):
    call, _applications = announced("departement:6AE", "region:94", "departement:972")

    places = queries.departement_totals(call)

    assert [code_of(place) for place in places.departements] == ["972"]
    assert places.nowhere is not None
    assert places.nowhere.projects == 2
    page = browser.get(page_of(call, "?departement=none"))
    text = " ".join(page.all("table", class_="table-list")[0].itertext())
    assert {place for place in range(3) if f"Project {place}" in text} == {0, 1}


def test_the_map_links_what_has_a_project_and_names_everything(browser):
    call, _applications = announced(RENNES, NANTES, "region:04")

    page = browser.get(page_of(call, "?departement=departement:44"))

    drawing = page.all(f"{SVG}svg", class_="map-drawing")[0]
    links = {link.get("aria-label"): link for link in drawing.iter(f"{SVG}a")}
    assert list(links) == ["Ille-et-Vilaine (35): 1 project", "Loire-Atlantique (44): 1 project"]
    assert links["Ille-et-Vilaine (35): 1 project"].get("href") == page_of(
        call, "?departement=departement:35"
    )
    assert links["Loire-Atlantique (44): 1 project"].get("aria-current") == "true"
    titles = ["".join(title.itertext()) for title in drawing.iter(f"{SVG}title")]
    assert "Ain (01): no project" in titles
    assert len(titles) == 96
    assert page_of(call, "?departement=departement:974") in page.links.values()
    assert page.has("Victor Cazanave")
    table = page.all("details", class_="map-table")[0]
    assert "La Réunion (974)" in "".join(table.itertext())


def test_the_map_shows_amounts_when_asked(browser):
    call, _applications = announced(RENNES)

    page = browser.get(page_of(call, "?measure=amount"))

    labels = [link.get("aria-label") for link in page.all(f"{SVG}a")]
    assert "Ille-et-Vilaine (35): €1,000" in labels
    assert page.links["Number of projects"].endswith("/results#map")


def test_the_results_are_sorted_and_narrowed_by_purpose(browser):
    call, (first, second) = announced(RENNES, NANTES)
    decided = Decision.__table__
    less = sa.update(decided).where(decided.c.application_id == second.id)
    db.session.execute(less.values(amount=Money.euros(5)))
    keep(
        MatrixClaim(
            answer_set_id=first.answer_set_id, purpose="resilience", domain="mobility", level=2
        )
    )
    db.session.commit()

    by_amount = browser.get(page_of(call, "?sort=amount")).text
    narrowed = browser.get(page_of(call, "?purpose=resilience"))

    assert by_amount.index("Project 1") < by_amount.index("Project 0")
    assert narrowed.has("Project 0")
    assert not narrowed.has("Project 1")
    assert narrowed.has("Resilience")


def test_the_results_leave_as_a_workbook(browser):
    call, _applications = announced(RENNES)

    response = browser.get(page_of(call, "/export?format=xlsx")).response

    assert response.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert response.get_data().startswith(b"PK")
