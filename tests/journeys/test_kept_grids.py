"""A grid that a juror fills while the network, or the session, is away: as safe as an application."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import OpenTab
from tests.journeys.drafts import (
    agree_to_leave,
    copies,
    end_sessions,
    opened,
    said_is,
    saved,
    sign_in_again,
)
from tests.journeys.judging_scene import JUROR, SECOND, give_two_files
from tests.journeys.people import heading, press, says, sign_in
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]
COMMENT = "Un dossier solide."
OFFLINE = re.compile("conservé dans ce navigateur")
ANOTHER = "Enregistrée dans une autre fenêtre"


def mark(page: Page, value: str) -> Locator:
    group = page.get_by_role("group", name=re.compile("^Relevance : votre note"))
    return group.get_by_role("radio", name=value, exact=True)


def fill(page: Page, value: str, comment: str) -> None:
    mark(page, value).check()
    page.get_by_label("Commentaire général").fill(comment)


def holds(page: Page, value: str, comment: str) -> None:
    expect(mark(page, value)).to_be_checked()
    expect(page.get_by_label("Commentaire général")).to_have_value(comment)


def fill_offline(page: Page) -> None:
    page.route("**/autosave", lambda route: route.abort("internetdisconnected"))
    fill(page, "4", COMMENT)
    said_is(page, OFFLINE)
    expect(page.get_by_role("button", name="Réessayer")).to_be_visible()


def test_a_grid_filled_while_the_network_is_away_is_sent_when_it_is_back(
    site: Site, rough_tab: OpenTab
) -> None:
    page = opened(rough_tab, JUROR, give_two_files(site))

    fill_offline(page)
    assert copies(page) == 1
    page.unroute("**/autosave")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    saved(page)

    assert copies(page) == 0
    expect(page.get_by_role("button", name="Réessayer")).to_be_hidden()
    page.reload()
    holds(page, "4", COMMENT)


def test_nobody_has_to_wait_to_try_again(site: Site, rough_tab: OpenTab) -> None:
    page = opened(rough_tab, JUROR, give_two_files(site))

    fill_offline(page)
    page.unroute("**/autosave")
    page.get_by_role("button", name="Réessayer").click()

    saved(page)


def test_a_grid_that_could_not_be_sent_comes_back_with_its_page(
    site: Site, rough_tab: OpenTab
) -> None:
    page = opened(rough_tab, JUROR, give_two_files(site))
    fill_offline(page)
    asked = agree_to_leave(page)

    page.reload()
    assert asked == ["beforeunload"]
    holds(page, "4", COMMENT)
    expect(page.get_by_text("1 critère noté sur 3").first).to_be_visible()
    page.unroute("**/autosave")
    page.reload()
    saved(page)

    holds(page, "4", COMMENT)
    assert copies(page) == 0


def test_a_grid_sent_as_a_form_while_the_network_is_away_comes_back(
    site: Site, rough_tab: OpenTab
) -> None:
    path = give_two_files(site)
    page = opened(rough_tab, JUROR, path)
    context = page.context

    context.set_offline(True)
    fill(page, "4", COMMENT)
    said_is(page, OFFLINE)
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page).to_have_url(re.compile("^chrome-error:"))
    page.close()  # Chromium may try its page again by itself once the network is back
    context.set_offline(False)
    page = context.new_page()
    page.goto(path)

    saved(page)
    holds(page, "4", COMMENT)


def test_a_grid_that_has_been_handed_in_does_not_come_back(site: Site, rough_tab: OpenTab) -> None:
    page = opened(rough_tab, JUROR, give_two_files(site))
    fill_offline(page)
    page.unroute("**/autosave")
    for criterion in ("Governance", "Quality"):
        group = page.get_by_role("group", name=re.compile(f"^{criterion} : votre note"))
        group.get_by_role("radio", name="2", exact=True).check()

    press(page, "Remettre mon évaluation")
    says(page, "Votre évaluation est remise")

    assert copies(page) == 0


def test_a_mark_given_just_before_the_next_file_leaves_with_its_page(
    site: Site, open_tab: OpenTab
) -> None:
    path = give_two_files(site)
    page = opened(open_tab, JUROR, path)
    asked = agree_to_leave(page)

    mark(page, "4").focus()
    page.keyboard.press("4")
    page.keyboard.press("n")
    heading(page, SECOND)
    page.goto(path)

    expect(mark(page, "4")).to_be_checked()
    assert asked == []


@pytest.mark.parametrize("again", ["in another tab", "in this tab"])
def test_a_grid_of_a_session_that_is_over_waits_for_who_signs_in_again(
    site: Site, rough_tab: OpenTab, again: str
) -> None:
    path = give_two_files(site)
    page = opened(rough_tab, JUROR, path)
    end_sessions(site)
    fill(page, "4", COMMENT)
    said_is(page, re.compile("Votre session a expiré"))

    if again == "in another tab":
        sign_in_again(page, JUROR)
    else:
        agree_to_leave(page)
        sign_in(page, JUROR)
        page.goto(path)
    saved(page)

    assert copies(page) == 0
    page.reload()
    holds(page, "4", COMMENT)


CHOICES = {
    "Garder ma version": ("5", "La mienne", "Enregistré à"),
    "Reprendre la version enregistrée": ("1", "L’autre", "La version enregistrée est de retour"),
}


@pytest.mark.parametrize("button", CHOICES)
def test_a_grid_that_differs_stays_in_the_browser_until_a_version_is_chosen(
    site: Site, rough_tab: OpenTab, button: str
) -> None:
    value, comment, said = CHOICES[button]
    path = give_two_files(site)
    page, other = (opened(rough_tab, JUROR, path) for _ in range(2))
    fill(other, "1", "L’autre")
    saved(other)
    fill(page, "5", "La mienne")
    theirs = page.get_by_role("group", name=ANOTHER)
    expect(theirs).to_contain_text("L’autre")
    assert copies(page) == 1

    agree_to_leave(page)
    page.goto("/reviews/mine")
    page.goto(path)
    expect(theirs).to_contain_text("L’autre")
    holds(page, "5", "La mienne")
    assert copies(page) == 1
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("status").filter(has_text=said)).to_be_visible()

    expect(theirs).to_have_count(0)
    holds(page, value, comment)
    page.reload()
    holds(page, value, comment)
    assert copies(page) == 0


def test_a_grid_that_differs_from_one_handed_in_waits_for_it_to_be_reopened(
    site: Site, rough_tab: OpenTab
) -> None:
    path = give_two_files(site)
    page, other = (opened(rough_tab, JUROR, path) for _ in range(2))
    for group in other.get_by_role("group", name=re.compile("votre note sur")).all():
        group.get_by_role("radio", name="1", exact=True).check()
    press(other, "Remettre mon évaluation")
    says(other, "Votre évaluation est remise")
    fill(page, "5", "La mienne")
    expect(page.locator("[data-part-notes]")).to_contain_text("Cette évaluation est remise")
    expect(page.locator("[data-keep]")).to_have_count(0)

    agree_to_leave(page)
    page.goto(path)
    assert copies(page) == 1
    press(page, "Rouvrir mon évaluation")
    holds(page, "5", "La mienne")
    page.get_by_role("button", name="Garder ma version").click()
    saved(page)

    assert copies(page) == 0
