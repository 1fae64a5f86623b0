"""The pages of applications, as people see them."""

import io
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.messages.models import Message
from callforprojects.organisations.models import OrganisationKind, Role
from tests.applications.scenes import draft_of
from tests.factories.accounts import make_user
from tests.factories.applications import (
    ANSWERS,
    make_application,
    make_body,
    make_member,
    make_open_call,
)
from tests.factories.files import PDF

pytestmark = pytest.mark.usefixtures("in_english")

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def organisation():
    return make_body()


@pytest.fixture
def member(organisation):
    return make_member(organisation)


@pytest.fixture
def page_of(sign_in):
    """Open a page as somebody."""
    return lambda user, path, **options: sign_in(user).get(path, **options)


def test_a_guest_signs_in_first(browser):
    call = make_open_call()

    page = browser.get(f"/applications/start/{call.id}")

    assert page.status == 302
    assert "/accounts/sign-in" in page.location


def test_somebody_without_organisation_is_shown_the_way(page_of):
    here = f"/applications/start/{make_open_call().id}"
    page = page_of(make_user(), here)

    assert page.links["First, your organisation"] == f"/organisations/create?next={here}"


def test_the_start_page_tells_the_ineligible_why(page_of):
    call = make_open_call(territory_types=["departement"])
    member = make_member(make_body(name="Trifouillis"))

    page = page_of(member, f"/applications/start/{call.id}")

    assert page.has("Trifouillis – This type of organisation is not accepted: Municipality.")
    with pytest.raises(AssertionError, match="no button"):
        page.submit("Begin")


def test_a_closed_call_cannot_be_begun(page_of, member):
    call = make_open_call(closes_at=now() - timedelta(minutes=1))

    assert page_of(member, f"/applications/start/{call.id}").has("This call is closed.")


def test_who_has_begun_is_sent_to_the_draft(page_of, organisation, member):
    draft = draft_of(organisation, member)

    page = page_of(member, f"/applications/start/{draft.call_id}")

    assert page.has(f"{organisation.name} has already begun an application.")
    assert page.links[f"Continue it – {organisation.name}"] == f"/applications/{draft.id}/tasks"
    with pytest.raises(AssertionError, match="no button"):
        page.submit("Begin")


def test_an_application_begins_and_shows_its_tasks(page_of, member):
    page = page_of(member, f"/applications/start/{make_open_call().id}").submit("Begin").follow()

    assert page.h1 == "Untitled application"
    assert page.has("Your draft is created.")
    assert page.has("0 of 18")
    assert page.has("Not started")
    assert page.has("This draft is not filed")


def test_somebody_elses_organisation_cannot_be_chosen(page_of, member):
    other = make_body()
    start = page_of(member, f"/applications/start/{make_open_call().id}")

    page = start.submit("Begin", organisation_id=str(other.id))

    assert page.status == 422
    assert page.errors


def test_a_section_is_saved_with_its_mistakes(page_of, organisation, member):
    draft = draft_of(organisation, member)
    path = f"/applications/{draft.id}/section?number=6"

    page = page_of(member, path).submit(
        "Save", **{"answer-total_cost": "1 234,50 €", "answer-requested_amount": "a lot"}
    )
    page = page.follow()

    assert page.has("Your answers are saved.")
    assert page.value("answer-total_cost") == "1,234.50"
    assert page.value("answer-requested_amount") == "a lot"
    assert page.has("Amount requested: Enter an amount in euros, for example 12 500 or 12 500,50.")


def test_saving_and_continuing_goes_on_to_the_check_page(page_of, organisation, member):
    draft = draft_of(organisation, member)

    page = page_of(member, f"/applications/{draft.id}/section?number=7")
    page = page.submit("Save and continue", **{"answer-beneficiaries": "310"}).follow()
    assert page.h1 == "Documents"
    page = page.submit("Save and continue").follow()

    assert page.h1 == "Check and file"
    assert page.has("310")


@pytest.mark.parametrize("number", ["0", "9", "x", "-1", "99999999999999999999", "٣"])
def test_a_section_that_does_not_exist_is_404(page_of, organisation, member, number):
    draft = draft_of(organisation, member)

    assert page_of(member, f"/applications/{draft.id}/section?number={number}").status == 404


def test_two_colleagues_on_one_text_lose_nothing(sign_in, organisation, member):
    draft = draft_of(organisation, member, title="First")
    path = f"/applications/{draft.id}/section?number=1"
    mine, theirs = sign_in(member).get(path), sign_in(make_member(organisation)).get(path)

    theirs.submit("Save", **{"answer-title": "Theirs"})
    page = mine.submit("Save", **{"answer-title": "Mine", "answer-summary": "My summary"})

    assert page.status == 409
    assert page.value("answer-title") == "Mine"
    assert page.value("answer-summary") == "My summary"
    assert page.has("A colleague has since changed this answer.")
    assert page.has("Theirs")
    page = page.submit("Save").follow()
    assert page.value("answer-title") == "Mine"


def test_two_colleagues_on_two_texts_both_keep_theirs(sign_in, organisation, member):
    draft = draft_of(organisation, member, title="First", summary="First")
    path = f"/applications/{draft.id}/section?number=1"
    mine, theirs = sign_in(member).get(path), sign_in(make_member(organisation)).get(path)

    theirs.submit("Save", **{"answer-title": "Theirs"})
    page = mine.submit("Save", **{"answer-summary": "Mine"}).follow()

    assert (page.value("answer-title"), page.value("answer-summary")) == ("Theirs", "Mine")


def test_the_matrix_is_claimed_cell_by_cell(page_of, organisation, member):
    draft = draft_of(organisation, member)
    cell = "claim-environment--mobility"

    page = page_of(member, f"/applications/{draft.id}/section?number=3").submit(
        "Save", **{f"{cell}-level": "3", "claim-cohesion--health-level": "-1"}
    )
    page = page.follow()

    assert page.value(f"{cell}-level") == "3"
    assert page.has("describe what your project does here.")
    assert page.has("enter the measure that counters this effect.")
    assert not [words for words in page.errors if "purpose by purpose" in words]


def test_a_document_is_sent_read_and_removed(page_of, organisation, member):
    draft = draft_of(organisation, member)
    page = page_of(member, f"/applications/{draft.id}/section?number=8")

    page = page.submit(
        "Save", **{"answer-deliberation": (io.BytesIO(PDF), "délibération.pdf")}
    ).follow()
    read = page.browser.get(page.links["délibération.pdf"])
    assert read.status == 200
    assert read.response.data == PDF
    read.response.close()

    page = page.browser.get(f"/applications/{draft.id}/section?number=8")
    page = page.submit("Save", **{"answer-deliberation-remove": "yes"}).follow()
    assert "délibération.pdf" not in page.links


def test_a_refused_document_keeps_what_was_typed(page_of, organisation, member):
    draft = draft_of(organisation, member)
    page = page_of(member, f"/applications/{draft.id}/section?number=8")

    page = page.submit("Save", **{"answer-deliberation": (io.BytesIO(b"MZ"), "virus.pdf")})

    assert page.status == 422
    assert page.errors[0].startswith("Decision of your deliberative body: The file “virus.pdf”")
    assert page.links[page.errors[0]] == "#answer-deliberation"


def test_a_draft_is_filed_and_acknowledged(page_of, organisation, member):
    draft = draft_of(organisation, member, **ANSWERS)
    page = page_of(member, f"/applications/{draft.id}/check")
    assert page.has("Everything required is answered.")
    assert page.has("Match with what the call expects")
    assert page.has("Fewer cars.")

    refused = page.submit("File the application")
    assert refused.status == 422
    assert refused.has("Tick the box to file the application.")
    page = refused.submit("File the application", declaration="y").follow()

    assert page.h1 == "Acknowledgement of receipt"
    db.session.expire_all()
    assert page.has("Your application is received.")
    for words in (
        "-0001", "(Paris time)", "1 rue des Essais, 35000 Rennes", "contact@funder.example",
        "02 99 00 00 01", "neither a decision nor a promise of aid",
    ):  # fmt: skip
        assert page.has(words), words
    assert not page.has("If you receive no answer")  # the code speaks of the public


def test_an_association_is_told_what_silence_means(page_of):
    body = make_body(OrganisationKind.PARTNER, territory_type="association")
    member = make_member(body)
    draft = draft_of(body, member, **ANSWERS)
    draft.call.current_round.results_expected_on = date(2100, 1, 1)
    db.session.commit()

    page = page_of(member, f"/applications/{draft.id}/check")
    page = page.submit("File the application", declaration="y").follow()

    for words in (
        "If you receive no answer", "your request is deemed refused", "L231-4, 3°",
        "An explicit decision may still come after that date.", "recours gracieux",
        "The results of this call are expected later, on 1 January 2100",
    ):  # fmt: skip
        assert page.has(words), words
    letters = db.session.scalars(
        sa.select(Message).where(Message.template == "applications/receipt")
    )
    assert all("is deemed refused" in letter.text for letter in letters)


def test_problems_lead_to_their_field(page_of, organisation, member):
    draft = draft_of(organisation, member, **{**ANSWERS, "contact_phone": "12"})

    page = page_of(member, f"/applications/{draft.id}/check")

    wrong = "Phone number of the person to contact: Enter a telephone number, for example 04 92 20 00 00 or +33 4 92 20 00 00."
    assert page.links[wrong].endswith("section?number=4#answer-contact_phone")
    with pytest.raises(AssertionError, match="no button"):
        page.submit("File the application")


def test_too_late_by_one_second(sign_in, organisation, member):
    closes_at = now() + timedelta(minutes=5)
    draft = draft_of(organisation, member, **ANSWERS)
    draft.call.current_round.closes_at = closes_at
    page = sign_in(member).get(f"/applications/{draft.id}/check")

    with time_machine.travel(closes_at, tick=False):
        page = page.submit("File the application", declaration="y")

        assert page.status == 422
        assert page.errors == ["This call is closed."]


def test_filing_in_two_tabs_ends_at_the_receipt_twice(sign_in, organisation, member):
    draft = draft_of(organisation, member, **ANSWERS)
    tabs = [sign_in(member).get(f"/applications/{draft.id}/check") for _tab in range(2)]

    first, second = (tab.submit("File the application", declaration="y").follow() for tab in tabs)

    assert second.h1 == first.h1
    assert second.flashes == ["You have filed this application already: here is its receipt."]


def test_a_colleague_who_was_faster_is_named_beside_the_receipt(sign_in, organisation, member):
    draft = draft_of(organisation, member, **ANSWERS)
    colleague = make_member(organisation, first_name="Rose", last_name="Rapide")
    mine = sign_in(member).get(f"/applications/{draft.id}/check")
    theirs = sign_in(colleague).get(f"/applications/{draft.id}/check")
    receipt = theirs.submit("File the application", declaration="y").location

    page = mine.submit("File the application", declaration="y")

    assert page.location == receipt
    assert page.follow().flashes[0].startswith("Rose Rapide has filed this application on")


def test_beginning_in_two_tabs_ends_in_the_draft_twice(sign_in, member):
    call = make_open_call()
    tabs = [sign_in(member).get(f"/applications/start/{call.id}") for _tab in range(2)]

    first, second = (tab.submit("Begin") for tab in tabs)

    assert (second.status, second.location) == (302, first.location)
    assert second.follow().flashes == ["This application is begun already: here is its draft."]


def test_scripts_in_every_text_are_only_texts(page_of, organisation, member):
    texts = ("title", "summary", "context", "objectives", "actions", "governance", "partners",
             "cofunding", "expected_results")  # fmt: skip
    draft = draft_of(organisation, member, **{**ANSWERS, **dict.fromkeys(texts, SCRIPT)})
    browser = page_of(member, f"/applications/{draft.id}/check").browser

    for number in range(1, 9):
        assert SCRIPT not in browser.get(f"/applications/{draft.id}/section?number={number}").html
    page = browser.get(f"/applications/{draft.id}/check").submit(
        "File the application", declaration="y"
    )

    assert SCRIPT not in page.follow().html
    page = browser.get(f"/applications/{draft.id}")
    assert SCRIPT not in page.html
    assert page.h1 == SCRIPT


def test_a_filed_application_is_withdrawn_with_a_reason(page_of, organisation, member):
    application = make_application(organisation=organisation, by=member, submitted=True)
    page = page_of(member, f"/applications/{application.id}").follow("Withdraw")

    assert page.submit("Withdraw the application", reason="").status == 422
    page = page.submit("Withdraw the application", reason="Other funding.").follow()

    assert page.has("The application is withdrawn.")
    assert page.has("Other funding.")
    assert "Withdraw" not in page.links


def test_a_reader_reads_the_draft_and_changes_nothing(page_of, organisation, member):
    draft = draft_of(organisation, member, title="Bicycles")
    reader = make_member(organisation, Role.READER)

    page = page_of(reader, f"/applications/{draft.id}/tasks")
    assert page.links["The project"] == f"/applications/{draft.id}/check#section-1"
    assert page.follow("Read the draft").has("Bicycles")
    assert page_of(reader, f"/applications/{draft.id}/section").status == 403


def test_my_applications(page_of, organisation, member):
    assert page_of(member, "/applications/mine").has("No application yet")
    make_application(organisation=organisation, by=member, submitted=True)
    draft_of(organisation, member)

    page = page_of(member, "/applications/mine")

    assert "Bicycles for the valley" in page.links
    assert "Untitled application" in page.links
    assert page.has("Submitted")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_speaks_both_languages(sign_in, organisation, member, language):
    draft = draft_of(organisation, member, title="Vélos")
    filed = make_application(submitted=True, organisation=organisation, by=member)
    member.language = language
    browser = sign_in(member)
    headings = {
        "fr": ["Nos candidatures", "Vérifier et déposer", "Accusé de réception"],
        "en": ["Our applications", "Check and file", "Acknowledgement of receipt"],
    }[language]

    paths = ["mine", f"{draft.id}/check", f"{filed.id}/receipt"]

    assert [browser.get(f"/applications/{path}").h1 for path in paths] == headings


@pytest.mark.parametrize(
    ("role", "way"),
    [(Role.ADMINISTRATOR, "Invite a colleague"), (Role.EDITOR, "See the members")],
)
def test_the_team_of_a_draft_leads_to_more_colleagues(page_of, role, way):
    body = make_body()
    person = make_member(body, role)
    draft = make_application(call=make_open_call(), organisation=body, by=person)

    page = page_of(person, f"/applications/{draft.id}/tasks")

    assert page.links[way].startswith(f"/organisations/{body.id}/")
