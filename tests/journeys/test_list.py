"""A list that follows what is typed, and that a phone shows whole."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from callforprojects.core.data.database import db
from tests.factories.accounts import PASSWORD
from tests.factories.applications import make_application, make_body, make_open_call
from tests.factories.calls import make_officer
from tests.journeys.people import sign_in
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]
LONG = "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson"


@pytest.fixture
def officer(site: Site) -> tuple[str, str]:
    """The address of an officer, and that of their list: two applications."""
    with site.app.app_context():
        call = make_open_call()
        for name in (LONG, "Ville d’Arles"):
            make_application(call=call, organisation=make_body(name=name), submitted=True)
        email = make_officer(call.funder, password=PASSWORD, language="fr").email
        db.session.commit()
        return email, f"/applications/calls/{call.id}"


def test_the_list_follows_what_is_typed_and_its_address_keeps_it(
    open_tab: Callable[..., Page], officer: tuple[str, str]
) -> None:
    page, (email, path) = open_tab(), officer
    sign_in(page, email)
    page.goto(path)

    search = page.get_by_label("Titre, référence ou organisation")
    search.press_sequentially("arles")

    expect(page.locator("#list-count")).to_have_text("1 résultat")
    expect(page).to_have_url(re.compile(r"\?q=arles$"))
    expect(search).to_be_focused()
    expect(page.get_by_role("link", name="XLSX")).to_have_attribute(
        "href", re.compile(r"q=arles&format=xlsx$")
    )
    page.reload()
    expect(page.get_by_role("cell", name="Ville d’Arles")).to_be_visible()
    page.get_by_role("link", name="Effacer les filtres").click()
    expect(page.locator("#list-count")).to_have_text("2 résultats")


@pytest.mark.parametrize("width", [320, 1000])
def test_nothing_goes_beyond_the_side_of_the_screen(
    open_tab: Callable[..., Page], officer: tuple[str, str], width: int
) -> None:
    page, (email, path) = open_tab(viewport={"width": width, "height": 800}), officer
    sign_in(page, email)

    page.goto(f"{path}?q=e&status=submitted")

    expect(page.get_by_text(LONG)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_calls_follow_what_is_typed_though_their_script_comes_late(
    site: Site, open_tab: Callable[..., Page]
) -> None:
    """What serves a search comes when one begins to search: what was typed meanwhile counts."""
    with site.app.app_context():
        make_open_call(title="Vélo et marche")
        make_open_call(title="Friches et sols")
        db.session.commit()
    page = open_tab()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/calls/")
    assert not [url for url in asked if "htmx" in url or "autocomplete" in url]

    page.get_by_role("search").get_by_role("searchbox").fill("friches")

    expect(page.locator("#calls-count")).to_have_text("1 appel trouvé")
    expect(page.get_by_role("link", name="Friches et sols")).to_be_visible()
    expect(page.get_by_role("combobox", name="Mon territoire")).to_be_visible()
