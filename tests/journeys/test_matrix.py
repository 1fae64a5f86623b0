"""The matrix by keyboard, by mouse and without script: read, filled in, undone, printed."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect

from callforprojects.iso37101 import Profile, frame
from tests.factories.accounts import PASSWORD
from tests.factories.applications import make_application, make_body, make_member, make_open_call
from tests.factories.calls import make_call, make_funder, make_officer
from tests.journeys.conftest import OpenTab
from tests.journeys.every_page import as_demonstration
from tests.journeys.people import press, says, sign_in
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]
OFFICER = "officer@funder.example"
MEMBER = "member@town.example"
AFFINITIES = Profile.from_affinities()


def draft_page(site: Site, tab: Page) -> str:
    """The expected profile of an empty draft, open before its officer."""
    with site.scene():
        funder = make_funder()
        make_officer(funder, email=OFFICER, password=PASSWORD, language="fr")
        path = f"/calls/{make_call('draft', funder=funder).id}/expected-profile"
    sign_in(tab, OFFICER)
    tab.goto(path)
    return path


def claims_page(site: Site, tab: Page) -> str:
    """The matrix of an application that is being written, open before who writes it."""
    with site.scene():
        town = make_body()
        member = make_member(town, email=MEMBER, password=PASSWORD, language="fr")
        path = f"/applications/{make_application(organisation=town, by=member).id}/section?number=3"
    sign_in(tab, MEMBER)
    tab.goto(path)
    return path


def cell(page: Page, row: int, column: int) -> Locator:
    """A list of the quick grid, from 0."""
    return (
        page.locator("[data-matrix-editor][data-started] tbody tr")
        .nth(row)
        .locator("select")
        .nth(column)
    )


def counted(page: Page, text: str) -> None:
    expect(page.locator("[data-count]")).to_contain_text(text)


def save_answers(page: Page) -> None:
    press(page, "Enregistrer")
    says(page, "Vos réponses sont enregistrées")


def test_the_expected_profile_is_filled_in_by_keyboard(site: Site, open_tab: OpenTab) -> None:
    page = open_tab()
    path = draft_page(site, page)

    cell(page, 0, 0).focus()
    page.keyboard.press("3")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    counted(page, "Attendues : 2 · Souhaitées : 1 · Non concernées : 69")
    expect(page.locator("[data-status]")).to_contain_text("Modifié")
    expect(page.locator("tfoot .matrix-sum").last).to_have_text("8")
    expect(cell(page, 1, 1)).to_be_focused()
    expect(page.locator(".matrix-detail")).to_contain_text(frame().row("education")[1].prompt_fr)
    page.keyboard.press("Control+z")
    expect(cell(page, 1, 1)).to_have_value("2")
    page.keyboard.press("Control+y")
    expect(cell(page, 1, 1)).to_have_value("3")
    page.keyboard.press("Control+End")
    expect(cell(page, 11, 5)).to_be_focused()
    press(page, "Enregistrer")

    says(page, "Le profil attendu est enregistré")
    page.goto(path)
    assert [cell(page, *at).input_value() for at in ((0, 0), (0, 1), (1, 1))] == ["3", "2", "3"]


def test_digits_are_read_on_a_french_keyboard(site: Site, open_tab: OpenTab) -> None:
    page = open_tab()
    draft_page(site, page)

    cell(page, 3, 3).focus()
    cell(page, 3, 3).dispatch_event("keydown", {"key": '"', "code": "Digit3", "bubbles": True})

    expect(cell(page, 3, 3)).to_have_value("3")
    page.keyboard.press("1")
    expect(page.locator("[data-status]")).to_contain_text("Cette matrice n’a pas ce niveau")
    expect(cell(page, 3, 3)).to_have_value("3")


def test_presets_fill_clear_and_are_undone(site: Site, open_tab: OpenTab) -> None:
    page = open_tab()
    draft_page(site, page)
    required = AFFINITIES.levels.count(3)

    press(page, "Proposer d’après les liens usuels")
    counted(page, f"Attendues : {required} ")
    first = frame().cells[0].affinity
    expect(cell(page, 0, 0)).to_have_value(str(first if first > 1 else 0))
    cell(page, 2, 1).focus()
    press(page, "Vider la ligne")
    expect(page.locator("tbody tr").nth(2).locator(".matrix-sum")).to_have_text("0")
    press(page, "Vider la colonne")
    expect(page.locator("tfoot .matrix-sum").nth(1)).to_have_text("0")
    press(page, "Tout vider")
    counted(page, "Non concernées : 72")
    for _ in range(3):
        press(page, "Annuler")
    counted(page, f"Attendues : {required} ")
    press(page, "Annuler")
    counted(page, "Non concernées : 72")
    expect(page.get_by_role("button", name="Annuler", exact=True)).to_be_disabled()
    press(page, "Rétablir")
    counted(page, f"Attendues : {required} ")


def test_cells_are_painted_by_dragging(site: Site, open_tab: OpenTab) -> None:
    page = open_tab(viewport={"width": 1280, "height": 1400})
    draft_page(site, page)

    press(page, "3 Attendu")
    drag(page, cell(page, 1, 0), cell(page, 1, 3))
    assert [cell(page, 1, column).input_value() for column in range(5)] == ["3", "3", "3", "3", "0"]
    press(page, "Niveau suivant")
    drag(page, cell(page, 2, 4), cell(page, 4, 4))
    assert [cell(page, row, 4).input_value() for row in range(1, 6)] == ["0", "2", "2", "2", "0"]
    press(page, "Annuler")
    counted(page, "Attendues : 4 · Souhaitées : 0")
    press(page, "Annuler")
    counted(page, "Non concernées : 72")


def drag(page: Page, start: Locator, end: Locator) -> None:
    boxes = [each.bounding_box() for each in (start, end)]
    (x1, y1), (x2, y2) = (
        (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes if box
    )
    page.mouse.move(x1, y1)
    page.mouse.down()
    page.mouse.move(x2, y2, steps=12)
    page.mouse.up()


def test_arguments_follow_the_claims_and_are_never_lost(site: Site, open_tab: OpenTab) -> None:
    page = open_tab()
    path = claims_page(site, page)
    block = page.locator("[data-argument='claim-environment--governance-level']")
    text = "Chaque engagement a son contrôle."

    expect(page.locator("[data-none]")).to_be_visible()
    cell(page, 0, 1).focus()
    page.keyboard.press("3")
    counted(page, "Cases déclarées : 1 sur 12 au plus")
    page.keyboard.press("a")
    expect(block.get_by_role("textbox")).to_be_focused()
    page.keyboard.type(text)
    block.get_by_role("link", name=re.compile("Revenir à la case")).click()
    expect(cell(page, 0, 1)).to_be_focused()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(cell(page, 0, 1)).to_have_value("0")
    expect(block.get_by_role("textbox")).to_have_value(text)
    press(page, "Tout vider")
    page.keyboard.press("Control+y")
    cell(page, 0, 1).focus()
    page.keyboard.press("2")
    save_answers(page)

    page.goto(path)
    expect(cell(page, 0, 1)).to_have_value("2")
    expect(block.get_by_role("textbox")).to_have_value(text)


def test_too_many_cells_are_seen_at_once(site: Site, open_tab: OpenTab) -> None:
    page = open_tab()
    claims_page(site, page)

    cell(page, 0, 0).focus()
    page.keyboard.press("-")
    expect(page.locator(".matrix-detail")).to_contain_text("−1 Indésirable")
    for place in range(14):
        step = "Home" if place % 5 == 4 else "ArrowRight"
        page.keyboard.press(step)
        if step == "Home":
            page.keyboard.press("ArrowDown")
        page.keyboard.press("2")

    counted(page, "Cases déclarées : 15 sur 12 au plus")
    expect(page.locator("[data-count]")).to_have_class(re.compile("is-over"))


def test_without_script_every_cell_is_a_list(site: Site, open_tab: OpenTab) -> None:
    page = open_tab(java_script_enabled=False)
    path = draft_page(site, page)

    expect(page.get_by_role("combobox")).to_have_count(72)
    expect(page.get_by_role("button", name="Tout vider")).to_be_hidden()
    page.locator("#expected-resilience--mobility").select_option("3")
    press(page, "Enregistrer")

    says(page, "Le profil attendu est enregistré")
    page.goto(path)
    expect(page.locator("#expected-resilience--mobility")).to_have_value("3")


def test_without_script_a_claim_is_argued(site: Site, open_tab: OpenTab) -> None:
    page = open_tab(java_script_enabled=False)
    path = claims_page(site, page)

    page.locator("#claim-resilience--mobility-level").select_option("2")
    page.locator("#claim-mobility summary").click()
    page.locator("#claim-resilience--mobility-argument").fill("Deux itinéraires de secours.")
    save_answers(page)

    page.goto(path)
    expect(page.locator("#claim-resilience--mobility-level")).to_have_value("2")
    expect(page.locator("#claim-resilience--mobility-argument")).to_have_value(
        "Deux itinéraires de secours."
    )


def public_page(site: Site, page: Page) -> Locator:
    with site.scene():
        path = f"/calls/{make_open_call().id}"
    page.goto(path)
    return page.locator("[data-matrix][data-started]")


def test_a_cell_says_itself_when_it_is_pressed(site: Site, open_tab: OpenTab) -> None:
    page = open_tab(has_touch=True)
    matrix = public_page(site, page)
    detail = matrix.locator(".matrix-detail")
    cells = matrix.locator("tbody tr").nth(0).locator("td")

    cells.nth(2).click()
    expect(detail).to_contain_text("Résilience × Gouvernance, responsabilisation et engagement")
    expect(detail).to_contain_text("Souhaité (2)")
    expect(detail).to_contain_text(frame().cell("resilience", "governance").prompt_fr)
    expect(detail).to_have_attribute("role", "status")
    cells.nth(5).tap()
    expect(detail).to_contain_text("Bien-être × Gouvernance")
    expect(matrix.locator("td.is-current")).to_have_count(1)


def test_a_narrow_phone_shows_one_purpose_and_never_scrolls(site: Site, open_tab: OpenTab) -> None:
    page = open_tab(viewport={"width": 320, "height": 640})
    matrix = public_page(site, page)
    row = matrix.locator("tbody tr").nth(10).locator("td:visible")

    expect(matrix.get_by_label("Résilience")).to_be_checked()  # the purpose that has most
    expect(row).to_have_text(["3 Attendu"])
    expect(matrix.locator("[tabindex]")).to_have_count(0)
    matrix.get_by_label("Attractivité").check()
    expect(row).to_have_text(["0"])
    expect(matrix.locator(".matrix-detail")).to_contain_text("Attractivité ×")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_matrix_prints_on_one_page(site: Site, open_tab: OpenTab) -> None:
    page = open_tab()
    public_page(site, page)

    printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", print_background=False)))

    texts = [" ".join(sheet.extract_text().split()) for sheet in printed.pages]
    holding = [text for text in texts if "Gouvernance, responsabilisation" in text]
    assert len(holding) == 1
    for domain in frame().domains:
        assert domain.fr.split(",")[0].split()[0] in holding[0]
    assert "Biodiversité" in holding[0]
    assert "Total" in holding[0]


def test_a_matrix_that_no_sheet_holds_goes_on_with_its_heads(site: Site, open_tab: OpenTab) -> None:
    page = open_tab()
    claims_page(site, page)
    cell(page, 0, 0).focus()

    printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="A5", landscape=True)))

    texts = [" ".join(sheet.extract_text().split()) for sheet in printed.pages]
    holding = [text for text in texts if "Domaine d’action" in text]
    assert len(holding) > 1
    for domain in frame().domains:
        named = [text for text in holding if domain.fr.split(",")[0].split()[0] in text]
        assert len(named) == 1, domain.fr
    assert [text.count("Total") for text in holding][:-1] == [1] * (len(holding) - 1)  # the head
    assert holding[-1].count("Total") == 2


# One matrix of the page of style, without what stands around it.
_ALONE = """
(caption) => {
  const matrix = [...document.querySelectorAll(".matrix")].find(
    (each) => each.querySelector("caption").textContent.trim() === caption);
  document.querySelector("main").replaceChildren(matrix);
}
"""


@pytest.mark.parametrize("caption", ["La somme des projets", "Déclaré et attendu superposés"])
def test_sums_and_overlays_print_on_one_page_too(
    site: Site, open_tab: OpenTab, caption: str
) -> None:
    with as_demonstration(site):
        page = open_tab()
        page.goto("/style")
        page.evaluate(_ALONE, caption)
        printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", print_background=False)))

    texts = [" ".join(sheet.extract_text().split()) for sheet in printed.pages]
    holding = [text for text in texts if "Domaine d’action" in text]
    assert len(holding) == 1
    assert caption in holding[0]
    for domain in frame().domains:
        assert domain.fr.split(",")[0].split()[0] in holding[0]
