"""The buttons above the description of a call put the signs of Markdown, by mouse and by keyboard."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.factories.accounts import PASSWORD
from tests.factories.calls import make_call, make_funder, make_officer
from tests.journeys.conftest import OpenTab
from tests.journeys.people import press, sign_in
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]
OFFICER = "officer@funder.example"


def description(site: Site, tab: Page) -> Locator:
    """The box of the description of a draft, open before its officer."""
    with site.scene():
        funder = make_funder()
        make_officer(funder, email=OFFICER, password=PASSWORD, language="fr")
        path = f"/calls/{make_call('draft', funder=funder).id}/presentation"
    sign_in(tab, OFFICER)
    tab.goto(path)
    return tab.get_by_label("Description")


def tool(page: Page, name: str) -> Locator:
    bar = page.get_by_role("toolbar", name="Mettre en forme le texte")
    return bar.get_by_role("button", name=name, exact=True)


def test_words_are_formatted_and_shown_so(site: Site, open_tab: OpenTab) -> None:
    page = open_tab()
    box = description(site, page)
    box.fill("Contexte\nUn été frais\nDeux étés frais")

    box.press("Control+Home")
    tool(page, "Titre").click()
    expect(box).to_have_value("## Contexte\nUn été frais\nDeux étés frais")
    box.press("Control+End")
    box.press("Shift+ArrowUp")
    tool(page, "Liste").click()
    expect(box).to_have_value("## Contexte\n\n- Un été frais\n- Deux étés frais")
    box.press("Control+End")
    box.press("Shift+Control+ArrowLeft")
    tool(page, "Gras").click()
    expect(box).to_have_value("## Contexte\n\n- Un été frais\n- Deux étés **frais**")
    press(page, "Voir l’aperçu de la description")

    prose = page.locator(".prose")
    expect(prose.get_by_role("heading", name="Contexte")).to_be_visible()
    expect(prose.get_by_role("listitem")).to_have_count(2)
    expect(prose.locator("strong")).to_have_text("frais")


def test_the_same_button_takes_the_signs_away(site: Site, open_tab: OpenTab) -> None:
    page = open_tab()
    box = description(site, page)
    box.fill("frais")

    for name, signed in (("Gras", "**frais**"), ("Liste", "- frais"), ("Titre", "## frais")):
        box.press("Control+A")
        tool(page, name).click()
        expect(box).to_have_value(signed)
        tool(page, name).click()
        expect(box).to_have_value("frais")


def test_nothing_chosen_gives_words_to_replace_and_is_undone(site: Site, open_tab: OpenTab) -> None:
    page = open_tab()
    box = description(site, page)
    box.fill("")

    tool(page, "Lien").click()
    expect(box).to_have_value("[mots du lien](https://)")
    page.keyboard.type("https://aap.example")
    expect(box).to_have_value("[mots du lien](https://aap.example)")
    for _turn in range(40):
        if box.input_value() == "":
            break
        box.press("Control+Z")
    expect(box).to_have_value("")


def test_the_keyboard_reaches_each_button_by_one_stop(site: Site, open_tab: OpenTab) -> None:
    page = open_tab()
    box = description(site, page)
    box.fill("frais")
    box.press("Control+A")

    box.press("Shift+Tab")
    expect(tool(page, "Titre")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tool(page, "Gras")).to_be_focused()
    page.keyboard.press("Enter")

    expect(box).to_have_value("**frais**")
    expect(box).to_be_focused()


def test_without_script_the_hint_says_the_signs(site: Site, open_tab: OpenTab) -> None:
    page = open_tab(java_script_enabled=False)
    description(site, page)

    expect(page.get_by_role("toolbar")).to_have_count(0)
    expect(page.get_by_text("Écrivez ## avant un titre")).to_be_visible()
