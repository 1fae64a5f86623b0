"""What people of several journeys do: sign up, sign in, and the small moves of every page."""

import re

from playwright.sync_api import Page, expect

from tests.factories.accounts import PASSWORD
from tests.journeys.site import Site, link_in

HURRIED = """{
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = () => timeout(300);
}"""


def hurry(page: Page) -> None:
    """The pages to come wait for an answer for 300 ms, where they would for a minute."""
    page.add_init_script(HURRIED)


def heading(page: Page, text: str | re.Pattern[str]) -> None:
    """The page that is open has this title."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def says(page: Page, text: str) -> None:
    """The page tells what has just been done."""
    expect(page.get_by_role("status").first).to_contain_text(text)


def fits(page: Page) -> None:
    """Nothing of the page is beside the screen."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def follow(page: Page, name: str) -> None:
    """What comes next may be offered twice: under the sentence of what was done, and on the page."""
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


def open_menu(page: Page, name: str) -> None:
    """Follow an entry of the menu of the call."""
    page.get_by_role("navigation", name="Menu de l’appel").get_by_role("link", name=name).click()


def press(page: Page, name: str) -> None:
    """By the pointer; by the keyboard where no script runs.

    There nothing tells whether the pointer has met the button: on a busy machine it has moved
    meanwhile, and the press sends nothing.
    """
    button = page.get_by_role("main").get_by_role("button", name=name, exact=True)
    if runs_scripts(page):
        button.click()
    else:
        button.press("Enter")


def runs_scripts(page: Page) -> bool:
    """Whether this person's browser runs the scripts of a page."""
    return bool(page.evaluate("matchMedia('(scripting: enabled)').matches"))


def sign_in(page: Page, email: str) -> None:
    """With an account that exists, whose password is that of the tests."""
    page.goto("/accounts/sign-in")
    fill_sign_in(page, email)
    heading(page, "Tableau de bord")


def fill_sign_in(page: Page, email: str) -> None:
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    press(page, "Se connecter")


def sign_up(page: Page, site: Site, name: str, email: str) -> None:
    """From the form of a new account to being signed in, through the mail."""
    first, _, last = name.partition(" ")
    heading(page, "Créer un compte")
    page.get_by_label("Adresse électronique").fill(email)
    press(page, "Créer mon compte")
    heading(page, "Consultez votre messagerie")
    page.goto(link_in(site.mail_to(email, "Confirmez votre adresse")))
    heading(page, "Ouvrir votre compte")
    page.get_by_label("Prénom").fill(first)
    page.get_by_label("Nom", exact=True).fill(last)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    press(page, "Ouvrir mon compte")
    says(page, "Votre compte est ouvert")
