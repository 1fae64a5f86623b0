"""A form that comes back with mistakes: their list takes the focus and leads to each field."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories.accounts import PASSWORD
from tests.factories.applications import make_application, make_body, make_member, make_open_call
from tests.journeys.conftest import OpenTab
from tests.journeys.people import heading, press, says, sign_in
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]
AGENT = "anne@ville.example"


@pytest.fixture
def path(site: Site) -> str:
    """The address of a draft."""
    with site.scene():
        body = make_body()
        agent = make_member(body, email=AGENT, password=PASSWORD, language="fr")
        call = make_open_call(language="fr")
        return f"/applications/{make_application(call=call, organisation=body, by=agent).id}"


def opened(open_tab: OpenTab, path: str) -> Page:
    page = open_tab()
    sign_in(page, AGENT)
    page.goto(path)
    return page


def test_the_mistakes_of_a_section_take_the_focus_and_lead_to_their_field(
    path: str, open_tab: OpenTab
) -> None:
    page = opened(open_tab, f"{path}/section?number=6")
    page.get_by_label("Coût total du projet").fill("-5")
    page.get_by_label("Montant demandé").fill("beaucoup")
    press(page, "Enregistrer et continuer")

    heading(page, "Budget")
    says(page, "Vos réponses sont enregistrées")
    expect(page.get_by_role("alert")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    amount = page.get_by_label("Montant demandé")
    expect(amount).to_be_focused()
    expect(amount).to_have_attribute("aria-invalid", "true")

    amount.fill("3")
    page.get_by_label("Coût total du projet").fill("5")
    press(page, "Enregistrer et continuer")
    heading(page, "Résultats attendus")


def test_a_territory_that_is_missing_is_reached_from_the_list(
    site: Site, chromium: Browser, path: str
) -> None:
    """Chromium writes in its console that a form came back: no console is watched here."""
    page = chromium.new_page(base_url=site.url, locale="fr-FR")
    sign_in(page, AGENT)
    page.goto("/organisations/create-territory")
    box = page.get_by_role("combobox", name="Territoire")
    expect(box).to_be_visible()
    press(page, "Inscrire")

    expect(page.get_by_role("alert")).to_be_focused()
    expect(box).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(box).to_be_focused()
    page.close()
