"""Every page, whole, silent and without a fault: `looking` says in which sizes, colours, languages."""

import pytest
from playwright.sync_api import Browser

from tests.access.world import (
    ADMINISTRATOR,
    APPLICANT,
    GUEST,
    JUROR,
    OFFICER,
)
from tests.journeys.every_page import places, touring
from tests.journeys.looking import look
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]

# who: how many pages at least, with the console
PEOPLE = {OFFICER: 45, APPLICANT: 30, GUEST: 25, ADMINISTRATOR: 5, JUROR: 5}


def test_each_page_is_somebodys() -> None:
    assert {place.role for place in places()} == set(PEOPLE)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("role", PEOPLE)
def test_every_page_is_for_everybody(
    site: Site, chromium: Browser, role: str, language: str
) -> None:
    with touring(site, chromium) as tour:
        seen, found = look(tour, role, language)

    assert seen >= PEOPLE[role]
    assert found == {}
