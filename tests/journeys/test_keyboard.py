"""Whoever has no mouse: to the content in one key, and a whole file scored and handed in."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import OpenTab
from tests.journeys.judging_scene import JUROR, SECOND, give_two_files
from tests.journeys.keyboard import reach, sign_in_by_keyboard, tab_to
from tests.journeys.people import heading, hurry, says, sign_in
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]


def test_the_skip_link_leads_to_the_content(open_tab: OpenTab) -> None:
    page = open_tab()
    page.goto("/calls/")
    link = page.get_by_role("link", name="Aller au contenu")

    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()


def _marks(page: Page, criterion: str) -> Locator:
    return page.get_by_role("group", name=re.compile(f"^{criterion} : votre note"))


def _chosen(page: Page, criterion: str, mark: str) -> None:
    radio = _marks(page, criterion).get_by_role("radio", name=mark, exact=True)
    expect(radio).to_be_checked()


def _none_chosen(page: Page, criterion: str) -> None:
    expect(_marks(page, criterion).get_by_role("radio", checked=True)).to_have_count(0)


def _is_safe(page: Page) -> None:
    expect(page.get_by_role("status").filter(has_text="Enregistré à")).to_be_visible()


def _counted(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


def _open_first_of_two(site: Site, page: Page) -> None:
    """In the scoring page, on the marks of the first criterion."""
    path = give_two_files(site)
    sign_in_by_keyboard(page, JUROR)
    page.goto(path)
    tab_to(page, _marks(page, "Relevance").get_by_role("radio", name="0", exact=True))


def test_a_juror_scores_a_whole_file_and_goes_to_the_next(site: Site, open_tab: OpenTab) -> None:
    page = open_tab()
    _open_first_of_two(site, page)
    keys = page.keyboard

    for pressed in ("3", "ArrowRight", "j", "2", "c"):
        keys.press(pressed)
    keys.type("Un pilotage à 3, bien décrit.")  # a digit is a digit there
    for pressed in ("Escape", "j", "1", "0"):
        keys.press(pressed)
    expect(page.get_by_text("72,0")).to_be_visible()
    _counted(page, "3 critères notés sur 3")
    _is_safe(page)

    page.reload()
    for criterion, mark in (("Relevance", "4"), ("Governance", "2"), ("Quality", "10")):
        _chosen(page, criterion, mark)
    reach(page, page.get_by_role("button", name="Remettre mon évaluation"))
    says(page, "Votre évaluation est remise")
    expect(page.get_by_text("Un pilotage à 3, bien décrit.")).to_be_visible()
    reach(page, page.get_by_role("link", name=f"Dossier suivant : {SECOND}"))
    heading(page, SECOND)


def test_a_grid_whose_saving_is_never_answered_is_handed_in(site: Site, rough_tab: OpenTab) -> None:
    page = rough_tab()
    hurry(page)
    page.route("**/autosave", lambda _route: None)
    _open_first_of_two(site, page)

    for pressed in ("3", "j", "2", "j", "1"):
        page.keyboard.press(pressed)
    expect(page.get_by_role("button", name="Réessayer")).to_be_visible()
    reach(page, page.get_by_role("button", name="Remettre mon évaluation"))

    says(page, "Votre évaluation est remise")


def test_a_mark_is_changed_and_taken_away_by_one_key(site: Site, open_tab: OpenTab) -> None:
    page = open_tab()
    _open_first_of_two(site, page)
    keys = page.keyboard

    for pressed, shown in (
        ("5", "5"),
        ("ArrowLeft", "4"),
        ("x", "Sans objet"),
        ("Backspace", ""),
        ("0", "0"),
    ):
        keys.press(pressed)
        if shown:
            _chosen(page, "Relevance", shown)
        else:
            _none_chosen(page, "Relevance")
    keys.press("j")
    keys.press("k")
    keys.press("1")
    _chosen(page, "Relevance", "1")
    keys.press("?")
    expect(page.get_by_text("Critère suivant, critère précédent")).to_be_visible()
    _is_safe(page)


def test_letters_are_commands_in_the_grid_only(site: Site, open_tab: OpenTab) -> None:
    """WCAG 2.2, criterion 2.1.4."""
    page = open_tab()
    path = give_two_files(site)
    sign_in(page, JUROR)
    page.goto(path)

    tab_to(page, page.get_by_role("link", name="Lire le dossier complet"))
    for key in ("n", "j", "3", "x", "?"):
        page.keyboard.press(key)

    expect(page).to_have_url(re.compile(f"{path}$"))
    _none_chosen(page, "Relevance")
    _counted(page, "0 critère noté sur 3")
    page.get_by_role("radio", name="Effacer la note").first.focus()
    page.keyboard.press("n")
    heading(page, SECOND)


def test_a_stale_window_says_so_and_loses_nothing(site: Site, rough_tab: OpenTab) -> None:
    path = give_two_files(site)
    page = rough_tab()
    sign_in(page, JUROR)
    other = page.context.new_page()
    page.goto(path)
    other.goto(path)
    _marks(other, "Relevance").get_by_role("radio", name="1", exact=True).check()
    _is_safe(other)

    with page.expect_response("**/autosave") as answered:
        _marks(page, "Relevance").get_by_role("radio", name="5", exact=True).check()

    assert answered.value.status == 409
    mine = page.get_by_role("group", name="Votre version, sur cette page")
    theirs = page.get_by_role("group", name="Enregistrée dans une autre fenêtre")
    expect(mine).to_contain_text("Relevance : 5/5")
    expect(theirs).to_contain_text("Relevance : 1/5")
    page.get_by_role("button", name="Garder ma version").click()
    _is_safe(page)
    expect(theirs).to_have_count(0)


def test_on_a_phone_marks_stand_in_place_and_a_bar_leads_on(site: Site, open_tab: OpenTab) -> None:
    path = give_two_files(site)
    page = open_tab(viewport={"width": 320, "height": 700})
    sign_in(page, JUROR)
    page.goto(path)
    section = page.get_by_role("region", name="1. Relevance")

    section.get_by_role("radio", name="4", exact=True).check()
    expect(page.get_by_text("1 critère noté sur 3").last).to_be_in_viewport()
    page.evaluate("window.scrollTo(0, 0)")  # wherever the browser went to check the mark
    following = page.get_by_role("region", name="2. Governance").get_attribute("id")
    bar = page.get_by_role("link", name="Critère suivant")
    expect(bar).to_have_attribute("href", f"#{following}")
    bar.click()

    expect(page.get_by_role("heading", name="2. Governance")).to_be_in_viewport()
    _is_safe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320  # pixels
