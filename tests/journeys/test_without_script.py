"""A browser that runs no script: applying and scoring work all the same."""

import pytest
from playwright.sync_api import expect

from tests.factories.accounts import PASSWORD
from tests.factories.applications import make_body, make_member, make_open_call
from tests.journeys.conftest import OpenTab
from tests.journeys.judging import grids
from tests.journeys.judging_scene import JUROR, give_file
from tests.journeys.people import follow, heading, press, says, sign_in
from tests.journeys.site import Site

pytestmark = pytest.mark.browser
AGENT = "anne@ville.example"


def test_an_agent_applies_without_script(site: Site, open_tab: OpenTab) -> None:
    with site.scene():
        call = make_open_call(language="fr")
        make_member(make_body(), email=AGENT, password=PASSWORD, language="fr")
        path = f"/calls/{call.id}"
    page = open_tab(java_script_enabled=False)
    sign_in(page, AGENT)

    page.goto(path)
    follow(page, "Déposer une candidature")
    press(page, "Commencer")
    follow(page, "Le projet")
    page.get_by_label("Titre du projet").fill("Une place à l’ombre")
    page.get_by_label("Lieu du projet").fill("Rennes")
    page.get_by_label("Échelle du projet").select_option("Quartier")
    press(page, "Enregistrer")

    says(page, "Vos réponses sont enregistrées")
    expect(page.get_by_role("main")).to_contain_text("Choisi : Rennes")
    follow(page, "Revenir à la liste")
    follow(page, "Vérifier et déposer")
    heading(page, "Vérifier et déposer")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Une place à l’ombre")
    expect(main).to_contain_text("Résumé : Cette réponse manque.")


def test_a_juror_scores_without_script(site: Site, open_tab: OpenTab) -> None:
    path = give_file(site)
    page = open_tab(java_script_enabled=False)
    sign_in(page, JUROR)

    page.goto(path)
    for grid in grids(page):
        grid.get_by_role("radio", name="4", exact=True).check()
    press(page, "Enregistrer le brouillon")
    says(page, "Votre brouillon est enregistré")
    press(page, "Remettre mon évaluation")

    says(page, "Votre évaluation est remise")
    # 4 out of 5 for 80 % of the weight, 4 out of 10 for the rest
    expect(page.get_by_role("main")).to_contain_text("72,0 / 100")
