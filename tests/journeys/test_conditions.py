"""Questions asked in some cases only: an officer says when, an applicant meets them on a phone.

The two cases are those of the Community Ownership Fund: an organisation that goes by other names
says which, and an asset that is leased has a section on its lease.
"""

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from callforprojects.calls import services
from callforprojects.calls.models import Call
from callforprojects.calls.queries import DRAFT_PAGE
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from tests.factories.accounts import PASSWORD
from tests.factories.applications import make_application, make_body, make_member
from tests.factories.calls import make_call, make_officer
from tests.factories.territories import make_territory
from tests.journeys.accessibility import faults
from tests.journeys.conftest import OpenTab
from tests.journeys.people import fits, heading, sign_in
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]

OFFICER, ANNE = "helene@financeur.example", "anne@ville.example"
NAMES = "Votre organisation porte-t-elle d’autres noms ?"
OTHER_NAMES = "Quels sont ces autres noms ?"
TENURE = "Comment prenez-vous le bien en charge ?"
LENGTH = "Durée du bail en années"


def make_draft_call(site: Site) -> str:
    with site.scene():
        call = make_call("ready", language="fr", title="Rachat de lieux par les habitants")
        make_officer(call.funder, email=OFFICER, password=PASSWORD, language="fr")
        return str(call.id)


def add_question(page: Page, section: str, kind: str, label: str, choices: str = "") -> None:
    page.get_by_role("link", name=f"Ajouter une question {section}").click()
    page.get_by_role("link", name=kind, exact=True).click()
    page.get_by_label("Question", exact=True).fill(label)
    if choices:
        page.get_by_label("Choix", exact=True).fill(choices)
    page.get_by_role("button", name="Enregistrer").click()
    heading(page, "Questionnaire")


def open_boxes(page: Page, of: str) -> None:
    page.get_by_role("link", name=f"Quand l’afficher {of}").click()
    page.get_by_role("button", name="Ajouter une condition", exact=True).click()
    expect(page.get_by_label("Ce qui est regardé")).to_be_focused()
    drawn(page)


def drawn(page: Page) -> None:
    """The boxes are those of the last answer: a change is sent again."""
    expect(
        page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")
    ).to_have_count(0)


def test_what_an_officer_says_is_what_an_applicant_meets(site: Site, open_tab: OpenTab) -> None:
    call = make_draft_call(site)
    officer = open_tab()
    sign_in(officer, OFFICER)
    write_the_form(officer, call)

    say_when_other_names_are_asked(officer)
    say_when_the_lease_is_asked(officer)

    draft = apply(site, call)
    phone = open_tab(viewport={"width": 390, "height": 844}, has_touch=True)
    sign_in(phone, ANNE)
    meet_the_question(phone, draft)
    meet_the_section(phone, draft)


def write_the_form(page: Page, call: str) -> None:
    page.goto(f"/calls/{call}/questionnaire")
    first = "Gouvernance et partenaires"
    add_question(page, first, "Oui ou non", NAMES)
    add_question(page, first, "Texte court", OTHER_NAMES)
    add_question(page, first, "Choix unique", TENURE, "Achat\nBail\nDéjà détenu")
    page.get_by_role("link", name="Ajouter une section").click()
    page.get_by_label("Titre").fill("Le bail")
    page.get_by_role("button", name="Enregistrer").click()
    add_question(page, "Le bail", "Nombre entier", LENGTH)


def say_when_other_names_are_asked(page: Page) -> None:
    open_boxes(page, OTHER_NAMES)
    page.get_by_label("Ce qui est regardé").select_option(label=NAMES)
    said = page.locator("#condition-sentence")
    expect(said).to_contain_text("est oui.")
    assert faults(page) == []
    page.get_by_role("button", name="Enregistrer").click()
    heading(page, "Questionnaire")
    expect(page.locator(".shown-if")).to_contain_text(["Affichée si la réponse à"])


def say_when_the_lease_is_asked(page: Page) -> None:
    open_boxes(page, "Le bail")
    page.get_by_label("Ce qui est regardé").select_option(label=TENURE)
    expect(page.get_by_label("Bail", exact=True)).to_be_visible()
    drawn(page)
    page.get_by_label("Bail", exact=True).check()
    expect(page.locator("#condition-sentence")).to_contain_text(re.compile("est «\\sBail\\s»."))
    page.get_by_role("button", name="Enregistrer").click()
    heading(page, "Questionnaire")
    expect(page.locator(".shown-if")).to_have_count(2)


def apply(site: Site, call_id: str) -> str:
    """The call is published, and an organisation has begun to write."""
    with site.scene():
        make_territory()
        call = db.session.get_one(Call, uuid.UUID(call_id), options=DRAFT_PAGE)
        call.current_round.opens_at = now()
        services.publish_call(call, by=make_officer(call.funder))
        body = make_body()
        anne = make_member(body, email=ANNE, password=PASSWORD, language="fr")
        return f"/applications/{make_application(call=call, organisation=body, by=anne).id}"


def meet_the_question(page: Page, draft: str) -> None:
    page.goto(f"{draft}/section?number=4")
    asked = page.get_by_label(OTHER_NAMES)
    expect(asked).to_be_hidden()
    expect(page.get_by_text("D’autres questions apparaîtront selon vos réponses.")).to_be_visible()

    page.get_by_role("group", name=NAMES).get_by_label("Oui").check()
    expect(asked).to_be_visible()
    expect(page.locator("[data-saving-message]")).to_contain_text(
        "D’autres questions sont apparues"
    )
    expect(page.get_by_role("group", name=NAMES).get_by_label("Oui")).to_be_focused()
    asked.fill("La Fabrique")
    asked.press("Tab")
    fits(page)
    assert faults(page) == []

    page.get_by_role("group", name=NAMES).get_by_label("Non").check()
    expect(asked).to_be_hidden()
    page.get_by_role("group", name=NAMES).get_by_label("Oui").check()
    expect(asked).to_be_visible()
    expect(asked).to_have_value("La Fabrique")


def meet_the_section(page: Page, draft: str) -> None:
    nav = page.get_by_role("navigation", name="Sections")
    expect(nav.get_by_role("link", name="Le bail")).to_have_count(0)

    page.get_by_label(TENURE).select_option(label="Bail")
    page.get_by_role("button", name="Enregistrer", exact=True).click()

    expect(nav.get_by_role("link", name="Le bail")).to_be_visible()
    page.goto(f"{draft}/check")
    expect(page.get_by_role("heading", name="Le bail").first).to_be_visible()
    expect(page.get_by_text("La Fabrique")).to_be_visible()


def test_enter_in_a_box_reads_the_condition_and_removes_nothing(
    site: Site, open_tab: OpenTab
) -> None:
    call = make_draft_call(site)
    page = open_tab()
    sign_in(page, OFFICER)
    page.goto(f"/calls/{call}/questionnaire")
    open_boxes(page, "Autres financements")
    page.get_by_label("Ce qui est regardé").select_option(label="Le coût total du projet")
    expect(page.get_by_label("Comparaison")).to_be_visible()
    drawn(page)
    page.get_by_label("Comparaison").select_option(label="dépasse")
    drawn(page)
    page.get_by_label("Valeur").fill("1000")

    page.get_by_label("Valeur").press("Enter")

    said = page.locator("#condition-sentence")
    expect(said).to_contain_text(re.compile("le coût total du projet dépasse 1\\s000\\s€."))
    expect(page.get_by_label("Valeur")).to_have_value(re.compile("1\\s?000"))
    page.get_by_role("button", name="Supprimer cette condition").click()
    expect(page.get_by_label("Valeur")).to_have_count(0)
