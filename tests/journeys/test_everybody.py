"""The demonstration on a narrow phone: nobody is left out."""

import pytest
from playwright.sync_api import Page

from tests.journeys.accessibility import NARROW, faults_on_a_phone
from tests.journeys.conftest import OpenTab
from tests.journeys.demonstration import (
    ADMINISTRATOR,
    AGENT,
    APPLICANT,
    DRAFTER,
    JUROR,
    OFFICER,
    build_scene,
)
from tests.journeys.every_page import as_demonstration
from tests.journeys.people import sign_in
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]

ANYBODY = "anybody"
PAGES = {
    ANYBODY: (
        "/",
        "/calls/",
        "/calls/{open}",
        "/calls/{open}/questions",
        "/framework",
        "/selection/calls/{announced}/results",
        "/accounts/sign-up",
    ),
    OFFICER: (
        "/dashboard",
        "/calls/mine",
        "/applications/calls/{closed}",
        "/applications/{judged}",
        "/juries/calls/{closed}",
        "/juries/calls/{closed}/assignments",
        "/reviews/calls/{closed}/results",
        "/reviews/applications/{judged}/comparison",
        "/selection/calls/{closed}",
        "/selection/applications/{judged}",
        "/selection/calls/{announced}/letters",
    ),
    DRAFTER: (
        "/calls/{draft_call}/edit",
        "/calls/{draft_call}/expected-profile",
        "/calls/{draft_call}/criteria",
        "/calls/{draft_call}/questionnaire",
    ),
    ADMINISTRATOR: ("/dashboard", "/activity/", "/messages/"),
    AGENT: (
        "/applications/mine",
        "/applications/{draft}/tasks",
        "/applications/{draft}/section?number=1",
        "/applications/{draft}/section?number=3",
        "/applications/{draft}/check",
    ),
    APPLICANT: ("/applications/{judged}/receipt",),
    JUROR: (
        "/reviews/mine",
        "/juries/calls/{closed}/declarations",
        "/reviews/applications/{judged}",
    ),
}


def test_the_demonstration_is_for_everybody(site: Site, open_tab: OpenTab) -> None:
    """Narrow without scrolling sideways; without a fault that axe-core finds.

    `test_every_page` looks at the desk and at the dark.
    """
    faulty: dict[str, list[str]] = {}

    with as_demonstration(site):
        places, people = build_scene(site)
        for name, paths in PAGES.items():
            page = open_tab(viewport=NARROW)
            if name in people:
                sign_in(page, people[name])
            for path in paths:
                open_in_french(page, path.format(**places))
                if found := faults_on_a_phone(page):
                    faulty[path] = found

    assert faulty == {}


def open_in_french(page: Page, path: str) -> None:
    answer = page.goto(path)
    assert answer is not None
    assert (answer.status, page.locator("html").get_attribute("lang")) == (200, "fr"), path
