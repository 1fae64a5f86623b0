"""Each person opens each page they may open: the browser has nothing to say about any.

Those that `looking` opens as the same person, and all those of guests, are listened to there.
"""

import pytest
from playwright.sync_api import Browser

from tests.access.world import ADMINISTRATOR, APPLICANT, JUROR, OFFICER
from tests.journeys.every_page import complaints, opened, pages_of, touring
from tests.journeys.looking import looked_at
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]


@pytest.mark.parametrize("role", [APPLICANT, JUROR, OFFICER, ADMINISTRATOR])
def test_the_console_stays_silent(site: Site, chromium: Browser, role: str) -> None:
    """No breach of the policy, no file that is missing, no script that fails."""
    listened_to = {place.endpoint for place in looked_at(role)}
    pages = [place for place in pages_of(role) if place.endpoint not in listened_to]
    with touring(site, chromium) as tour, tour.tab(role, "fr") as page:
        said = complaints(page)
        answers = [opened(page, tour.path(each.endpoint, each.subject)) for each in pages]

    assert len(answers) >= 20
    assert {answer.status for answer in answers if answer} == {200}
    assert said == []
