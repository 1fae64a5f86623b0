"""The jury: invited by mail, seated, given its files, each declaring then scoring."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.factories.accounts import PASSWORD
from tests.journeys.applying import PROJECT
from tests.journeys.people import (
    fill_sign_in,
    follow,
    heading,
    open_menu,
    press,
    runs_scripts,
    says,
)
from tests.journeys.publishing import TITLE
from tests.journeys.site import Site, link_in


def invite(page: Page, call_url: str, name: str, email: str) -> None:
    page.goto(call_url)
    open_menu(page, "Jury")
    follow(page, "Inviter un membre du jury")
    page.get_by_label("Prénom et nom").fill(name)
    page.get_by_label("Adresse électronique").fill(email)
    press(page, "Envoyer l’invitation")
    says(page, f"Une invitation part vers {email}")


def open_invitation(page: Page, site: Site, email: str) -> None:
    page.goto(link_in(site.mail_to(email, "Invitation à un jury")))
    heading(page, "Siéger dans un jury")
    expect(page.get_by_role("main")).to_contain_text(TITLE)


def accept_with_account(page: Page, site: Site, email: str) -> None:
    open_invitation(page, site, email)
    follow(page, "Se connecter et répondre")
    expect(page.get_by_label("Adresse électronique")).to_have_value(email)
    fill_sign_in(page, email)
    _promise(page)


def accept_as_newcomer(page: Page, site: Site, name: str, email: str) -> None:
    open_invitation(page, site, email)
    first, _, last = name.partition(" ")
    page.get_by_label("Prénom").fill(first)
    page.get_by_label("Nom", exact=True).fill(last)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    _promise(page)


def _promise(page: Page) -> None:
    page.get_by_label("en toute indépendance").check()
    page.get_by_label("Je garderai confidentiels").check()
    press(page, "Accepter et siéger au jury")
    says(page, "vous siégez désormais dans ce jury")


def give_evenly(page: Page, call_url: str, per_file: int) -> None:
    page.goto(call_url)
    open_menu(page, "Jury")
    follow(page, "Répartir les dossiers")
    page.get_by_label("Nombre de membres du jury par dossier").fill(str(per_file))
    press(page, "Voir le résultat")
    press(page, "Attribuer ces dossiers")
    says(page, f"{per_file} attributions enregistrées")


def open_file(page: Page, site: Site, email: str) -> None:
    """From the mail that says that a file is given, to the declaration of interests."""
    page.goto(link_in(site.mail_to(email, "dossier à évaluer")))
    heading(page, "Vos intérêts dans les dossiers")
    expect(page.get_by_role("main")).to_contain_text(PROJECT)


def step_back(page: Page) -> None:
    page.get_by_label("J’ai un lien d’intérêts : je me déporte").check()
    page.get_by_label("Pourquoi vous déportez-vous").fill("J’ai conseillé cette commune.")
    press(page, "Déclarer")
    says(page, "Vos déclarations sont enregistrées")


def declare_nothing(page: Page) -> None:
    """Declare no interest, and open the file."""
    page.get_by_label("Je n’ai aucun lien d’intérêts").check()
    press(page, "Déclarer")
    says(page, "Vos déclarations sont enregistrées")
    follow(page, PROJECT)
    heading(page, PROJECT)


def grids(page: Page) -> list[Locator]:
    """The marks of each criterion."""
    found = page.get_by_role("group", name=re.compile("votre note sur"))
    expect(found.first).to_be_visible()
    return found.all()


def score(page: Page, mark: int, comment: str) -> None:
    """The same mark on every criterion, kept as it is given where scripts run."""
    for grid in grids(page):
        grid.get_by_role("radio", name=str(mark), exact=True).check()
    if runs_scripts(page):
        expect(page.get_by_role("status").filter(has_text="Enregistré à")).to_be_visible()
    page.get_by_label("Commentaire général").fill(comment)


def hand_in(page: Page) -> None:
    press(page, "Remettre mon évaluation")
    says(page, "Votre évaluation est remise")


def read_others(page: Page) -> None:
    """Read the other reviews: an act that is recorded."""
    press(page, "Lire ce que pensent les autres")
