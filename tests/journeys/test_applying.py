"""Writing an application: by keyboard alone, kept as it is written, with colleagues and bad luck."""

import re

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application
from callforprojects.core.data.database import db
from tests.factories.accounts import PASSWORD
from tests.factories.applications import (
    ANSWERS,
    fill,
    make_body,
    make_member,
    make_open_call,
)
from tests.journeys.conftest import OpenTab
from tests.journeys.drafts import (
    ANNE,
    NADIA,
    end_sessions,
    make_draft,
    opened,
    saved,
    sign_in_again,
)
from tests.journeys.keyboard import reach, sign_in_by_keyboard, tab_to
from tests.journeys.people import heading, hurry, sign_in
from tests.journeys.site import Site

pytestmark = pytest.mark.browser
SLOW_ANSWERS = """{
  const fetched = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await fetched(...asked);
    await new Promise((done) => setTimeout(done, 600));
    return answer;
  };
}"""


def colleagues_answer_the_rest(site: Site) -> None:
    """All that the person at the keyboard does not write herself."""
    written = {"title", "matrix"}
    with site.scene():
        draft = db.session.scalars(select(Application)).one()
        db.session.refresh(draft.round, ["call"])
        by = db.session.scalars(select(User).where(User.email == ANNE)).one()
        fill(draft, {key: text for key, text in ANSWERS.items() if key not in written}, by=by)


def begin_by_keyboard(page: Page) -> None:
    main = page.get_by_role("main")
    reach(page, main.get_by_role("link", name="Déposer une candidature").first)
    reach(page, main.get_by_role("button", name="Commencer"))
    heading(page, "Candidature sans titre")


def write_by_keyboard(page: Page) -> None:
    """A title, then a cell of the matrix with its argument: each is kept by itself."""
    main = page.get_by_role("main")
    reach(page, main.get_by_role("link", name="Le projet", exact=True))
    tab_to(page, page.get_by_label("Titre du projet"))
    page.keyboard.type("Une place à l’ombre")
    page.keyboard.press("Tab")
    saved(page)
    for title in ("Contexte et actions", "Contribution aux finalités"):
        reach(page, main.get_by_role("button", name="Enregistrer et continuer"))
        heading(page, title)
    reach(page, page.locator(".matrix select, .matrix [tabindex='0']").first, "3")
    page.keyboard.press("a")
    page.keyboard.type("Cent arbres.")
    saved(page)


def file_by_keyboard(page: Page) -> None:
    main = page.get_by_role("main")
    reach(page, main.get_by_role("link", name="Revenir à la liste"))
    reach(page, main.get_by_role("link", name="Vérifier et déposer"))
    reach(page, page.get_by_label("Je certifie l’exactitude"), "Space")
    reach(page, main.get_by_role("button", name="Déposer la candidature"))


@pytest.mark.usefixtures("one_engine")
def test_an_application_is_filed_by_keyboard_alone(site: Site, open_tab: OpenTab) -> None:
    with site.scene():
        call = make_open_call(language="fr")
        make_member(make_body(), email=ANNE, password=PASSWORD, language="fr")
        path = f"/calls/{call.id}"
    page = open_tab()
    sign_in_by_keyboard(page, ANNE)
    page.goto(path)

    begin_by_keyboard(page)
    colleagues_answer_the_rest(site)
    write_by_keyboard(page)
    file_by_keyboard(page)

    heading(page, "Accusé de réception")
    expect(page.get_by_role("main")).to_contain_text("Une place à l’ombre")


def test_two_colleagues_meet_on_one_answer(site: Site, rough_tab: OpenTab) -> None:
    path = make_draft(site, title="Planter") + "/section?number=1"
    anne, nadia = opened(rough_tab, ANNE, path), opened(rough_tab, NADIA, path)
    nadia.get_by_label("Titre du projet").fill("Planter cent arbres")
    nadia.keyboard.press("Tab")
    saved(nadia)

    title = anne.get_by_label("Titre du projet")
    title.fill("Planter mille arbres")
    with anne.expect_response(re.compile("/answer")) as told:
        anne.keyboard.press("Tab")
    assert told.value.status == 409
    group = anne.get_by_role("group", name="Texte enregistré par Nadia Haddad")
    expect(group.locator("del")).to_have_text("cent")
    expect(anne.get_by_role("group", name="Votre texte").locator("ins")).to_have_text("mille")

    anne.get_by_role("button", name="Reprendre le texte enregistré").click()
    expect(title).to_have_value("Planter cent arbres")
    saved(anne)
    expect(group).to_have_count(0)


def test_a_lost_connection_and_a_session_that_is_over_lose_nothing(
    site: Site, rough_tab: OpenTab
) -> None:
    path = make_draft(site) + "/section?number=1"
    page = opened(rough_tab, ANNE, path)
    title, said = page.get_by_label("Titre du projet"), page.locator("[data-saving-message]")

    def cut(route: Route) -> None:
        route.abort("internetdisconnected")

    page.route("**/answer**", cut)
    title.fill("Une place")
    page.keyboard.press("Tab")
    expect(said).to_have_text("Hors ligne : conservé dans ce navigateur, nouvel essai dans 5 s.")
    page.unroute("**/answer**", cut)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    saved(page)

    end_sessions(site)
    title.fill("Une place à l’ombre")
    page.keyboard.press("Tab")
    expect(said).to_contain_text("Votre session a expiré.")
    sign_in_again(page, ANNE)
    saved(page)

    page.reload()
    expect(title).to_have_value("Une place à l’ombre")


@pytest.mark.usefixtures("one_engine")
def test_a_form_sent_while_an_answer_is_on_its_way_does_not_quarrel_with_itself(
    site: Site, open_tab: OpenTab
) -> None:
    draft = make_draft(site)
    page = open_tab()
    sign_in(page, ANNE)
    page.add_init_script(SLOW_ANSWERS)
    page.goto(f"{draft}/section?number=1")
    title = page.get_by_label("Titre du projet")
    title.fill("Des vergers")
    with page.expect_response("**/answer?*"):
        title.press("Tab")
    title.fill("Des vergers partagés")
    page.get_by_role("button", name="Enregistrer et continuer").click()

    heading(page, "Contexte et actions")
    with site.scene():
        assert db.session.scalar(select(Application.title)) == "Des vergers partagés"


@pytest.mark.usefixtures("one_engine")
def test_a_form_waits_for_no_page_that_never_comes(site: Site, rough_tab: OpenTab) -> None:
    """An answer was refused for its token, and the page that has another is asked for in vain."""
    section = make_draft(site) + "/section?number=1"
    page = rough_tab()
    sign_in(page, ANNE)
    hurry(page)
    page.goto(section)
    page.route("**/answer?*", lambda route: route.fulfill(status=401))
    page.route(
        "**/section?number=1",
        lambda route: route.request.resource_type == "fetch" or route.fallback(),
    )
    page.get_by_label("Titre du projet").fill("Des vergers")
    with page.expect_request("**/section?number=1"):
        page.keyboard.press("Tab")
    page.get_by_role("button", name="Enregistrer et continuer").click()

    heading(page, "Contexte et actions")


@pytest.mark.usefixtures("one_engine")
def test_an_amount_is_grouped_when_its_field_is_left(site: Site, open_tab: OpenTab) -> None:
    page = opened(open_tab, ANNE, make_draft(site) + "/section?number=6")
    cost = page.get_by_label("Coût total du projet")

    cost.fill("305000000,5")
    page.keyboard.press("Tab")

    expect(cost).to_have_value("305\u202f000\u202f000,5")
    saved(page)


@pytest.mark.usefixtures("one_engine")
def test_words_of_a_form_that_could_not_leave_come_back(site: Site, rough_tab: OpenTab) -> None:
    section = make_draft(site) + "/section?number=2"
    page = opened(rough_tab, ANNE, section)
    context = page.context

    context.set_offline(True)
    page.get_by_label("Contexte et besoins").fill("Il fait trop chaud l’été.")
    expect(page.locator("[data-saving-message]")).to_contain_text("conservé dans ce navigateur")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page).to_have_url(re.compile("^chrome-error:"))
    page.close()  # Chromium may try its page again by itself once the network is back
    context.set_offline(False)
    page = context.new_page()
    page.goto(section)
    box, said = page.get_by_label("Contexte et besoins"), page.locator("[data-saving-message]")
    expect(box).to_have_value("Il fait trop chaud l’été.")
    saved(page)

    page.reload()  # nothing is left that would come back once more
    expect(box).to_have_value("Il fait trop chaud l’été.")
    expect(said).to_be_empty()


def write_offline(page: Page) -> None:
    page.route("**/answer?*", lambda route: route.abort("internetdisconnected"))
    page.get_by_label("Contexte et besoins").fill("Il fait trop chaud l’été.")
    expect(page.locator("[data-saving-message]")).to_contain_text("conservé dans ce navigateur")
    page.unroute("**/answer?*")


@pytest.mark.usefixtures("one_engine")
def test_words_of_a_form_that_has_arrived_do_not_come_back(site: Site, rough_tab: OpenTab) -> None:
    section = make_draft(site) + "/section?number=2"
    page = opened(rough_tab, ANNE, section)
    write_offline(page)
    page.get_by_role("button", name="Enregistrer et continuer").click()
    heading(page, "Contribution aux finalités")
    page.goto(section)

    expect(page.get_by_label("Contexte et besoins")).to_have_value("Il fait trop chaud l’été.")
    expect(page.locator("[data-saving-message]")).to_be_empty()


@pytest.mark.parametrize("arrives", [True, False])
@pytest.mark.usefixtures("one_engine")
def test_words_that_may_have_arrived_come_back_without_a_quarrel(
    site: Site, rough_tab: OpenTab, *, arrives: bool
) -> None:
    """503, 429, 413, 502: that page is no sign that they have, nor is the one opened after it."""
    section = make_draft(site) + "/section?number=1"
    page = opened(rough_tab, ANNE, section)
    title = page.get_by_label("Titre du projet")

    def answer_nothing(route: Route) -> None:
        if route.request.method == "GET":
            return route.fallback()
        if arrives:
            assert route.fetch(max_redirects=0).status == 302
        return route.fulfill(status=502, content_type="text/html", body="<h1>Bad gateway</h1>")

    page.route("**/section?number=1", answer_nothing)
    title.fill("Une place à l’ombre")
    title.press("Enter")
    heading(page, "Bad gateway")
    page.goto("/applications/mine")
    page.goto(section)

    saved(page)
    expect(title).to_have_value("Une place à l’ombre")
    expect(page.locator("[data-keep]")).to_have_count(0)


@pytest.mark.usefixtures("one_engine")
def test_words_sent_back_by_the_site_are_not_kept_twice(site: Site, rough_tab: OpenTab) -> None:
    """The page of the refusal has them: what this browser kept must not come over it."""
    page = opened(rough_tab, ANNE, make_draft(site) + "/section?number=1")
    with site.scene():
        draft = db.session.scalars(select(Application)).one()
        nadia = db.session.scalars(select(User).where(User.email == NADIA)).one()
        fill(draft, {"title": "Planter cent arbres"}, by=nadia)
    title = page.get_by_label("Titre du projet")

    title.fill("Planter mille arbres")
    title.press("Enter")
    expect(page.get_by_role("group", name="Texte enregistré par Nadia Haddad")).to_be_visible()

    expect(title).to_have_value("Planter mille arbres")
    expect(page.locator("[data-saving-message]")).to_be_empty()
