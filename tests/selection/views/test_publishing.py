"""What opens once the results are announced: the public results, each applicant's decision."""

import pytest

from callforprojects.core.data.money import Money
from callforprojects.core.tables.pagination import PER_PAGE
from callforprojects.organisations.models import Role
from callforprojects.questionnaires.models import MatrixClaim
from tests.factories.accounts import make_user
from tests.factories.juries import assign, keep, make_juror, make_officer
from tests.factories.reviews import make_review
from tests.factories.selection import (
    C,
    N,
    S,
    W,
    announce,
    body_of,
    make_decision,
    make_ranked_call,
    make_writer,
    ranking_of,
)
from tests.factories.territories import RENNES, make_territory
from tests.page import visible

euros = Money.euros


@pytest.mark.parametrize("count", [1, 3])
def test_the_results_ask_the_same_of_the_database_whatever_their_number(
    count, browser, count_queries
):
    call, applications = make_ranked_call(*range(50, 50 + count), envelope=euros(9000))
    for application in applications:
        make_decision(application, S)
    announce(call, make_officer(call))
    path = ranking_of(call, "/results")

    with count_queries() as queries_made:
        browser.get(path)

    # call, places, totals, what is erased, number, projects, their purposes, portfolio
    assert len(queries_made) == 8


def test_there_are_no_results_before_the_announcement(browser, sign_in):
    call, (application,) = make_ranked_call(90)
    make_decision(application, S)

    for page in ("/results", "/results/export"):
        assert browser.get(ranking_of(call, page)).status == 404
        assert sign_in(make_officer(call)).get(ranking_of(call, page)).status == 404


_OF_CLAIMS = ("What they work for", "Purposes and domains, together", "Purpose claimed")


def test_results_without_any_claim_say_nothing_of_purposes(browser):
    call, (application,) = make_ranked_call(90)
    make_decision(application, S)
    announce(call, make_officer(call))

    page = browser.get(ranking_of(call, "/results"))

    assert page.has("Selected projects")
    assert [words for words in _OF_CLAIMS if page.has(words)] == []


def test_results_with_claims_say_what_projects_work_for(browser):
    call, _applications = make_results_of_each_outcome()

    page = browser.get(ranking_of(call, "/results"))

    assert [words for words in _OF_CLAIMS if not page.has(words)] == []


def make_results_of_each_outcome():
    """Four projects, one selected, one with conditions, one waiting, one not: all announced."""
    call, applications = make_ranked_call(90, 80, 70, 60, envelope=euros(9000))
    for application, outcome in zip(applications, (S, C, W, N), strict=True):
        make_decision(application, outcome)
        keep(
            MatrixClaim(
                answer_set_id=application.answer_set_id,
                purpose="environment",
                domain="mobility",
                level=2,
            )
        )
    body_of(applications[0]).territory_id = make_territory(RENNES).id
    applications[0].summary = "Shade for everybody."
    announce(call, make_officer(call))
    return call, applications


def test_the_public_results_show_the_selected_and_nobody_else(browser):
    call, applications = make_results_of_each_outcome()

    page = browser.get(ranking_of(call, "/results"))

    assert page.status == 200
    figures = [visible(figure) for figure in page.all("dl")[0].iter("dd")]
    assert figures == ["2", "4", "€2,000", "1"]
    assert page.has("Shade for everybody.")
    assert page.has("Ille-et-Vilaine")
    shown = [page.has(application.title) for application in applications]
    assert shown == [True, True, False, False]
    assert page.has("2 projects")
    assert not page.has("Waiting list")


def make_results_of_shade_and_wind():
    """Two projects that are selected: of Rennes, and of its département."""
    call, applications = make_ranked_call(90, 80)
    places = (RENNES, "departement:35")
    for application, title, place in zip(applications, ("Shade", "+Wind"), places, strict=True):
        application.title = title
        body_of(application).territory_id = make_territory(place).id
        make_decision(application, S)
    announce(call, make_officer(call))
    return call, applications


def test_the_public_results_are_searched(browser):
    call, _applications = make_results_of_shade_and_wind()

    by_text = browser.get(ranking_of(call, "/results", q="shad"))
    by_place = browser.get(ranking_of(call, "/results", departement="departement:35"))
    elsewhere = browser.get(ranking_of(call, "/results", departement="departement:44"))
    nothing = browser.get(ranking_of(call, "/results", q="volcano"))

    assert (by_text.has("Shade"), by_text.has("+Wind")) == (True, False)
    assert (by_place.has("Shade"), by_place.has("+Wind")) == (True, True)
    assert (elsewhere.has("Shade"), elsewhere.has("+Wind")) == (True, True)  # no project is there
    assert nothing.has("Nothing matches these filters.")


def test_the_public_results_are_downloaded(browser):
    call, (_shade, wind) = make_results_of_shade_and_wind()

    text = browser.get(ranking_of(call, "/results/export")).response.get_data().decode("utf-8-sig")

    assert text.splitlines()[0] == (
        "Reference,Project,Organisation,Territory,Département,Amount granted,Summary"
    )
    assert f"{wind.reference},'+Wind," in text
    assert "Rennes,Ille-et-Vilaine,1000.00" in text
    assert "Ille-et-Vilaine,Ille-et-Vilaine,1000.00" in text


def test_the_whole_results_have_pages_and_an_old_address_leads_to_the_first(browser):
    """`whole=1` gave them all on one page, to whoever asked."""
    call, applications = make_ranked_call(*range(100, 100 + PER_PAGE + 3), envelope=euros(900_000))
    for application in applications:
        make_decision(application, S)
    announce(call, make_officer(call))

    old = browser.get(ranking_of(call, "/results?whole=1&q=Project&page=2"))
    first = browser.get(ranking_of(call, "/results"))
    second = browser.get(ranking_of(call, "/results?page=2"))
    text = browser.get(ranking_of(call, "/results/export")).response.get_data().decode("utf-8-sig")

    assert (old.status, old.location) == (301, ranking_of(call, "/results?q=Project&page=2"))
    shown = [sum(page.has(one.title) for one in applications) for page in (first, second)]
    assert shown == [PER_PAGE, 3]
    assert len(text.splitlines()) == 1 + PER_PAGE + 3


def test_the_lines_of_the_results_are_columns(browser, count_objects):
    """Fifty lines of four tables would be two hundred objects, to be let go one by one."""
    call, applications = make_ranked_call(*range(50, 60), envelope=euros(900_000))
    for application in applications:
        make_decision(application, S)
    announce(call, make_officer(call))

    with count_objects() as classes:
        browser.get(ranking_of(call, "/results"))
        browser.get(ranking_of(call, "/results/export"))

    assert {"Decision", "Application"}.isdisjoint(classes)


def test_results_without_a_selected_project_say_so(browser):
    call, (application,) = make_ranked_call(90)
    make_decision(application, N)
    announce(call, make_officer(call))

    assert browser.get(ranking_of(call, "/results")).has("No project was selected.")


def test_an_applicant_reads_their_decision_once_announced(sign_in):
    call, (application, other) = make_ranked_call(None, 70)
    juror = make_juror(call, full_name="Judith Secret")
    assign(juror, application)
    make_review(juror, application, 3, 4, 10)
    make_decision(application, N, reason="Too far from the subject.")
    make_decision(other, S)
    member = sign_in(make_writer(application, Role.READER))
    path = f"/selection/applications/{application.id}/decision"
    assert member.get(path).status == 404
    announce(call, make_officer(call))

    page = member.get(path)

    assert page.status == 200
    assert page.has("Not selected")
    assert page.has("Too far from the subject.")
    assert page.has("administrative court")
    assert page.has("Mean of 74.0 out of 100 over 1 review. Jurors are not named.")
    assert (page.has("Relevance"), page.has("Judith")) == (True, False)
    assert sign_in(make_writer(other)).get(path).status == 404
    assert sign_in(make_user()).get(path).status == 404


def test_an_applicant_finds_the_decision_from_their_file(sign_in):
    call, (application,) = make_ranked_call(40)
    make_decision(application, N)
    member = sign_in(make_writer(application, Role.READER))
    assert not member.get("/applications/mine").has("Read the decision")
    announce(call, make_officer(call))
    decision = f"/selection/applications/{application.id}/decision"

    assert decision in member.get("/applications/mine").links.values()
    assert member.get(f"/applications/{application.id}").links["Read the decision"] == decision


def test_once_announced_the_decision_page_has_no_form(sign_in):
    call, (application,) = make_ranked_call(90)
    make_decision(application, S)
    announce(call, make_officer(call))

    page = sign_in(make_officer(call)).get(f"/selection/applications/{application.id}")

    assert page.has("The results are announced: decisions no longer change.")
    assert page.follow("See the decision").has("€1,000")


TITLES = {
    "": "Classement des candidatures",
    "/decisions": "Décisions",
    "/proposal": "Décisions proposées d’après le classement",
    "/letters": "Courriers et annonce",
    "/announce": "Annoncer les résultats ?",
}


@pytest.fixture
def decided():
    """A call whose two files have their decisions, before the announcement."""
    call, (first, second) = make_ranked_call(90, None)
    make_decision(first, C)
    make_decision(second, N)
    return call


@pytest.fixture
def french(sign_in, decided):
    """An officer of the call who reads French."""
    return sign_in(make_officer(decided, user=make_user(language="fr")))


def test_the_pages_of_an_officer_speak_french(french, decided):
    assert {page: french.get(ranking_of(decided, page)).h1 for page in TITLES} == TITLES


def test_results_announced_in_french_speak_french(french, browser, decided):
    french.get(ranking_of(decided, "/letters")).submit("Préparer les courriers")
    french.get(ranking_of(decided, "/announce")).submit(
        "Annoncer les résultats maintenant", unfinished_reason="Le comité a statué."
    )
    browser.language = "fr"

    assert browser.get(ranking_of(decided, "/results")).has("projet lauréat")
