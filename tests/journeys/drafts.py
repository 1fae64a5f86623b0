"""A draft that two colleagues write, and how a journey comes to it."""

import re

from playwright.sync_api import Dialog, Page, expect
from sqlalchemy import update

from callforprojects.accounts.models import UserSession
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from tests.factories.accounts import PASSWORD
from tests.factories.applications import make_application, make_body, make_member, make_open_call
from tests.journeys.conftest import OpenTab
from tests.journeys.people import fill_sign_in, heading, sign_in
from tests.journeys.site import Site

ANNE, NADIA = "anne@ville.example", "nadia@ville.example"
SAVED = re.compile(r"Enregistré à \d+\sh\s\d\d")


def make_draft(site: Site, **answers: str) -> str:
    """A draft that two colleagues write; gives its address."""
    with site.scene():
        body = make_body()
        anne = make_member(body, email=ANNE, password=PASSWORD, language="fr", first_name="Anne")
        make_member(
            body, email=NADIA, password=PASSWORD, language="fr",
            first_name="Nadia", last_name="Haddad",
        )  # fmt: skip
        call = make_open_call(language="fr")
        draft = make_application(call=call, organisation=body, by=anne, answers=answers)
        return f"/applications/{draft.id}"


def saved(page: Page) -> None:
    expect(page.locator("[data-saving-message]")).to_have_text(SAVED)


def said_is(page: Page, text: str | re.Pattern[str]) -> None:
    """What is said of the saving of what stands on the page."""
    expect(page.locator("[data-saving-message]")).to_have_text(text)


def copies(page: Page) -> int:
    """How many copies of what was written this browser keeps, once the scripts of the page ran."""
    page.wait_for_load_state()
    keys = "Object.keys(localStorage).filter((key) => key.startsWith('written:')).length"
    return int(page.evaluate(keys))


def end_sessions(site: Site) -> None:
    """Whoever is signed in is so no more."""
    with site.scene():
        db.session.execute(update(UserSession).values(ended_at=now()))


def sign_in_again(page: Page, email: str) -> None:
    """By the link that stands beside what could not be saved, in a tab of its own."""
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Se connecter dans un nouvel onglet").click()
    fill_sign_in(popup.value, email)
    heading(popup.value, "Tableau de bord")
    popup.value.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")


def opened(open_tab: OpenTab, email: str, path: str) -> Page:
    page = open_tab()
    sign_in(page, email)
    page.goto(path)
    return page


def is_left_without_a_question(page: Page) -> bool:
    """Close the tab as people do: nothing that it holds would be lost."""
    asked = agree_to_leave(page)
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    return asked == []


def agree_to_leave(page: Page) -> list[str]:
    """What the browser asks from now on; the answer is yes."""
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    return asked
