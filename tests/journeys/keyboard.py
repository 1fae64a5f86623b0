"""Hands that never leave the keyboard."""

from playwright.sync_api import Locator, Page

from tests.factories.accounts import PASSWORD
from tests.journeys.people import heading

_FAR = 60  # tabs


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is there."""
    for _ in range(_FAR):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{wanted} is out of reach of the keyboard")


def reach(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Go there with Tab, and press a key."""
    tab_to(page, wanted)
    page.keyboard.press(key)


def sign_in_by_keyboard(page: Page, email: str) -> None:
    """As `people.sign_in`, which takes hold of the fields at once."""
    page.goto("/accounts/sign-in")
    for label, typed in (("Adresse électronique", email), ("Mot de passe", PASSWORD)):
        tab_to(page, page.get_by_label(label, exact=True))
        page.keyboard.type(typed)
    page.keyboard.press("Enter")
    heading(page, "Tableau de bord")
