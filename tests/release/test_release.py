"""The whole life of a call on the installed wheel, from its first administrator, in French."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories.accounts import PASSWORD
from tests.journeys import deciding, judging, publishing, story
from tests.journeys.conftest import OpenTab
from tests.journeys.people import follow, press, says, sign_in
from tests.journeys.site import Site, link_in
from tests.release.conftest import Release

pytestmark = pytest.mark.browser
ADMINISTRATOR = "ada@site.example"


def test_from_the_first_administrator_to_the_results(
    release: Release, site: Site, open_tab: OpenTab
) -> None:
    create_administrator(release)
    officer = open_tab()
    administrator = open_tab()
    register_funder(administrator, site)
    know_domain(administrator)
    accept_as_officer(officer, site)

    publishing.create_call(officer)
    read_what_is_missing(officer)
    call_url = story.fill_and_publish(officer)
    agent = open_tab()
    story.apply(agent, site, call_url)
    read_time_left(agent, call_url)
    story.close_call(site)

    jurors = [open_tab(), open_tab(), open_tab()]
    invite_jury(officer, jurors, site, call_url)
    story.judge(jurors, site)
    story.conclude(officer, site, call_url)
    deciding.read_results(open_tab(), call_url)


def create_administrator(release: Release) -> None:
    """As `docs/operations.md` says, the password on the standard input."""
    answers = ("--email", ADMINISTRATOR, "--first-name", "Ada", "--last-name", "Martin")
    release.run("users", "create-administrator", *answers, "--password-stdin", said=PASSWORD)


def register_funder(administrator: Page, site: Site) -> None:
    """The administrator lets a funder in, and invites its first officer."""
    sign_in(administrator, ADMINISTRATOR)
    administrator.goto("/organisations/create")
    follow(administrator, "Un financeur")
    administrator.get_by_label("Nom", exact=True).fill("Agence des villes au frais")
    administrator.get_by_label("Nature juridique").select_option(
        "Établissement ou organisme public"
    )
    press(administrator, "Inscrire")
    says(administrator, "L’organisation est inscrite")
    administrator.goto(f"{administrator.url}/invite")
    administrator.get_by_label("Adresse électronique").fill(story.OFFICER)
    administrator.get_by_label("Administration :").check()
    press(administrator, "Inviter")
    says(administrator, "L’invitation est envoyée")
    site.mail_to(story.OFFICER, "Invitation")


def know_domain(administrator: Page) -> None:
    """Whoever registers Rennes from there is accredited at once."""
    administrator.goto("/organisations/known-domains")
    administrator.get_by_label("Domaine", exact=True).fill("ville.example")
    administrator.get_by_label("SIREN", exact=True).fill("213 502 388")
    press(administrator, "Ajouter")
    says(administrator, "Le domaine est ajouté")


def accept_as_officer(officer: Page, site: Site) -> None:
    officer.goto(link_in(site.mail_to(story.OFFICER, "Invitation")))
    officer.get_by_label("Prénom").fill("Olive")
    officer.get_by_label("Nom", exact=True).fill("Durand")
    officer.get_by_label("Mot de passe").fill(PASSWORD)
    press(officer, "Accepter")


def read_what_is_missing(officer: Page) -> None:
    """A plural of the catalogue that the wheel carries: it once was in English."""
    call_url = officer.url
    follow(officer, "Vérifier et publier")
    main = officer.get_by_role("main")
    expect(main).to_contain_text(
        re.compile(r"\d+ points restent à compléter ou à corriger avant la publication")
    )
    officer.goto(call_url)


def read_time_left(agent: Page, call_url: str) -> None:
    agent.goto(call_url)
    expect(agent.locator("html")).to_have_attribute("lang", "fr")
    expect(agent.get_by_role("main")).to_contain_text(re.compile(r"\d+\s+jours\b"))


def invite_jury(officer: Page, jurors: list[Page], site: Site, call_url: str) -> None:
    """Nobody has an account yet; each then has the file to read."""
    names = ("Inès Roche", "Marc Petit", "Jean Dol")
    emails = (story.FIRST, story.SECOND, story.STANDING_BACK)
    for juror, name, email in zip(jurors, names, emails, strict=True):
        judging.invite(officer, call_url, name, email)
        judging.accept_as_newcomer(juror, site, name, email)
    judging.give_evenly(officer, call_url, per_file=3)
