"""The officer's half of a call before it opens: create, fill in, publish."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from callforprojects.core.data.clock import now, to_paris
from tests.journeys.people import follow, heading, press, says

TITLE = "Villes et villages au frais"
ENVIRONMENT = "Préservation et amélioration de l’environnement"
GREEN = f"{ENVIRONMENT} × Biodiversité et services écosystémiques"
COOL = "Résilience × Cadre de vie et de travail"
SHARED = "Cohésion sociale × Gouvernance, responsabilisation et engagement"


def create_call(page: Page) -> None:
    page.goto("/calls/mine")
    follow(page, "Créer un appel")
    page.get_by_label("Titre").fill(TITLE)
    press(page, "Créer le brouillon")
    heading(page, TITLE)


def present(page: Page) -> None:
    follow(page, "Présentation")
    page.get_by_label("Résumé").fill("Rafraîchir les espaces publics avec les habitants.")
    page.get_by_role("textbox", name="Description").fill("## Objet\n\nDes **arbres** et de l’eau.")
    page.get_by_label("Service chargé du dossier").fill("Direction des transitions")
    page.get_by_label("Adresse électronique pour les questions").fill("appels@agence.example")
    page.get_by_label("Téléphone").fill("01 99 00 00 00")
    page.get_by_label("Adresse postale").fill("1 rue des Essais, 75000 Paris")
    press(page, "Enregistrer")
    says(page, "enregistrée")


def set_calendar(page: Page) -> None:
    """Open since this morning, closed in a month."""
    follow(page, "Calendrier")
    today = to_paris(now())
    page.get_by_label("Ouverture").fill(f"{today - timedelta(days=1):%Y-%m-%dT09:00}")
    page.get_by_label("Clôture").fill(f"{today + timedelta(days=30):%Y-%m-%dT17:00}")
    page.get_by_label("Résultats attendus le").fill(f"{today + timedelta(days=90):%Y-%m-%d}")
    press(page, "Enregistrer")
    says(page, "enregistré")


def fund(page: Page) -> None:
    follow(page, "Financement")
    page.get_by_label("Enveloppe").fill("500 000")
    page.get_by_label("Plafond par projet").fill("200 000")
    page.get_by_label("Taux d’aide maximal").fill("70")
    press(page, "Enregistrer")
    says(page, "enregistré")


def choose_applicants(page: Page) -> None:
    follow(page, "Qui peut candidater")
    page.get_by_label("Commune", exact=True).check()
    page.get_by_label("Métropole", exact=True).check()
    press(page, "Enregistrer")
    says(page, "enregistré")


def fill_matrix(page: Page) -> None:
    follow(page, "Profil attendu")
    page.get_by_label(GREEN).select_option("3 Attendu")
    page.get_by_label(COOL).select_option("3 Attendu")
    page.get_by_label(SHARED).select_option("2 Souhaité")
    press(page, "Enregistrer")
    says(page, "Le profil attendu est enregistré")


def take_proposed_criteria(page: Page) -> int:
    """Gives the number of criteria that the matrix has proposed."""
    follow(page, "Critères")
    follow(page, "Proposer des critères à partir de la matrice")
    press(page, "Reprendre ces critères")
    heading(page, "Critères")
    rows = page.get_by_role("table").get_by_role("rowheader")
    expect(rows.last).to_have_text("Total")
    count = rows.count() - 1
    follow(page, "Revenir aux étapes")
    return count


def publish(page: Page) -> str:
    """Gives the address of the page of the call."""
    follow(page, "Questionnaire")
    expect(page.get_by_role("main")).to_contain_text("Titre du projet")
    follow(page, "Revenir aux étapes")
    follow(page, "Vérifier et publier")
    expect(page.get_by_role("main")).to_contain_text("Il ne manque rien")
    follow(page, "Publier l’appel")
    press(page, "Publier l’appel")
    says(page, "L’appel est publié")
    return page.url
