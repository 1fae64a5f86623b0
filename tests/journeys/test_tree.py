"""What screen readers are told: the matrix that is read, the one that is filled in, the grid."""

import re

import pytest
from playwright.sync_api import Page, expect

from callforprojects.iso37101 import frame
from tests.factories.accounts import PASSWORD
from tests.factories.applications import make_application, make_body, make_member, make_open_call
from tests.journeys.conftest import OpenTab
from tests.journeys.judging_scene import JUROR, give_file
from tests.journeys.people import press, sign_in
from tests.journeys.site import Site
from tests.journeys.tree import tree_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]
MEMBER = "member@town.example"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def open_section(site: Site, page: Page, number: int) -> None:
    """A section of an application that is being written, open before who writes it."""
    with site.scene():
        town = make_body()
        member = make_member(town, email=MEMBER, password=PASSWORD, language="fr")
        application = make_application(call=make_open_call(), organisation=town, by=member)
        path = f"/applications/{application.id}/section?number={number}"
    sign_in(page, MEMBER)
    page.goto(path)


def open_grid(site: Site, page: Page) -> None:
    path = give_file(site)
    sign_in(page, JUROR)
    page.goto(path)
    expect(page.locator("[data-scoring]")).to_be_visible()


def test_a_matrix_that_is_read_is_a_plain_table(site: Site, open_tab: OpenTab) -> None:
    page = open_tab()
    with site.scene():
        path = f"/calls/{make_open_call().id}"
    page.goto(path)
    expect(page.locator("[data-matrix][data-started]")).to_be_visible()

    tree = tree_of(page)

    assert tree.all("grid") == []
    table = tree.one("table", "Profil attendu")
    assert len(table.all("cell")) == 12 * 7 + 7  # with the sums
    assert [node for node in table.walk() if node.states.get("focusable")] == []
    heads = [node.name.replace("\u00ad", "") for node in table.all("columnheader")]
    assert heads[1:-1] == [purpose.short_fr for purpose in frame().purposes]
    row = next(row for row in table.all("row") if row.all("rowheader"))
    assert row.all("rowheader")[0].name == frame().domains[0].fr
    assert row.all("cell")[2].words == f"2 {frame().expectation(2).fr}"


def test_each_cell_to_fill_in_says_what_is_expected_and_its_question(
    site: Site, open_tab: OpenTab
) -> None:
    page = open_tab()
    open_section(site, page, 3)
    expect(page.locator("[data-matrix-editor][data-started]")).to_be_visible()

    lists = tree_of(page).one("table", "Ce que votre projet apporte").all("combobox")

    cells = [cell for domain in frame().domains for cell in frame().row(domain.code)]
    assert [each.name for each in lists] == [cell.label for cell in cells]
    for cell, each in zip(cells, lists, strict=True):
        said = [f"Attente de l’appel : {level.fr}." for level in frame().expectations]
        assert each.description.startswith(tuple(said))
        assert each.description.endswith(" ".join(cell.prompt_fr.split()))


def test_a_grid_says_its_criteria_what_is_marked_and_no_total_of_a_part(
    site: Site, open_tab: OpenTab
) -> None:
    page = open_tab()
    open_grid(site, page)

    tree = tree_of(page)
    grid = tree.one("group", "Ma grille")

    marks = [node for node in grid.walk() if node.role == "group" and "votre note" in node.name]
    assert [re.sub(r" : votre.*", "", node.name) for node in marks] == [
        "Relevance", "Governance", "Quality",
    ]  # fmt: skip
    assert [len(node.all("radio")) for node in marks] == [8, 8, 13]  # with "n. a." and none yet
    assert "0 critère noté sur 3" in grid.words
    assert "– / 100 affiché une fois tous les critères notés" in grid.words
    assert [node.name for node in grid.all("textbox")] != []
    acts = ("link", "button", "radio", "textbox", "DisclosureTriangle")
    assert [node for role in acts for node in tree.all(role) if not node.name] == []
    titles = [node.name for node in tree.all("heading") if node.states["level"] == 2]
    assert titles[:3] == ["1. Relevance", "2. Governance", "3. Quality"]

    page.get_by_role("group", name=re.compile("^Relevance")).get_by_label("3", exact=True).check()
    page.get_by_role("group", name=re.compile("^Governance")).get_by_label("3", exact=True).check()
    assert "2 critères notés sur 3" in tree_of(page).one("group", "Ma grille").words
    assert "– / 100" in tree_of(page).one("group", "Ma grille").words
    page.get_by_role("group", name=re.compile("^Quality")).get_by_label("6", exact=True).check()
    assert "60,0 / 100" in tree_of(page).one("group", "Ma grille").words


def test_a_touch_screen_is_told_of_no_mouse_and_no_key(site: Site, open_tab: OpenTab) -> None:
    page = open_tab(**PHONE)
    open_grid(site, page)
    words = tree_of(page).words
    assert "Raccourcis clavier" not in words

    other = open_tab(**PHONE)
    open_section(site, other, 3)
    expect(other.locator("[data-matrix-editor][data-started]")).to_be_visible()
    words = tree_of(other).words

    assert "Vos arguments ne sont jamais effacés." in words
    assert not re.search("souris|Au clavier|pointeur", words, re.IGNORECASE)


def test_a_territory_that_is_refused_says_so_in_its_box(site: Site, open_tab: OpenTab) -> None:
    page = open_tab()
    open_section(site, page, 1)
    box = page.get_by_role("combobox", name=re.compile("Where the project takes place"))
    box.fill("Nulle-Part-sur-Rien")
    box.blur()
    expect(page.get_by_text(re.compile("^Enregistré à"))).to_be_visible()
    press(page, "Enregistrer et continuer")

    box = page.locator("input[role=combobox]")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_have_attribute("aria-describedby", re.compile("answer-location-notes"))
    (found,) = [n for n in tree_of(page).all("combobox") if n.states.get("invalid") == "true"]
    assert "territoire" in found.description
    box.press_sequentially("x")
    expect(box).to_have_attribute("aria-describedby", re.compile("answer-location-notes"))
