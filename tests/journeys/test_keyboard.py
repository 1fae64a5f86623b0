"""Whoever has no mouse: to the content in one key, and a mark given and saved."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import OpenTab
from tests.journeys.judging_scene import JUROR, give_file
from tests.journeys.people import says, sign_in
from tests.journeys.site import Site

pytestmark = pytest.mark.browser
_FAR = 60  # tabs


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is there."""
    for _ in range(_FAR):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{wanted} is out of reach of the keyboard")


def test_the_skip_link_leads_to_the_content(open_tab: OpenTab) -> None:
    page = open_tab()
    page.goto("/calls/")
    link = page.get_by_role("link", name="Aller au contenu")

    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()


def test_a_juror_scores_and_saves_by_keyboard(site: Site, open_tab: OpenTab) -> None:
    path = give_file(site)
    page = open_tab()
    sign_in(page, JUROR)
    page.goto(path)
    grid = page.get_by_role("region").filter(has=page.get_by_role("group", name="Votre note")).first

    tab_to(page, grid.get_by_role("radio", name="Pas encore de note"))
    for _ in range(4):  # round the end of the group, then 0, 1, 2, 3
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.type("Un besoin bien décrit.")
    tab_to(page, page.get_by_role("button", name="Enregistrer le brouillon"))
    page.keyboard.press("Enter")

    says(page, "Votre brouillon est enregistré")
    expect(grid.get_by_role("radio", name="3", exact=True)).to_be_checked()
    expect(grid.get_by_role("textbox")).to_have_value("Un besoin bien décrit.")
