"""The territory's half: an organisation, a draft, its sections, the filing."""

from playwright.sync_api import FilePayload, Page, expect

from tests.factories.files import PDF
from tests.journeys.people import follow, heading, press, runs_scripts, says
from tests.journeys.publishing import ENVIRONMENT

PROJECT = "Des cours d’école ombragées"
NEXT = "Enregistrer et continuer"
ARGUMENT = "Quatre cents arbres plantés dans douze cours d’école."
GREEN_ROW = "Biodiversité et services écosystémiques"


def choose_rennes(page: Page, label: str) -> None:
    """Type the beginning of its name and take the suggestion; without script, type the name."""
    if not runs_scripts(page):
        page.get_by_label(label).fill("Rennes")
        return
    box = page.get_by_role("combobox", name=label)
    box.press_sequentially("renn", delay=20)
    page.get_by_role("option", name="Rennes Commune").click()
    expect(box).to_have_value("Rennes")


def register_territory(page: Page) -> None:
    """The real commune of Rennes becomes the organisation of whoever registers it."""
    page.goto("/organisations/create")
    follow(page, "Un territoire")
    choose_rennes(page, "Territoire")
    press(page, "Inscrire")
    says(page, "L’organisation est inscrite")
    heading(page, "Rennes")


def begin(page: Page, call_url: str) -> None:
    page.goto(call_url)
    follow(page, "Déposer une candidature")
    expect(page.get_by_label("Rennes")).to_be_checked()
    press(page, "Commencer")
    says(page, "Votre brouillon est créé")


def describe(page: Page) -> None:
    """The project, with its place found by typing, then its context."""
    follow(page, "Le projet")
    page.get_by_label("Titre du projet").fill(PROJECT)
    page.get_by_label("Résumé").fill("Planter des arbres avec les élèves.")
    choose_rennes(page, "Lieu du projet")
    page.get_by_label("Échelle du projet").select_option("Quartier")
    page.get_by_label("Phase du projet").select_option("Conception")
    press(page, NEXT)
    heading(page, "Contexte et actions")
    page.get_by_label("Contexte et besoins").fill("Il fait trop chaud l’été.")
    page.get_by_label("Objectifs").fill("Cinq degrés de moins.")
    page.get_by_label("Actions prévues").fill("Ôter le bitume, puis planter.")
    press(page, NEXT)


def claim(page: Page) -> None:
    """One cell of the matrix, with its argument, which is folded where no script shows it."""
    heading(page, "Contribution aux finalités")
    cell = f"{ENVIRONMENT} × {GREEN_ROW}"
    page.get_by_label(cell, exact=True).select_option("3")
    if not runs_scripts(page):
        page.locator("summary").filter(has_text=GREEN_ROW).click()
    page.get_by_label(f"{cell} – argument").fill(ARGUMENT)
    press(page, NEXT)


def give_figures(page: Page) -> None:
    """Steering, calendar, budget, results."""
    heading(page, "Gouvernance et partenaires")
    page.get_by_label("Pilotage du projet").fill("Un comité d’élèves et d’élus.")
    page.get_by_label("Adresse électronique de la personne").fill("anne@ville.example")
    page.get_by_label("Numéro de téléphone de la personne").fill("02 23 62 10 10")
    press(page, NEXT)
    page.get_by_label("Début du projet").fill("2027-01-04")
    page.get_by_label("Fin du projet").fill("2028-12-22")
    page.get_by_label("Non", exact=True).check()
    press(page, NEXT)
    page.get_by_label("Coût total du projet").fill("300 000")
    page.get_by_label("Montant demandé").fill("150 000")
    press(page, NEXT)
    page.get_by_label("Résultats visés").fill("Douze cours ombragées en deux ans.")


def attach(page: Page) -> None:
    """Save the draft where it is, then join the decision of the council to the last section."""
    press(page, "Enregistrer")
    says(page, "Vos réponses sont enregistrées")
    press(page, NEXT)
    heading(page, "Pièces")
    document: FilePayload = {
        "name": "deliberation.pdf", "mimeType": "application/pdf", "buffer": PDF,
    }  # fmt: skip
    page.get_by_label("Délibération de votre assemblée").set_input_files(document)
    press(page, NEXT)


def check_and_file(page: Page) -> str:
    """Gives the reference that the receipt states."""
    heading(page, "Vérifier et déposer")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Toutes les réponses obligatoires sont données")
    expect(main).to_contain_text(ARGUMENT)
    expect(main.get_by_role("link", name="deliberation.pdf")).to_be_visible()
    page.get_by_label("Je certifie l’exactitude").check()
    press(page, "Déposer la candidature")
    heading(page, "Accusé de réception")
    expect(main).to_contain_text("Votre candidature est reçue")
    return page.locator(".reference").first.inner_text()
