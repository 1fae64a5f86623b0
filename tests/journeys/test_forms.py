"""Every form sent empty: what comes back with its mistakes is without a fault too."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.accessibility import faults_on_a_phone
from tests.journeys.every_page import forms, opened, touring
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]

# Pages that say why they show no form to whoever opens them here: the town applies already, whoever
# was invited has an account and signs in first, no mail waits to be sent again, the town would be
# without an administrator and has filed applications, no file may be eliminated yet.
_WITHOUT_FORM = {
    *("applications.start", "juries.invitation", "organisations.accept_invitation"),
    *("messages.release_together", "accounts.close", "accounts.close_for"),
    *("organisations.remove", "archives.eliminate"),
}
FORMS = [place for place in forms() if place.endpoint not in _WITHOUT_FORM]
# As a browser that checks nothing would send it.
_SEND_EMPTY = """
() => {
  const forms = [...document.querySelectorAll("main form[method=post]")];
  const isHere = (form) => new URL(form.getAttribute("action") || "", window.location).pathname === window.location.pathname;
  const form = forms.find(isHere) ?? forms[0];
  for (const field of form.querySelectorAll("textarea, input:not([type=hidden])")) {
    if (["checkbox", "radio"].includes(field.type)) field.checked = false;
    else field.value = "";
  }
  form.noValidate = true;
  form.requestSubmit();
}
"""


def test_many_forms_can_be_mistaken() -> None:
    assert len(FORMS) >= 25


@pytest.mark.parametrize("role", sorted({place.role for place in FORMS}))
def test_mistakes_are_shown_to_everybody(site: Site, chromium: Browser, role: str) -> None:
    found = {}
    with touring(site, chromium) as tour, tour.tab(role, "fr") as page:
        for place in [each for each in FORMS if each.role == role]:
            opened(page, tour.path(place.endpoint, place.subject))
            with page.expect_navigation() as sent:
                page.evaluate(_SEND_EMPTY)
            assert (place.endpoint, sent.value.status) == (place.endpoint, 422)
            if wrong := faults_on_a_phone(page):
                found[place.endpoint] = wrong

    assert found == {}
