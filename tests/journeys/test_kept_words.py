"""Words that a browser keeps until the site has them: answers lost, colleagues, who leaves."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import OpenTab
from tests.journeys.drafts import (
    ANNE,
    NADIA,
    agree_to_leave,
    copies,
    end_sessions,
    make_draft,
    opened,
    said_is,
    saved,
)
from tests.journeys.people import heading, sign_in
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]
TITLE = "Titre du projet"
QUARREL = re.compile("choisissez le texte à garder")


def write(page: Page, text: str) -> None:
    page.get_by_label(TITLE).fill(text)
    page.get_by_label(TITLE).press("Tab")


def lose_the_answer(page: Page) -> None:
    """What is written arrives, and the page does not know it."""

    def lose(route: Route) -> None:
        assert route.fetch().ok
        route.abort("connectionreset")

    page.route("**/answer?*", lose)
    write(page, "Une place")
    said_is(page, re.compile("conservé dans ce navigateur"))
    page.unroute("**/answer?*")
    page.get_by_label(TITLE).fill("Une place à l’ombre")


@pytest.mark.parametrize("then", ["goes on", "saves", "reloads"])
def test_words_written_after_an_answer_that_was_lost_are_no_quarrel(
    site: Site, rough_tab: OpenTab, then: str
) -> None:
    page = opened(rough_tab, ANNE, make_draft(site) + "/section?number=1")
    lose_the_answer(page)

    if then == "saves":
        page.get_by_role("button", name="Enregistrer et continuer").click()
        heading(page, "Contexte et actions")
        page.go_back()
    elif then == "reloads":
        agree_to_leave(page)
        page.reload()
        saved(page)
    else:
        page.evaluate("window.dispatchEvent(new Event('online'))")
        saved(page)

    expect(page.get_by_label(TITLE)).to_have_value("Une place à l’ombre")
    expect(page.locator("[data-keep]")).to_have_count(0)


@pytest.mark.parametrize("key", ["Tab", "Enter"])
def test_words_that_differ_come_back_to_whoever_leaves(
    site: Site, rough_tab: OpenTab, key: str
) -> None:
    """They are nowhere else: neither the answer that says so nor the page of it saves them."""
    path = make_draft(site, title="Planter") + "/section?number=1"
    anne, nadia = opened(rough_tab, ANNE, path), opened(rough_tab, NADIA, path)
    write(nadia, "Planter cent arbres")
    saved(nadia)
    anne.get_by_label(TITLE).fill("Planter mille arbres")
    anne.get_by_label(TITLE).press(key)
    expect(anne.get_by_role("group", name="Texte enregistré par Nadia Haddad")).to_be_visible()
    asked = agree_to_leave(anne)

    anne.get_by_role("main").get_by_role("link", name="Revenir à la liste").click()
    heading(anne, "Planter cent arbres")
    anne.goto(path)

    assert asked == (["beforeunload"] if key == "Tab" else [])
    said_is(anne, QUARREL)
    expect(anne.get_by_label(TITLE)).to_have_value("Planter mille arbres")
    anne.get_by_role("button", name="Garder mon texte").click()
    saved(anne)


def test_an_answer_of_somebody_else_is_no_answer(site: Site, rough_tab: OpenTab) -> None:
    """A gateway speaks JSON too: nothing is saved, and its words are none of ours."""
    page = opened(rough_tab, ANNE, make_draft(site) + "/section?number=1")
    page.route("**/answer?*", lambda r: r.fulfill(status=403, json={"message": "Forbidden"}))
    write(page, "Une place")
    said_is(page, "Cette réponse n’a pas pu être enregistrée. Rechargez la page.")
    expect(page.locator("[data-part-notes]", has_text="undefined")).to_have_count(0)
    page.unroute("**/answer?*")

    asked = agree_to_leave(page)
    page.reload()
    assert asked == ["beforeunload"]
    saved(page)
    expect(page.get_by_label(TITLE)).to_have_value("Une place")


REFUSED = {"state": "refused", "version": "", "html": "", "has_faults": False, "shown": {}}


@pytest.mark.parametrize(
    ("status", "retry_after", "message", "said"),
    [
        (503, "60", "Trop de monde écrit à la fois.", "Trop de monde écrit à la fois. # 60 s."),
        (429, "86400", "", "Le site ne peut rien enregistrer pour le moment. # 300 s."),
        (502, "", "", "Le site ne peut rien enregistrer pour le moment. # 5 s."),
    ],
)
def test_a_site_that_cannot_save_now_says_why_and_when_to_try_again(
    site: Site, rough_tab: OpenTab, status: int, retry_after: str, message: str, said: str
) -> None:
    page = opened(rough_tab, ANNE, make_draft(site) + "/section?number=1")
    reply = {**REFUSED, "message": message}
    headers = {"Retry-After": retry_after}
    page.route("**/answer?*", lambda r: r.fulfill(status=status, headers=headers, json=reply))
    write(page, "Une place")

    said_is(page, said.replace("#", "Conservé dans ce navigateur, nouvel essai dans"))

    page.unroute("**/answer?*")
    page.get_by_role("button", name="Réessayer").click()
    saved(page)


def test_nobody_sends_the_words_of_whoever_wrote_before_in_this_browser(
    site: Site, rough_tab: OpenTab
) -> None:
    section = make_draft(site) + "/section?number=1"
    page = opened(rough_tab, ANNE, section)
    page.route("**/answer?*", lambda route: route.abort("internetdisconnected"))
    write(page, "Les mots d’Anne")
    said_is(page, re.compile("conservé dans ce navigateur"))
    page.unroute("**/answer?*")
    agree_to_leave(page)

    page.context.clear_cookies()
    sign_in(page, NADIA)
    page.goto(section)
    expect(page.get_by_label(TITLE)).to_have_value("")
    page.context.clear_cookies()
    sign_in(page, ANNE)
    page.goto(section)
    saved(page)
    expect(page.get_by_label(TITLE)).to_have_value("Les mots d’Anne")


def test_words_that_come_back_are_counted(site: Site, rough_tab: OpenTab) -> None:
    page = opened(rough_tab, ANNE, make_draft(site) + "/section?number=2")
    page.route("**/answer?*", lambda route: route.abort("internetdisconnected"))
    page.get_by_label("Contexte et besoins").fill("Il fait trop chaud.")
    said_is(page, re.compile("conservé dans ce navigateur"))
    counted = page.locator("[data-counter]").first.inner_text()
    agree_to_leave(page)

    page.reload()

    expect(page.locator("[data-counter]").first).to_have_text(counted)


@pytest.mark.parametrize(
    ("button", "text"),
    [
        ("Garder mon texte", "Planter mille arbres"),
        ("Reprendre le texte enregistré", "Planter cent arbres"),
    ],
)
def test_words_that_differ_stay_in_the_browser_until_a_text_is_chosen(
    site: Site, rough_tab: OpenTab, button: str, text: str
) -> None:
    path = make_draft(site, title="Planter") + "/section?number=1"
    anne, nadia = opened(rough_tab, ANNE, path), opened(rough_tab, NADIA, path)
    write(nadia, "Planter cent arbres")
    saved(nadia)
    write(anne, "Planter mille arbres")
    said_is(anne, QUARREL)
    assert copies(anne) == 1

    agree_to_leave(anne)
    anne.reload()
    said_is(anne, QUARREL)
    assert copies(anne) == 1
    anne.get_by_role("button", name=button).click()
    saved(anne)

    expect(anne.get_by_label(TITLE)).to_have_value(text)
    assert copies(anne) == 0


def test_words_of_a_session_that_is_over_come_back_to_who_signs_in_again(
    site: Site, rough_tab: OpenTab
) -> None:
    section = make_draft(site) + "/section?number=1"
    page = opened(rough_tab, ANNE, section)
    end_sessions(site)
    write(page, "Une place")
    said_is(page, re.compile("Votre session a expiré"))
    agree_to_leave(page)

    sign_in(page, ANNE)
    page.goto(section)

    saved(page)
    expect(page.get_by_label(TITLE)).to_have_value("Une place")
    assert copies(page) == 0
