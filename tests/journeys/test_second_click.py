"""A line so slow that people click again: the button says that it works, and one copy is made."""

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, Route, expect

from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from tests.factories.accounts import PASSWORD
from tests.factories.calls import make_call, make_officer
from tests.journeys.conftest import OpenTab
from tests.journeys.people import sign_in
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]
OFFICER = "olive@financeur.example"
# While an answer is awaited Playwright waits for it too: both clicks are made in the page.
_CLICK_TWICE = """
() => {
  const button = document.querySelector("main form button");
  button.click();
  const announced = document.querySelector("[data-form-sending]").textContent;
  const seen = [button.textContent, button.ariaDisabled, button.form.ariaBusy, announced];
  button.click();
  return seen;
}
"""


def open_copy(site: Site, page: Page) -> None:
    with site.scene():
        call = make_call("ready", language="fr")
        make_officer(call.funder, email=OFFICER, password=PASSWORD, language="fr")
        path = f"/calls/{call.id}/duplicate"
    sign_in(page, OFFICER)
    page.goto(path)


def number_of_calls(site: Site) -> int:
    with site.scene():
        return db.session.scalar(sa.select(sa.func.count()).select_from(Call)) or 0


def test_the_button_says_that_it_works_and_is_pressed_once(site: Site, open_tab: OpenTab) -> None:
    page = open_tab()
    open_copy(site, page)
    posted: list[str] = []
    page.on("request", lambda sent: posted.append(sent.url) if sent.method == "POST" else None)
    expect(page.get_by_role("main").get_by_role("button")).to_have_text("Créer la copie")

    seen = page.evaluate(_CLICK_TWICE)

    assert seen == ["Envoi en cours…", "true", "true", "Envoi en cours…"]
    expect(page.get_by_role("status").first).to_contain_text("copie")
    assert len(posted) == 1
    assert number_of_calls(site) == 2


def test_after_an_error_the_button_is_back(site: Site, rough_tab: OpenTab) -> None:
    page = rough_tab()
    open_copy(site, page)
    page.route("**/duplicate", lambda route: route.fulfill(status=204))
    button = page.get_by_role("main").get_by_role("button")

    button.click()
    expect(button).to_have_text("Envoi en cours…")
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")

    expect(button).to_have_text("Créer la copie")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    expect(page.locator("form[aria-busy]")).to_have_count(0)


def test_without_scripts_three_clicks_make_one_copy(site: Site, open_tab: OpenTab) -> None:
    page = open_tab(java_script_enabled=False)
    open_copy(site, page)
    held: list[Route] = []

    def slow_line(route: Route) -> None:
        """The answers to the first two clicks never arrive; the server has had both."""
        if len(held) < 2:
            held.append(route)
            route.fetch(max_redirects=0)
            route.fulfill(status=204)
        else:
            route.continue_()

    page.route("**/duplicate", slow_line)
    button = page.get_by_role("main").get_by_role("button", name="Créer la copie")
    for _click in range(2):
        button.click(no_wait_after=True)
    button.click()

    expect(page.get_by_role("status").first).to_contain_text("copie")
    page.unroute_all()
    assert number_of_calls(site) == 2
