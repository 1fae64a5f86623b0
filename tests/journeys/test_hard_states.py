"""What people really write: long titles, large amounts, other directions, none or 10,000 of a thing."""

from collections.abc import Mapping

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page

from callforprojects.accounts.models import User
from callforprojects.activity.models import Activity
from callforprojects.applications.models import Application
from callforprojects.calls.models import Call, Publication
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.organisations.models import Organisation
from callforprojects.style_guide.profiles import LONG_TITLE
from callforprojects.style_guide.samples import FROM_RIGHT_TO_LEFT, LARGE, LONG_PLACE
from tests.access.world import ADMINISTRATOR, APPLICANT, GUEST, JUROR, OFFICER
from tests.journeys.accessibility import faults_of_words, faults_on_a_phone
from tests.journeys.every_page import Tour, opened, touring
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]

MANY = 10_000
LISTS = {
    GUEST: (
        ("pages.home", ""),
        ("calls.index", ""),
        ("calls.detail", "open call"),
        ("selection.results", "announced call"),
    ),
    APPLICANT: (
        ("dashboard.index", ""),
        ("applications.mine", ""),
        ("applications.tasks", "draft"),
        ("applications.detail", "filed"),
        ("organisations.members", "town"),
    ),
    OFFICER: (
        ("calls.mine", ""),
        ("applications.index", "closed call"),
        ("selection.ranking", "closed call"),
        ("juries.assignments", "closed call"),
    ),
    JUROR: (("reviews.mine", ""), ("reviews.score", "filed")),
}
"""Pages where names, titles and amounts stand close to each other."""


def wrong(tour: Tour, pages: Mapping[str, tuple[tuple[str, str], ...]]) -> dict[str, list[str]]:
    """What is wrong on these pages, by page."""
    found = {}
    for role, places in pages.items():
        with tour.tab(role, "fr") as page:
            for endpoint, subject in places:
                found[endpoint] = look_at(page, tour.path(endpoint, subject))
    return {endpoint: faults_found for endpoint, faults_found in found.items() if faults_found}


def look_at(page: Page, path: str) -> list[str]:
    answer = opened(page, path)
    assert answer is not None
    assert answer.status == 200, path
    return faults_on_a_phone(page) + faults_of_words(page)


def test_long_words_and_large_amounts_break_nothing(site: Site, chromium: Browser) -> None:
    """A title of 200 characters, the longest name of a commune, 305,000,000 €, Arabic names."""
    assert len(LONG_TITLE) >= 200
    with touring(site, chromium) as tour:
        with site.scene():
            first, last = FROM_RIGHT_TO_LEFT.split(" ", 1)
            db.session.execute(sa.update(Call).values(title=LONG_TITLE, envelope=LARGE))
            db.session.execute(sa.update(Organisation).values(name=LONG_PLACE))
            db.session.execute(sa.update(User).values(first_name=first, last_name=last))
            db.session.execute(
                sa.update(Application).values(
                    title=LONG_TITLE, requested_amount=LARGE, total_cost=LARGE
                )
            )
        assert wrong(tour, LISTS) == {}


def test_lists_of_none_and_of_many(site: Site, chromium: Browser) -> None:
    """The history of the house and the list of calls, from nothing to pages of pages."""
    pages = {ADMINISTRATOR: (("activity.index", ""),), GUEST: (("calls.index", ""),)}
    with touring(site, chromium) as tour:
        for count in (MANY, 3, 1, 0):
            with site.scene():
                leave(tour, count)
            assert (count, wrong(tour, pages)) == (count, {})


def leave(tour: Tour, count: int) -> None:
    """So many lines in the history, and no call to be read once there is none."""
    db.session.execute(sa.delete(Activity))
    if not count:
        db.session.execute(sa.update(Call).values(status=Publication.DRAFT))
        return
    subject = tour.world.subjects["open call"]
    row = {"at": now(), "verb": "call.published", "subject_kind": "call", "subject_id": subject}
    db.session.execute(sa.insert(Activity), [{**row, "details": {}}] * count)
