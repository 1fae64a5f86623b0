"""The menu of a call is on every page about a call that an officer opens, with its place marked."""

import re

import pytest

from tests.access.table import Row, rows
from tests.access.walk import Walk
from tests.access.world import APPLICANT, GUEST, JUROR, OFFICER, ROLES
from tests.page import parse

ABOUT_CALLS = re.compile(r"(calls|criteria|applications|juries|reviews|selection)\.")
# Lists that are about no call, pages of a juror, of an applicant or of a guest, and a new call.
ABOUT_NO_CALL = {
    "applications.deleted",
    "applications.mine",
    "calls.create",
    "calls.deleted",
    "calls.index",
    "calls.mine",
    "juries.decline",
    "reviews.mine",
}
PAGES = [
    row
    for row in rows()
    if row.method == "GET"
    and ABOUT_CALLS.match(row.endpoint)
    and row.endpoint not in ABOUT_NO_CALL
    and row.subject
    and row.statuses[ROLES.index(OFFICER)] == 200
]


def menus(walk: Walk, row: Row, role: str):
    text = walk.ask(role, "GET", row.endpoint, walk.world.subjects[row.subject]).text
    if "<main" not in text:
        return None  # a picture, a spreadsheet, a document
    return [
        each for each in parse(text).iter("nav") if each.get("class", "").startswith("call-menu")
    ]


@pytest.mark.usefixtures("one_engine")
@pytest.mark.parametrize("row", PAGES, ids=str)
def test_each_page_of_an_officer_has_it_with_its_place(walk, row):
    found = menus(walk, row, OFFICER)
    if found is None:
        return

    (menu,) = found
    current = [link for link in menu.iter("a") if link.get("aria-current") == "page"]
    assert len(current) == 1


def test_the_walk_goes_through_all_the_work_of_an_officer():
    endpoints = {row.endpoint.partition(".")[0] for row in PAGES}

    assert endpoints == {"calls", "criteria", "applications", "juries", "reviews", "selection"}
    assert len(PAGES) > 40


@pytest.mark.usefixtures("one_engine")
@pytest.mark.parametrize("role", [GUEST, APPLICANT, JUROR])
def test_nobody_else_has_it(walk, role):
    opened = [
        row for row in rows() if row.method == "GET" and row.statuses[ROLES.index(role)] == 200
    ]

    shown = [
        str(row)
        for row in opened
        if ABOUT_CALLS.match(row.endpoint) and row.subject and menus(walk, row, role)
    ]

    assert shown == []


@pytest.mark.usefixtures("one_engine")
def test_each_entry_opens_for_whoever_sees_it(walk):
    row = next(row for row in PAGES if str(row) == "GET calls.detail announced call")
    (menu,) = menus(walk, row, OFFICER)
    links = [link.get("href") for link in menu.iter("a")]

    rules = {rule.endpoint for rule in walk.rules()}
    assert "selection.results" in rules
    assert [link for link in links if "/selection/" in link and link.endswith("/results")]
    assert len(links) == len(set(links)) == 7
