"""One person with two accounts: from « Mon compte » through the other mailbox to one account."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from callforprojects.accounts.passwords import hash_password
from callforprojects.organisations.models import Role
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.applications import make_application, make_body
from tests.factories.juries import assign, make_filed, make_judged_call, make_juror
from tests.factories.organisations import make_member
from tests.journeys.conftest import OpenTab
from tests.journeys.people import fits, heading, press, says, sign_in
from tests.journeys.site import Site, link_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]

KEPT, OTHER = "anne@ville.example", "anne@region.example"
SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "desk": {"viewport": {"width": 1280, "height": 800}},
}


def set_scene(site: Site) -> None:
    """Anne administers a town with one account; with the other she writes there and judges."""
    with site.scene():
        stored = hash_password(PASSWORD)
        kept = make_user(
            email=KEPT, first_name="Anne", last_name="Le Gall", language="fr", password_hash=stored
        )
        other = make_user(
            email=OTHER, first_name="Anne", last_name="Gall", language="fr", password_hash=stored
        )
        town = make_body(name="Ville de Rennes")
        make_member(town, Role.ADMINISTRATOR, user=kept)
        make_member(town, Role.EDITOR, user=other)
        make_application(organisation=town, by=other, submitted=True)
        call = make_judged_call(title="Villes sobres")
        assign(make_juror(call, user=other), make_filed(call))


def ask(page: Page) -> None:
    """From the menu of one's account to the mail."""
    page.goto("/accounts/profile")
    menu = page.get_by_role("navigation", name="Mon compte")
    menu.get_by_role("link", name="Réunir deux comptes").click()
    heading(page, "Réunir deux comptes")
    page.get_by_label("Adresse électronique de l’autre compte").fill(OTHER)
    page.get_by_label("Mot de passe actuel").fill(PASSWORD)
    press(page, "Envoyer le courriel")
    says(page, "Consultez les courriels de l’autre adresse")
    fits(page)


def confirm(page: Page, password: str) -> None:
    page.get_by_label("Mot de passe de l’autre compte").fill(password)
    press(page, "Réunir les deux comptes")


@pytest.mark.parametrize("screen", sorted(SCREENS))
def test_two_accounts_become_one(site: Site, rough_tab: OpenTab, screen: str) -> None:
    set_scene(site)
    page = rough_tab(**SCREENS[screen])
    sign_in(page, KEPT)
    ask(page)

    page.goto(link_in(site.mail_to(OTHER, "Réunissez vos deux comptes")))
    heading(page, "Réunir les deux comptes")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Le siège au jury de « Villes sobres ».")
    expect(main).to_contain_text("Le rôle le plus élevé est conservé : Administration.")
    fits(page)
    confirm(page, "not this one")
    expect(main).to_contain_text("Ce n’est pas le mot de passe de l’autre compte.")
    fits(page)
    confirm(page, PASSWORD)

    says(page, "Les deux comptes sont réunis.")
    fits(page)
    site.mail_to(KEPT, "Vos deux comptes sont réunis")
    site.mail_to(OTHER, "Votre compte est réuni à un autre")
    page.goto("/reviews/mine")
    expect(main).to_contain_text("Villes sobres")
