"""The public pages of calls, and the officer's list."""

from datetime import timedelta

import pytest
import time_machine

from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.organisations.models import Role
from tests.factories.accounts import make_user
from tests.factories.calls import make_call, make_funder, make_officer


@pytest.mark.parametrize("stage", ["upcoming", "open", "closed", "announced", "cancelled"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_page_of_a_published_call_opens_for_everybody(browser, stage, language):
    call = make_call(stage, title="Mobilités rurales")
    browser.language = language

    page = browser.get(f"/calls/{call.id}")

    assert page.status == 200
    assert page.h1 == "Mobilités rurales"
    assert page.has(str(call.reference))


WHAT_DECIDES = {
    "until when": ("Open", "30 days left", "9 February 2027 at 13:00 (Paris time)"),
    "how much": ("€3,000,000", "€500,000", "70%", "Enveloppe indicative."),
    "what is judged": ("60%", "Critère 1", "Required"),
    "who pays": ("Banque des territoires", "Région partenaire", "contact@funder.example"),
}


def make_call_of_two_funders():
    """A call of thirty days, by points of 60 and 40, for communes."""
    call = make_call(
        "open",
        funder=make_funder(name="Banque des territoires"),
        co_funders=[make_funder(name="Région partenaire")],
        weights=(60, 40),
        territory_types=["commune"],
        note="Enveloppe indicative.",
    )
    call.current_round.closes_at = now() + timedelta(days=30)
    return call


@time_machine.travel("2027-01-10T12:00:00+00:00", tick=False)
def test_page_of_an_open_call_tells_what_decides(browser):
    call = make_call_of_two_funders()

    page = browser.get(f"/calls/{call.id}")

    missing = {
        about: word for about, words in WHAT_DECIDES.items() for word in words if not page.has(word)
    }
    assert missing == {}
    assert page.links["Apply"].endswith(f"/start/{call.id}")
    assert not page.all("nav", class_="call-menu")


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("closed", "the applications are being examined"),
        ("announced", "See who is selected, and the map"),
        ("cancelled", "This call is cancelled."),
    ],
)
def test_page_says_what_happened_after_the_closing(browser, stage, words):
    assert browser.get(f"/calls/{make_call(stage).id}").has(words)


def test_draft_says_what_is_not_written_yet(sign_in):
    call = make_call("draft")

    page = sign_in(make_officer(call.funder)).get(f"/calls/{call.id}")

    for words in (
        "The description is not written yet.",
        "The expected profile is not filled in yet.",
        "The criteria are not written yet.",
        "No date is set yet.",
        "No contact is given.",
    ):
        assert page.has(words), words


def test_table_of_contents_leads_to_sections_that_exist(browser):
    page = browser.get(f"/calls/{make_call('open').id}")

    anchors = [url[1:] for url in page.links.values() if url.startswith("#")]

    assert len(anchors) == 7
    assert {element.get("id") for element in page.root.iter()} >= set(anchors)


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_call_takes_six_queries(browser, count, count_queries):
    call = make_call(
        "open", weights=(10,) * count, co_funders=[make_funder() for _ in range(count)]
    )
    url = f"/calls/{call.id}"
    db.session.commit()

    with count_queries() as statements:
        browser.get(url)

    assert len(statements) == 6


def test_matrix_drawn_once_still_speaks_each_language(browser):
    call = make_call("open")
    url = f"/calls/{call.id}"

    assert browser.get(url).has("Expected profile: purposes and domains of action")
    browser.language = "fr"
    assert browser.get(url).has("Profil attendu : finalités et domaines d’action")


def test_only_an_open_call_can_be_applied_to(browser):
    for stage in ("upcoming", "closed", "announced", "cancelled"):
        assert "Apply" not in browser.get(f"/calls/{make_call(stage).id}").links


def test_results_are_linked_once_announced(browser):
    assert "See the results" in browser.get(f"/calls/{make_call('announced').id}").links


def test_cancelled_call_says_why(browser):
    page = browser.get(f"/calls/{make_call('cancelled').id}")

    assert page.has("This call is cancelled.")
    assert page.has("Le budget a été retiré.")


def test_description_cannot_run_a_script(browser, sign_in):
    call = make_call()
    officer = sign_in(make_officer(call.funder))

    officer.get(f"/calls/{call.id}/presentation").submit(
        "Save",
        title="<script>alert(1)</script>",
        description='<img src=x onerror="alert(1)"> <script>alert(2)</script>\n\n[x](javascript:a)',
    )
    page = officer.get(f"/calls/{call.id}")

    assert page.h1 == "<script>alert(1)</script>"
    assert not page.all("img")
    assert "javascript:" not in [link.get("href", "")[:11] for link in page.all("a")]


@pytest.mark.parametrize(("who", "status"), [("guest", 302), ("stranger", 404), ("reader", 200)])
@pytest.mark.parametrize("end", ["", "/questions"])
def test_draft_is_hidden_from_others(browser, sign_in, who, status, end):
    call = make_call("ready")
    people = {
        "guest": lambda: browser,
        "stranger": lambda: sign_in(make_user()),
        "reader": lambda: sign_in(make_officer(call.funder, Role.READER)),
    }

    assert people[who]().get(f"/calls/{call.id}{end}").status == status


def test_unknown_call_is_not_found(browser):
    assert browser.get("/calls/00000000-0000-0000-0000-000000000000").status == 404


def test_officer_finds_the_pages_of_the_call(sign_in):
    call = make_call("closed")

    page = sign_in(make_officer(call.funder)).get(f"/calls/{call.id}")

    assert {"Applications", "Jury", "Scores", "Selection", "Management"} <= set(page.links)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_everything_that_is_asked_is_on_one_page(browser, language):
    call = make_call("open", language=language)
    browser.language = language

    page = browser.get(f"/calls/{call.id}").follow(
        {"en": "Read the questions", "fr": "Lire les questions"}[language]
    )

    headings = page.all("h2")
    assert len(headings) == 8
    assert page.has({"en": "200 words at most", "fr": "200 mots au plus"}[language])


@pytest.mark.parametrize("count", [1, 3])
def test_questions_page_takes_a_constant_number_of_queries(browser, count, count_queries):
    call = make_call("open", weights=(10,) * count)
    url = f"/calls/{call.id}/questions"
    db.session.commit()

    with count_queries() as statements:
        browser.get(url)

    assert len(statements) == 7


def test_officer_sees_the_calls_of_their_funders(sign_in):
    funder = make_funder(name="Mon financeur")
    make_call("draft", funder=funder, title="Mon brouillon")
    make_call("open", title="Autre appel")

    page = sign_in(make_officer(funder)).get("/calls/mine")

    assert page.has("Mon financeur")
    assert page.has("Mon brouillon")
    assert not page.has("Autre appel")
    assert "Create a call" in page.links


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_ones_calls_has_a_constant_price(sign_in, count_queries, count):
    funder = make_funder()
    for _turn in range(count):
        make_call("draft", funder=funder)
    browser = sign_in(make_officer(funder))
    browser.get("/calls/mine")

    with count_queries() as statements:
        page = browser.get("/calls/mine")

    assert len(page.all("tr")) == count + 1
    assert not page.has("Columns")  # few rows need no tools
    assert len(statements) == 5


def test_many_calls_are_searched_and_sorted(sign_in):
    funder = make_funder()
    for number in range(11):
        title = f"Vélos {number:02}" if number else "Forêts"
        make_call("draft", funder=funder, title=title)
    browser = sign_in(make_officer(funder))

    page = browser.get("/calls/mine").submit("Show", q="velos", sort="title")
    titles = [title for title in page.links if title.startswith("Vélos")]

    assert page.has("10 results")
    assert titles[:2] == ["Vélos 01", "Vélos 02"]
    assert browser.get("/calls/mine?q=zzz").has("Nothing matches these filters.")


def test_reader_of_a_funder_creates_nothing(sign_in):
    funder = make_funder()
    reader = sign_in(make_officer(funder, Role.READER))

    assert "Create a call" not in reader.get("/calls/mine").links
    assert reader.get("/calls/mine").has("No call yet.")
    assert reader.get(f"/calls/organisations/{funder.id}/new").status == 403


def test_others_are_told_that_only_funders_publish(browser, sign_in):
    assert sign_in(make_user()).get("/calls/mine").has("You do not belong to a funder.")
    assert browser.get("/calls/mine").status == 302
