"""Documents in an application: sent as soon as they are chosen, and never without being said."""

import pytest
from playwright.sync_api import FilePayload, Locator, Page, Route, expect
from sqlalchemy import select, update

from callforprojects.core.data.database import db
from callforprojects.questionnaires.models import Question
from tests.factories.files import PDF
from tests.journeys.conftest import OpenTab
from tests.journeys.drafts import (
    ANNE,
    SAVED,
    end_sessions,
    is_left_without_a_question,
    make_draft,
    opened,
)
from tests.journeys.people import heading, sign_in
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]
WAITING = "Le formulaire partira dès que le fichier sera envoyé."
UNANSWERED = """(ending) => {
  XMLHttpRequest.prototype.send = function () {
    this.upload.dispatchEvent(new ProgressEvent("load"));
    if (ending === "error" || this.timeout > 0) this.dispatchEvent(new ProgressEvent(ending));
  };
}"""
DOCUMENT: FilePayload = {"name": "délibération.pdf", "mimeType": "application/pdf", "buffer": PDF}


def test_a_document_goes_as_soon_as_it_is_chosen(site: Site, open_tab: OpenTab) -> None:
    page = opened(open_tab, ANNE, make_draft(site) + "/section?number=8")
    place = page.locator("[data-upload]").first
    box = place.locator("input[type=file]")

    box.set_input_files(DOCUMENT)
    expect(place.get_by_role("link", name="délibération.pdf")).to_be_visible()
    expect(place.get_by_role("status")).to_have_text(SAVED)
    place.get_by_role("button", name="Retirer").click()
    expect(place.get_by_role("link", name="délibération.pdf")).to_have_count(0)

    page.evaluate("document.querySelector('[data-upload]').dataset.limit = 10")
    box.set_input_files({"name": "gros.pdf", "mimeType": "application/pdf", "buffer": PDF})
    expect(place.get_by_role("alert")).to_have_text(
        "Ce fichier est trop volumineux : 25 Mo au plus."
    )


def hold_documents(page: Page) -> list[Route]:
    """The sendings of documents from now on: each waits to be let go."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/document?*", hold)
    return held


def press_with_a_document_on_its_way(page: Page) -> tuple[Locator, Route]:
    """The place of the document, and its sending, which waits to be let go."""
    held = hold_documents(page)
    place = page.locator("[data-upload]").first
    place.locator("input[type=file]").set_input_files(DOCUMENT)
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(place.get_by_role("status")).to_have_text(WAITING)
    expect(place.locator("input[type=file]")).to_be_disabled()  # one at a time
    return place, held[0]


def test_a_form_sent_while_a_document_is_on_its_way_waits_for_it(
    site: Site, open_tab: OpenTab
) -> None:
    page = opened(open_tab, ANNE, make_draft(site) + "/section?number=8")

    _place, sending = press_with_a_document_on_its_way(page)
    sending.continue_()

    heading(page, "Vérifier et déposer")
    expect(page.get_by_role("main").get_by_role("link", name="délibération.pdf")).to_be_visible()


def test_a_form_is_not_sent_without_the_document_that_could_not_be(
    site: Site, rough_tab: OpenTab
) -> None:
    page = opened(rough_tab, ANNE, make_draft(site) + "/section?number=8")

    place, sending = press_with_a_document_on_its_way(page)
    sending.abort("internetdisconnected")

    expect(place.get_by_role("alert")).to_contain_text("la connexion est perdue")
    heading(page, "Pièces")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    heading(page, "Vérifier et déposer")


def test_of_two_documents_the_one_that_fails_keeps_the_form(site: Site, rough_tab: OpenTab) -> None:
    page = opened(rough_tab, ANNE, make_draft(site) + "/section?number=8")
    held = hold_documents(page)
    places = page.locator("[data-upload]")
    document: FilePayload = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": PDF}
    for number in (0, 1):
        places.nth(number).locator("input[type=file]").set_input_files(document)
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(places.first.get_by_role("status")).to_have_text(WAITING)
    held[1].abort("internetdisconnected")
    expect(places.nth(1).get_by_role("alert")).to_contain_text("la connexion est perdue")
    expect(places.first.get_by_role("status")).not_to_have_text(WAITING)
    held[0].continue_()

    expect(places.first.get_by_role("link", name="plan.pdf")).to_be_visible()
    heading(page, "Pièces")
    expect(places.nth(1).get_by_role("alert")).to_be_visible()


@pytest.mark.parametrize(
    ("status", "body"), [(200, "<h1>Back soon</h1>"), (200, "null"), (503, "<h1>Back soon</h1>")]
)
def test_the_page_of_something_else_is_no_document_that_was_kept(
    site: Site, rough_tab: OpenTab, status: int, body: str
) -> None:
    """A firewall, a portal that asks for a name, a page of maintenance: whatever their status."""
    page = opened(rough_tab, ANNE, make_draft(site) + "/section?number=8")

    place, sending = press_with_a_document_on_its_way(page)
    sending.fulfill(status=status, content_type="text/html", body=body)

    expect(place.get_by_role("alert")).to_contain_text("n’a pas pu être conservé")
    expect(place.get_by_text("undefined")).to_have_count(0)
    heading(page, "Pièces")


def test_a_document_goes_once_somebody_has_signed_in_again_in_another_tab(
    site: Site, rough_tab: OpenTab
) -> None:
    page = opened(rough_tab, ANNE, make_draft(site) + "/section?number=8")
    place = page.locator("[data-upload]").first
    end_sessions(site)
    place.locator("input[type=file]").set_input_files(DOCUMENT)
    expect(place.get_by_role("alert")).to_contain_text("Votre session a expiré")
    other = page.context.new_page()
    sign_in(other, ANNE)
    other.close()

    place.locator("input[type=file]").set_input_files(DOCUMENT)

    expect(place.get_by_role("link", name="délibération.pdf")).to_be_visible()
    expect(place.get_by_role("alert")).to_be_hidden()


def test_words_beside_a_document_that_fails_are_kept(site: Site, rough_tab: OpenTab) -> None:
    """The form was to leave with them, and stays: they are kept by themselves as before."""
    draft = make_draft(site)
    ask_beside_the_documents(site, "context")
    page = opened(rough_tab, ANNE, draft + "/section?number=8")
    box = page.get_by_label("Contexte et besoins")
    box.fill("Il fait trop chaud l’été.")
    place, sending = press_with_a_document_on_its_way(page)
    sending.abort("internetdisconnected")

    expect(place.get_by_role("alert")).to_contain_text("la connexion est perdue")
    expect(page.locator("[data-saving-message]")).to_have_text(SAVED)
    page.reload()
    expect(box).to_have_value("Il fait trop chaud l’été.")


def test_a_document_that_arrives_leaves_whoever_writes_where_they_write(
    site: Site, open_tab: OpenTab
) -> None:
    draft = make_draft(site)
    ask_beside_the_documents(site, "context")
    page = opened(open_tab, ANNE, draft + "/section?number=8")
    held = hold_documents(page)
    box = page.get_by_label("Contexte et besoins")

    page.locator("input[type=file]").first.set_input_files(DOCUMENT)
    box.press_sequentially("Il fait trop ")
    held[0].continue_()
    expect(page.get_by_role("link", name="délibération.pdf")).to_be_visible()
    page.keyboard.type("chaud")

    expect(box).to_have_value("Il fait trop chaud")


@pytest.mark.parametrize("ending", ["error", "timeout"])
def test_a_document_without_an_answer_may_have_been_kept(
    site: Site, open_tab: OpenTab, ending: str
) -> None:
    """All of it has left: only the page says whether it arrived, and the place is not held."""
    page = opened(open_tab, ANNE, make_draft(site) + "/section?number=8")
    page.evaluate(UNANSWERED, ending)
    place = page.locator("[data-upload]").first

    place.locator("input[type=file]").set_input_files(DOCUMENT)

    expect(place.get_by_role("alert")).to_contain_text("le fichier est peut-être conservé")
    expect(place.locator("input[type=file]")).to_be_enabled()


def test_nobody_is_warned_of_a_document_that_they_have_stopped(
    site: Site, open_tab: OpenTab
) -> None:
    page = opened(open_tab, ANNE, make_draft(site) + "/section?number=8")
    hold_documents(page)
    place = page.locator("[data-upload]").first
    place.locator("input[type=file]").set_input_files(DOCUMENT)
    place.get_by_role("button", name="Interrompre").click()
    expect(place.get_by_role("status")).to_contain_text("rien n’a changé")

    assert is_left_without_a_question(page)


def test_words_beside_a_document_that_is_kept_are_not_left_without_a_warning(
    site: Site, rough_tab: OpenTab
) -> None:
    draft = make_draft(site)
    ask_beside_the_documents(site, "context")
    page = opened(rough_tab, ANNE, draft + "/section?number=8")
    page.route("**/answer?*", lambda route: route.abort("internetdisconnected"))
    page.get_by_label("Contexte et besoins").fill("Il fait trop chaud l’été.")
    page.locator("input[type=file]").first.set_input_files(DOCUMENT)
    expect(page.get_by_role("link", name="délibération.pdf")).to_be_visible()
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()

    page.unroute("**/answer?*")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("[data-saving-message]")).to_have_text(SAVED)
    assert is_left_without_a_question(page)


def ask_beside_the_documents(site: Site, key: str) -> None:
    """Move a question into the section of the documents."""
    with site.scene():
        beside = select(Question.section_id).where(Question.key == "deliberation").scalar_subquery()
        moved = update(Question).where(Question.key == key).values(section_id=beside, position=9)
        db.session.execute(moved)
