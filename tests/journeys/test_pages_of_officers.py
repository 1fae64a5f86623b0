"""The pages of the officer of a funder: each in both languages, both themes, every size, whole and without fault."""

import pytest
from playwright.sync_api import Browser

from tests.access.world import OFFICER, OTHER_OFFICER
from tests.journeys.every_page import touring
from tests.journeys.looking import look
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_is_for_everybody(site: Site, chromium: Browser, language: str) -> None:
    with touring(site, chromium) as tour:
        seen, found = look(
            tour,
            (
                OFFICER,
                OTHER_OFFICER,
            ),
            language,
        )

    assert seen >= 10
    assert found == {}
