"""The public list of calls: its search, its filters, its rows."""

import pytest

from callforprojects.core.data.database import db
from tests.factories.calls import make_call, make_funder
from tests.factories.territories import RENNES, make_territory


@pytest.mark.parametrize("language", ["en", "fr"])
def test_list_shows_open_calls_to_everybody(browser, language):
    make_call("open", title="Mobilités rurales")
    make_call("ready", title="Brouillon secret")
    browser.language = language

    page = browser.get("/calls/")

    assert page.status == 200
    assert page.has("Mobilités rurales")
    assert not page.has("Brouillon secret")
    assert page.h1 == {"en": "Calls for projects", "fr": "Appels à projets"}[language]


@pytest.mark.parametrize("count", [1, 3])
def test_list_page_takes_four_queries(browser, count, count_queries):
    for _ in range(count):
        make_call("open")
    db.session.commit()

    with count_queries() as statements:
        browser.get("/calls/")

    assert len(statements) == 4


def test_empty_list_says_so(browser):
    assert browser.get("/calls/").has("No call is published yet.")
    assert browser.get("/calls/?text=velo").has("No call answers this search.")


@pytest.mark.parametrize(("count", "words"), [(1, "1 call found"), (3, "3 calls found")])
def test_list_says_how_many_calls_it_found(browser, count, words):
    for _ in range(count):
        make_call("open")

    assert browser.get("/calls/").has(words)


def test_filter_in_force_is_removed_by_its_tag(browser):
    make_call("open", title="Santé", cells=[("wellbeing", "health", 3)])
    make_call("open", title="Vélo", cells=[("resilience", "mobility", 3)])
    page = browser.get("/calls/?purpose=resilience&text=velo&sort=newest")

    page = page.follow("Remove the filter Purpose: Resilience").follow(
        "Remove the filter Words: velo"
    )

    assert page.has("Santé")
    assert browser.here == "/calls/?sort=newest"


def test_row_says_what_is_expected_in_words(browser):
    make_call("open", cells=[("resilience", "mobility", 3), ("resilience", "health", 2)])

    page = browser.get("/calls/")

    assert page.has("Required 2 domains")
    assert page.has("Out of scope")
    assert page.has("€3,000,000")
    assert page.has("29 days left")


def test_live_search_leaves_a_short_address(browser):
    make_call("open")

    page = browser.get(
        "/calls/?text=velo&purpose=&domain=&sort=deadline", headers={"HX-Request": "true"}
    )

    assert page.response.headers["HX-Push-Url"] == "/calls/?text=velo"


def test_filter_by_funder(browser):
    funder = make_funder(name="Région des Forêts")
    make_call("open", funder=funder, title="Forêts")
    make_call("open", title="Vélo")

    page = browser.get("/calls/").submit("Search", funder=str(funder.id))

    assert page.has("Forêts")
    assert "Vélo" not in page.main
    assert browser.get("/calls/?funder=nobody").has("Vélo")


def test_filters_stay_in_the_address_and_in_the_fields(browser):
    make_call("open", title="Santé", cells=[("wellbeing", "health", 3)])
    make_call("open", title="Vélo", cells=[("resilience", "mobility", 3)])

    page = browser.get("/calls/").submit("Search", purpose="resilience", text="velo")

    assert "purpose=resilience" in browser.here
    assert page.value("purpose") == "resilience"
    assert page.value("text") == "velo"
    assert page.has("Vélo")
    assert not page.main.count("Santé")


def test_filter_by_type_of_applicant_and_by_territory(browser):
    make_territory(RENNES)
    make_call("open", title="Pour communes", territory_types=["commune"])
    make_call("open", title="Pour entreprises", territory_types=["entreprise"])

    by_type = browser.get("/calls/?territory_type=entreprise")
    by_code = browser.get(f"/calls/?territory={RENNES}")
    by_name = browser.get("/calls/?territory=Rennes")

    assert by_type.has("Pour entreprises")
    assert not by_type.has("Pour communes")
    for page in (by_code, by_name):
        assert page.has("Pour communes")
        assert not page.has("Pour entreprises")
        assert page.has("Calls open to territories of the same type as Rennes.")


def test_wrong_filters_filter_nothing_and_say_so(browser):
    make_call("open", title="Vélo")

    page = browser.get("/calls/?purpose=nonsense&territory=Atlantis")

    assert page.status == 200
    assert page.has("Vélo")
    assert page.has("Choose a territory in the list of suggestions, or say what it is or where")


@pytest.mark.parametrize("number", ["0", "x", "-1"])
def test_page_number_that_is_none_is_not_found(browser, number):
    assert browser.get(f"/calls/?page={number}").status == 404


def test_past_calls_are_in_the_other_tab(browser):
    make_call("closed", title="Fermé")
    make_call("open", title="Ouvert")

    page = browser.get("/calls/").follow("Closed 1")

    assert page.has("Fermé")
    assert not page.main.count("Ouvert")
    assert page.submit("Search", text="ferme").has("Fermé")
