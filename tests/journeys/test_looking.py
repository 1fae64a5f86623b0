"""The looks taken at every page: each of them bites."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.accessibility import faults, faults_of_words, faults_on_a_phone
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]

SHEET = """
body { margin: 0; color: black; background: white }
@media (prefers-color-scheme: dark) { body { color: white; background: black } }
"""
HTML = """<!doctype html>
<html lang="en">
  <head>
    <meta name="viewport" content="width=device-width"><title>Calls</title>
    <style>%s</style>
  </head>
  <body><main><h1>Calls</h1>%s</main></body>
</html>"""


@pytest.fixture(scope="module")
def page(served_site: Site, chromium: Browser) -> Iterator[Page]:
    """A page of the site, which serves the script that looks, without its policy."""
    context = chromium.new_context(base_url=served_site.url)
    page = context.new_page()
    page.route("**/empty", lambda route: route.fulfill(content_type="text/html", body=""))
    page.goto("/empty")
    yield page
    context.close()


def test_a_good_page_has_no_fault(page: Page) -> None:
    page.set_content(HTML % (SHEET, "<p>Two are open.</p>"))

    assert faults(page) == []


@pytest.mark.parametrize(
    ("sheet", "body", "said"),
    [
        ("", "<input>", ["narrow: label", "desk: label"]),
        ("p { color: #ccc }", "<p>Pale.</p>", ["narrow: color-contrast", "desk: color-contrast"]),
        ("p { width: 300px; padding: 20px }", "<p>Wide.</p>", ["narrow: 340 pixels"]),
        ("p { width: 650px }", "<p>Wider.</p>", ["narrow: 650", "page at 200 %: 650"]),
        ("p { width: 50rem }", "<p>Grows.</p>", ["text at 200 %: 1600 pixels"]),
        (
            "@media (prefers-color-scheme: dark) { p { color: #333 } }",
            "<p>Lost in the dark.</p>",
            ["desk, dark: color-contrast"],
        ),
        (
            "@media (prefers-color-scheme: dark) { p { margin-top: 90px } }",
            "<p>Elsewhere.</p>",
            ["desk, dark: moves: main"],
        ),
    ],
)
def test_a_fault_is_found(page: Page, sheet: str, body: str, said: list[str]) -> None:
    page.set_content(HTML % (SHEET + sheet, body))
    found = faults(page)

    for words in said:
        assert any(fault.startswith(words) for fault in found), (words, found)


def test_words_that_are_too_wide_are_found(page: Page) -> None:
    page.set_content(HTML % (SHEET + "p { width: 50rem }", "<p>Grows.</p>"))

    assert faults_of_words(page) == [
        "narrow: 800 pixels where there are 320",
        "page at 200 %: 800 pixels where there are 640",
        "text at 200 %: 1600 pixels where there are 1280",
    ]


def test_a_phone_finds_what_is_wide_and_what_has_no_name(page: Page) -> None:
    page.set_content(HTML % (SHEET + "p { width: 400px }", "<p>Wide.</p><input>"))
    found = faults_on_a_phone(page)

    assert "400 pixels where there are 320" in found
    assert any(fault.startswith("label:") for fault in found)
