"""A press lasts a moment: what is said meanwhile moves nothing from under the finger."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from callforprojects.organisations.models import Role
from tests.factories.accounts import PASSWORD
from tests.factories.applications import make_application, make_body, make_member, make_open_call
from tests.journeys.conftest import OpenTab
from tests.journeys.people import sign_in
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]
ANNE = "anne@ville.example"
LONG_PRESS = """() => new Promise((done) => {
  let frames = 40; // more than a page that glides takes
  const draw = () => (frames-- ? requestAnimationFrame(draw) : done(scrollY));
  draw();
})"""
SIZES = {"desk": {"width": 1280, "height": 720}, "phone": {"width": 390, "height": 700}}


def make_draft(site: Site) -> str:
    with site.scene():
        body = make_body(name="Ville de Rennes")
        anne = make_member(body, Role.ADMINISTRATOR, email=ANNE, password=PASSWORD, language="fr")
        call = make_open_call(language="fr")
        return f"/applications/{make_application(call=call, organisation=body, by=anne).id}"


def button_called(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("button", name=name, exact=True)


def put_down(page: Page, button: Locator) -> None:
    """The pointer goes down on the button, where it is now."""
    place = button.bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.mouse.down()


def press_until_saved(page: Page, name: str) -> None:
    """The button goes down, the answer is kept and says so, the button comes up."""
    button = button_called(page, name)
    button.scroll_into_view_if_needed()
    put_down(page, button)
    expect(page.locator("[data-saving-message]")).to_contain_text("Enregistré à")
    page.mouse.up()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("section", "label"), [(2, "Contexte et besoins"), (1, "Lieu du projet")])
def test_a_button_pressed_while_an_answer_is_kept_is_pressed_once(
    site: Site, open_tab: OpenTab, size: str, section: int, label: str
) -> None:
    page = open_tab(viewport=SIZES[size])
    draft = make_draft(site)
    sign_in(page, ANNE)
    page.goto(f"{draft}/section?number={section}")
    if section == 1:  # else the box is drawn anew while it is typed in
        expect(page.locator(".autocomplete__wrapper")).to_be_visible()
    page.get_by_label(label).press_sequentially("Xqz il fait trop chaud")

    with page.expect_request(lambda sent: sent.method == "POST" and sent.is_navigation_request()):
        press_until_saved(page, "Enregistrer et continuer")


def hold(page: Page, address: str) -> list[Route]:
    """What is asked of this address from now on: it comes when it is let go."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(address, keep)
    return held


@pytest.mark.parametrize("size", SIZES)
def test_a_box_whose_sheet_comes_late_moves_no_button_that_is_pressed(
    site: Site, open_tab: OpenTab, size: str
) -> None:
    """The list of suggestions is drawn over the page, or not at all: it closes at the press."""
    page = open_tab(viewport=SIZES[size])
    draft = make_draft(site)
    sign_in(page, ANNE)
    hold(page, "**/accessible-autocomplete.min.css*")
    with page.expect_response("**/accessible-autocomplete.min.js*"):
        page.goto(f"{draft}/section?number=1", wait_until="domcontentloaded")
    page.get_by_label("Titre du projet").press_sequentially("Des vergers")
    page.get_by_label("Titre du projet").press("Tab")
    expect(page.locator("[data-saving-message]")).to_contain_text("Enregistré à")

    expect(page.locator(".autocomplete__wrapper")).to_have_count(0)
    page.get_by_label("Lieu du projet").press_sequentially("Xqz il fait trop chaud")
    with page.expect_request(lambda sent: sent.method == "POST" and sent.is_navigation_request()):
        press_until_saved(page, "Enregistrer et continuer")


def test_a_list_that_comes_late_does_not_open_over_the_page(site: Site, open_tab: OpenTab) -> None:
    page = open_tab()
    draft = make_draft(site)
    sign_in(page, ANNE)
    page.goto(f"{draft}/section?number=1")
    box = page.get_by_role("combobox", name="Lieu du projet")
    expect(page.locator(".autocomplete__wrapper")).to_be_visible()
    held = hold(page, "**/territories/search?*")
    with page.expect_request("**/territories/search?*"):
        box.press_sequentially("renn")
    with page.expect_response("**/answer?*"):
        box.press("Tab")

    for route in held:
        route.fulfill(json=[{"code": "commune:35238", "label": "Rennes", "detail": "Commune"}])
    page.get_by_label("Titre du projet").fill("Des vergers")
    with page.expect_response("**/answer?*"):
        page.get_by_label("Titre du projet").press("Tab")
    expect(page.get_by_role("option", name="Rennes")).to_have_count(0)


def test_a_page_that_goes_to_its_last_field_has_arrived_before_a_press(
    site: Site, open_tab: OpenTab
) -> None:
    """Who tabs to a field under the buttons, and presses at once: the page glides no further."""
    page = open_tab(reduced_motion="no-preference")
    draft = make_draft(site)
    sign_in(page, ANNE)
    page.goto(f"{draft}/section?number=4")
    page.get_by_label("Numéro de téléphone").focus()
    put_down(page, button_called(page, "Enregistrer et continuer"))
    assert page.evaluate(LONG_PRESS) > 0
    with page.expect_request(lambda sent: sent.method == "POST" and sent.is_navigation_request()):
        page.mouse.up()
