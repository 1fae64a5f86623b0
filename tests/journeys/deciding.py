"""The end: ranking, decision, letters, announcement, results for everybody."""

import re

from playwright.sync_api import Page, expect

from callforprojects.core.data.clock import now, to_paris
from tests.journeys.applying import PROJECT
from tests.journeys.people import follow, heading, open_menu, press, says

REASON = "Un projet sobre, porté avec les élèves."


def read_ranking(page: Page, call_url: str, mean: str) -> None:
    page.goto(call_url)
    open_menu(page, "Sélection")
    heading(page, "Classement des candidatures")
    row = page.get_by_role("table").get_by_role("row").filter(has_text=PROJECT)
    expect(row).to_contain_text("Rennes")
    expect(row).to_contain_text(mean)


def decide(page: Page, amount: str) -> None:
    follow(page, PROJECT)
    page.get_by_label("Retenu", exact=True).check()
    page.get_by_label("Montant attribué").fill(amount)
    page.get_by_label("Motif").fill(REASON)
    press(page, "Enregistrer la décision")
    says(page, "Personne n’en est informé avant l’annonce")


def read_letters(page: Page) -> None:
    """Prepare the letters, and read the one that will leave."""
    today = to_paris(now()).date().isoformat()
    follow(page, "Préparer les courriers")
    page.get_by_label("Prénom et nom de l’auteur").fill("Jeanne Martin")
    page.get_by_label("Qualité").fill("Direction générale")
    page.get_by_label("Date de la décision").fill(today)
    press(page, "Préparer les courriers")
    says(page, "1 courrier est préparé")
    page.get_by_role("link", name="Lire le courrier").click()
    letter = page.get_by_role("article")
    expect(letter).to_contain_text(f"Votre projet « {PROJECT} » est retenu")
    expect(letter).to_contain_text(REASON)
    act = r"Décision du [^.]+ \d{4}\. Auteur\s: Jeanne Martin, Direction générale\."
    expect(letter).to_contain_text(re.compile(act))


def announce(page: Page) -> None:
    page.get_by_role("link", name="Courriers et annonce").click()
    follow(page, "Annoncer les résultats…")
    expect(page.get_by_role("main")).to_contain_text("Cette opération est irréversible")
    press(page, "Annoncer les résultats maintenant")
    says(page, "Les résultats sont annoncés : 1 courrier part")


def read_results(page: Page, call_url: str) -> None:
    """As anybody, without an account."""
    page.goto(call_url)
    follow(page, "Voir les résultats")
    row = page.get_by_role("table", name="Projets lauréats", exact=True).get_by_role("row")
    expect(row.filter(has_text=PROJECT)).to_contain_text("150 000 €")
    read_map(page)


def read_map(page: Page) -> None:
    """The keyboard reaches the département, which leads to its projects; the tag leads back."""
    place = page.get_by_role("link", name=re.compile(r"Ille-et-Vilaine \(35\)"))
    place.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("departement=departement:35"))
    expect(page.get_by_role("row").filter(has_text=PROJECT)).to_have_count(1)
    page.get_by_text("La carte en tableau").click()
    expect(page.get_by_role("table", name="Projets lauréats par département")).to_contain_text(
        "Bretagne"
    )
    follow(page, "Effacer les filtres")
    expect(page).not_to_have_url(re.compile("departement="))
