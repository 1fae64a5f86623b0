"""A press lasts a moment: what is said meanwhile moves nothing from under the finger."""

import pytest
from playwright.sync_api import Page, expect

from callforprojects.organisations.models import Role
from tests.factories.accounts import PASSWORD
from tests.factories.applications import make_application, make_body, make_member, make_open_call
from tests.journeys.conftest import OpenTab
from tests.journeys.people import sign_in
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]
ANNE = "anne@ville.example"
SIZES = {"desk": {"width": 1280, "height": 720}, "phone": {"width": 390, "height": 700}}


def make_draft(site: Site) -> str:
    with site.scene():
        body = make_body(name="Ville de Rennes")
        anne = make_member(body, Role.ADMINISTRATOR, email=ANNE, password=PASSWORD, language="fr")
        call = make_open_call(language="fr")
        return f"/applications/{make_application(call=call, organisation=body, by=anne).id}"


def press_until_saved(page: Page, name: str) -> None:
    """The button goes down, the answer is kept and says so, the button comes up."""
    button = page.get_by_role("main").get_by_role("button", name=name, exact=True)
    button.scroll_into_view_if_needed()
    place = button.bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.mouse.down()
    expect(page.locator("[data-autosave-said]")).to_contain_text("Enregistré à")
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
    page.get_by_label(label).press_sequentially("Xqz il fait trop chaud")

    with page.expect_request(lambda sent: sent.method == "POST" and sent.is_navigation_request()):
        press_until_saved(page, "Enregistrer et continuer")
