"""« Is my organisation eligible? »: the answer before any account."""

import pytest

from callforprojects.core.data.database import db
from callforprojects.territories.models import NameKind, TerritoryName
from tests.factories.calls import make_call
from tests.factories.territories import RENNES, make_territory


def test_page_of_an_open_call_leads_to_the_question(browser):
    call = make_call("open")

    page = browser.get(f"/calls/{call.id}").follow("Is my organisation eligible?")

    assert page.h1 == "Is my organisation eligible?"
    assert not page.has("you may")


@pytest.mark.parametrize(
    ("stage", "asked", "verdict"),
    [
        ("open", "commune", "So far, nothing prevents you from applying"),
        ("open", "entreprise", "No, you may not apply"),
        (
            "upcoming",
            "commune",
            "So far, nothing would prevent you from applying once the call is open",
        ),
        ("closed", "commune", "No, you may not apply"),
        ("cancelled", "commune", "No, you may not apply"),
    ],
)
def test_type_of_organisation_gets_its_answer(browser, stage, asked, verdict):
    call = make_call(stage, territory_types=["commune"])

    page = browser.get(f"/calls/{call.id}/eligibility").submit("Check", territory_type=asked)

    assert page.has(verdict)


def test_territory_is_understood_by_its_name(browser):
    make_territory(RENNES)
    call = make_call("open", territory_types=["commune"], scales=["city"])

    page = browser.get(f"/calls/{call.id}/eligibility").submit("Check", territory="Rennes")

    assert page.has("Rennes (Municipality): this type of applicant is accepted.")
    assert page.has("The aid asked for: €500,000 at most.")
    assert page.links["Apply"].endswith(f"/start/{call.id}")


def test_territory_that_is_none_is_said_so(browser):
    call = make_call("open")

    page = browser.get(f"/calls/{call.id}/eligibility").submit("Check", territory="Atlantis")

    assert page.has("Choose a territory in the list of suggestions, or say what it is or where")
    assert not page.has("What the platform has checked")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("La Réunion", "or say what it is or where: “département de La Réunion”"),
        ("département de La Réunion", "La Réunion (Department): this type of applicant"),
        ("région La Réunion", "La Réunion (Region): this type of applicant"),
    ],
)
def test_name_of_several_is_told_apart_without_a_script(browser, typed, said):
    make_territory("departement:974")
    make_territory("region:04")
    call = make_call("open")

    page = browser.get(f"/calls/{call.id}/eligibility").submit("Check", territory=typed)

    assert page.has(said)


def test_place_without_authority_reads_well_whatever_the_authority_is_called(browser):
    make_territory("departement:2A")
    call = make_call("open")
    browser.language = "fr"

    page = browser.get(f"/calls/{call.id}/eligibility?territory=departement:2A")

    assert page.has("Corse-du-Sud n’a pas de collectivité propre : Corse, qui en exerce")


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("departement:974", "La Réunion (Department)"),
        ("departement:971", "Guadeloupe (Department)"),
        ("departement:972", "Martinique (Single or special-status authority)"),
        ("departement:973", "Guyane (Single or special-status authority)"),
        ("departement:976", "Mayotte (Single or special-status authority)"),
        ("region:94", "Corse (Single or special-status authority)"),
        (
            "departement:6AE",
            "Collectivité européenne d’Alsace (Single or special-status authority)",
        ),
        ("commune:75056", "Paris (Single or special-status authority)"),
        ("epci:200046977", "Métropole de Lyon (Lyon Metropolis)"),
        ("departement:977", "Saint-Barthélemy (Overseas collectivity and New Caledonia)"),
    ],
)
def test_a_call_open_to_departements_is_open_to_who_exercises_their_powers(browser, typed, who):
    make_territory(typed)
    call = make_call("open", territory_types=["departement"])

    page = browser.get(f"/calls/{call.id}/eligibility?territory={typed}")

    assert page.has("So far, nothing prevents you from applying")
    assert page.has(who)


@pytest.mark.parametrize("typed", ["region:01", "commune:35238", "departement:987"])
def test_it_is_open_to_nobody_else(browser, typed):
    make_territory(typed)
    call = make_call("open", territory_types=["departement"])

    page = browser.get(f"/calls/{call.id}/eligibility?territory={typed}")

    assert page.has("No, you may not apply")


def test_a_place_without_institution_answers_by_its_authority(browser):
    make_territory("departement:67")
    call = make_call("open", territory_types=["departement"])

    page = browser.get(f"/calls/{call.id}/eligibility").submit("Check", territory="Bas-Rhin")

    assert page.has(
        "The authority in charge of Bas-Rhin is Collectivité européenne d’Alsace: "
        "it is the one that would apply."
    )
    assert page.has("it exercises the powers of the type Department.")
    assert page.has("So far, nothing prevents you from applying")


def test_a_place_without_any_authority_may_not_apply(browser):
    make_territory("departement:989")
    call = make_call("open")

    page = browser.get(f"/calls/{call.id}/eligibility?territory=departement:989")

    assert page.has("No, you may not apply")
    assert page.has("no authority is in charge of this place")


def test_an_old_address_leads_to_the_institution(browser):
    make_territory("region:02")
    call = make_call("open", territory_types=["region"])

    page = browser.get(f"/calls/{call.id}/eligibility?territory=region:02")

    assert page.has("Martinique (Single or special-status authority): accepted")


def test_a_former_municipality_is_said_so(browser):
    make_territory("commune:74010")
    db.session.merge(
        TerritoryName(
            search_name="annecy le vieux",
            territory_id="commune:74010",
            kind=NameKind.MERGED,
            name="Annecy-le-Vieux",
        )
    )
    call = make_call("open")

    page = browser.get(f"/calls/{call.id}/eligibility?territory=Annecy-le-Vieux")

    assert page.has("Annecy-le-Vieux, a former municipality, is part of Annecy today.")


@pytest.mark.parametrize(
    ("areas", "said"),
    [
        (["drom"], "So far, nothing prevents you from applying"),
        (["metro"], "No, you may not apply"),
    ],
)
def test_where_one_is_counts_besides_what_one_is(browser, areas, said):
    make_territory("departement:974")
    call = make_call("open", territory_types=["departement"], areas=areas)

    page = browser.get(f"/calls/{call.id}/eligibility?territory=departement:974")

    assert page.has(said)
    assert page.has("The call is open to applicants from:")


def test_what_is_not_known_is_never_a_yes(browser):
    call = make_call("open", areas=["drom"])

    page = browser.get(f"/calls/{call.id}/eligibility?territory_type=commune")

    assert page.has("What it has not checked")
    assert page.has("Whether your organisation is of the type that you chose.")
    assert page.has("Where you are: the call is open to applicants from Overseas départements")
    assert page.has("number of inhabitants, zone or label, aid already received")
    assert not page.has("Yes, you may apply")


@pytest.mark.parametrize("count", [1, 3])
def test_answer_takes_a_constant_number_of_queries(browser, count, count_queries):
    call = make_call("open", weights=(10,) * count)
    url = f"/calls/{call.id}/eligibility?territory_type=commune"
    db.session.commit()

    with count_queries() as statements:
        browser.get(url)

    assert len(statements) == 4
