"""A draft that two colleagues write, and how a journey comes to it."""

import re

from playwright.sync_api import Dialog, Page, expect

from tests.factories.accounts import PASSWORD
from tests.factories.applications import make_application, make_body, make_member, make_open_call
from tests.journeys.conftest import OpenTab
from tests.journeys.people import sign_in
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
    expect(page.locator("[data-autosave-said]")).to_have_text(SAVED)


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
