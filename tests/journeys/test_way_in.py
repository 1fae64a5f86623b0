"""Nobody is lost: from the page of a call to a receipt without an account, and a juror by mail."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from callforprojects.accounts.models import User
from callforprojects.accounts.passwords import hash_password
from callforprojects.applications.models import Application
from callforprojects.core.data.database import db
from callforprojects.juries.models import Juror
from tests.factories.accounts import PASSWORD, make_administrator
from tests.factories.applications import ANSWERS, fill, make_open_call
from tests.factories.juries import assign, make_filed, make_judged_call, make_officer
from tests.factories.territories import RENNES, make_territory
from tests.journeys import applying, judging
from tests.journeys.conftest import OpenTab
from tests.journeys.people import fits, follow, heading, open_menu, press, says, sign_in
from tests.journeys.site import Site, link_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]

AGENT, JUROR, OFFICER = "anne@ville.example", "ines@jury.example", "olive@agence.example"
ADMINISTRATOR = "ada@site.example"
CALL = "Cours d’école fraîches"
LEADS = f"Cette étape mène à votre candidature à l’appel « {CALL} »."
SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "desk": {"viewport": {"width": 1280, "height": 800}},
}


@pytest.fixture(params=sorted(SCREENS))
def screen(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What the page is read on."""
    return SCREENS[request.param]


def leads(page: Page) -> None:
    """The page says where it leads."""
    expect(page.get_by_role("main")).to_contain_text(LEADS)


def test_from_a_call_to_a_receipt_without_account_nor_organisation(
    site: Site, open_tab: OpenTab, screen: dict[str, Any]
) -> None:
    with site.scene():
        make_territory(RENNES)
        path = f"/calls/{make_open_call(title=CALL, language='fr').id}"
    page = open_tab(**screen)
    page.goto(path)
    expect(page.locator("[data-countdown]").first).to_contain_text(re.compile(r"jours?$"))
    follow(page, "Déposer une candidature")
    leads(page)
    page = _open_account(page, open_tab(**screen), site)
    _register(page)
    press(page, "Commencer")
    says(page, "Votre brouillon est créé")
    expect(page.get_by_role("main")).to_contain_text("n’est pas encore habilitée")
    fits(page)

    _answer(site)
    _be_accredited(page, open_tab(**screen), site)
    follow(page, "Vérifier et déposer")
    page.get_by_label("Je certifie l’exactitude").check()
    press(page, "Déposer la candidature")
    heading(page, "Accusé de réception")
    fits(page)


def _register(page: Page) -> None:
    """From the call to one's organisation, and back to the call."""
    heading(page, "Commencer une candidature")
    fits(page)
    follow(page, "D’abord, votre organisation")
    leads(page)
    follow(page, "Un territoire")
    leads(page)
    fits(page)
    applying.choose_rennes(page, "Territoire")
    press(page, "Inscrire")
    says(page, "L’organisation est inscrite")
    heading(page, "Commencer une candidature")


def _be_accredited(page: Page, administrator: Page, site: Site) -> None:
    """From the draft to the request that waits, and back once it is granted."""
    follow(page, "Suivre la demande d’habilitation")
    heading(page, "Habilitation : Rennes")
    fits(page)
    _accredit(administrator, site)
    page.go_back()
    page.reload()
    expect(page.get_by_role("link", name="Inviter un collègue")).to_be_visible()


def _accredit(administrator: Page, site: Site) -> None:
    """Somebody who administers the platform looks at who asks, and answers."""
    with site.scene():
        make_administrator(email=ADMINISTRATOR, password=PASSWORD, language="fr")
    sign_in(administrator, ADMINISTRATOR)
    follow(administrator, "Examiner 1 demande d’habilitation – Administration")
    heading(administrator, "Demandes d’habilitation")
    fits(administrator)
    follow(administrator, "Rennes")
    heading(administrator, "Habilitation : Rennes")
    fits(administrator)
    administrator.get_by_label("Habiliter : j’ai vérifié qui demande").check()
    administrator.get_by_label("Motif").fill("Le standard de la mairie confirme.")
    press(administrator, "Répondre")
    says(administrator, "La demande est accordée")
    site.mail_to(AGENT, "Votre habilitation")


def _open_account(page: Page, elsewhere: Page, site: Site) -> Page:
    """The mail is opened in another browser; gives the page on which one goes on."""
    follow(page, "Créer un compte")
    leads(page)
    page.get_by_label("Adresse électronique").fill(AGENT)
    press(page, "Créer mon compte")
    heading(page, "Consultez votre messagerie")
    leads(page)
    elsewhere.goto(link_in(site.mail_to(AGENT, "Confirmez votre adresse")))
    leads(elsewhere)
    fits(elsewhere)
    _say_who(elsewhere)
    press(elsewhere, "Ouvrir mon compte")
    return elsewhere


def _say_who(page: Page) -> None:
    page.get_by_label("Prénom").fill("Anne")
    page.get_by_label("Nom", exact=True).fill("Bihan")
    page.get_by_label("Mot de passe").fill(PASSWORD)


def _answer(site: Site) -> None:
    """All the questions, at once: other journeys write them one by one."""
    with site.scene():
        draft = db.session.scalars(select(Application)).one()
        db.session.refresh(draft.round, ["call"])
        by = db.session.scalars(select(User).where(User.email == AGENT)).one()
        fill(draft, ANSWERS, by=by)


def test_a_juror_invited_by_mail_hands_in_a_review(
    site: Site, open_tab: OpenTab, screen: dict[str, Any]
) -> None:
    call_path = _set_jury(site)
    _invite(open_tab(**screen), call_path)
    page = open_tab(**screen)
    _accept(page, site)
    _give_file(site)
    page.reload()
    follow(page, "Déclarer mes intérêts pour 1 dossier")
    page.get_by_label("Je n’ai aucun lien d’intérêts").check()
    press(page, "Déclarer")
    says(page, "Vos déclarations sont enregistrées")
    page.get_by_role("main").get_by_role("link", name="Évaluer :").click()
    judging.score(page, 4, "Le calendrier est crédible.")
    judging.hand_in(page)
    expect(page.get_by_role("link", name="Mes dossiers à évaluer").first).to_be_visible()
    fits(page)
    assert len(site.mails_to(JUROR)) == 2, "the invitation, and that the account is open"


def _invite(officer: Page, call_path: str) -> None:
    sign_in(officer, OFFICER)
    judging.invite(officer, call_path, "Inès Roche", JUROR)
    expect(officer.get_by_role("link", name="Inviter un autre membre du jury")).to_be_visible()
    open_menu(officer, "Notes")
    current = officer.get_by_role("navigation", name="Menu de l’appel").locator("[aria-current]")
    expect(current).to_have_text("Notes")
    fits(officer)


def _accept(page: Page, site: Site) -> None:
    """One page: who it is, a password, what is promised."""
    page.goto(link_in(site.mail_to(JUROR, "Invitation à un jury")))
    expect(page.get_by_role("main")).to_contain_text(JUROR)
    fits(page)
    _say_who(page)
    page.get_by_label("en toute indépendance").check()
    page.get_by_label("Je garderai confidentiels").check()
    press(page, "Accepter et siéger au jury")
    says(page, "vous siégez désormais dans ce jury")


def _set_jury(site: Site) -> str:
    with site.scene():
        call = make_judged_call(language="fr", title=CALL)
        officer = make_officer(call)
        officer.email, officer.language = OFFICER, "fr"
        officer.password_hash = hash_password(PASSWORD)
        make_filed(call)
        return f"/calls/{call.id}"


def _give_file(site: Site) -> None:
    with site.scene():
        juror = db.session.scalars(select(Juror)).one()
        assign(juror, db.session.scalars(select(Application)).one(), declared=False)
