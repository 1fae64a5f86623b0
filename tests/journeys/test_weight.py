"""What the pages that everybody opens cost: bytes that travel, and things that move."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from callforprojects.app import create_app
from callforprojects.core.web.static_files import compress_static_files
from tests.databases import empty_tables
from tests.journeys.accessibility import DESK, NARROW
from tests.journeys.demonstration import build_scene
from tests.journeys.site import Site, served

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]

PAGES = ("/", "/calls/", "/calls/{open}", "/selection/calls/{announced}/results")
_LATE = 0.3  # seconds for each file of type
HEAVIEST = 100_000  # bytes, all that travels for one page
_SHIFTS = """
() => new Promise((told) => {
  let total = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) total += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => setTimeout(() => told(total), 300));
})
"""
# Something comes at the head of a page that has been seen.
_PUSH = """
() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => {
  document.body.insertAdjacentHTML("afterbegin", "<div>A line<br>and a line<br>and a line</div>");
  requestAnimationFrame(() => requestAnimationFrame(done));
}, 50)))
"""


@pytest.fixture(scope="module")
def places(served_site: Site) -> Iterator[dict[str, str]]:
    """Where the pages of the demonstration are: built once, and only read."""
    yield build_scene(served_site)[0]
    with served_site.app.app_context():
        empty_tables()


@pytest.fixture
def page(served_site: Site, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(base_url=served_site.url, locale="fr-FR")
    yield context.new_page()
    context.close()


def weight(page: Page, path: str) -> dict[str, int]:
    """What travels when the page is opened for the first time, heads included, by address."""
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    addresses: dict[str, str] = {}
    weights: dict[str, int] = {}
    client.on(
        "Network.responseReceived",
        lambda each: addresses.update({each["requestId"]: each["response"]["url"]}),
    )
    client.on(
        "Network.loadingFinished",
        lambda each: weights.update({each["requestId"]: each["encodedDataLength"]}),
    )
    page.goto(path, wait_until="networkidle")
    return {addresses[key]: int(weights[key]) for key in weights if key in addresses}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_everybody_opens_is_light(
    served_site: Site, page: Page, places: dict[str, str], path: str
) -> None:
    """Page, sheets, type, scripts, icons: as `callforprojects web` sends them."""
    compress_static_files(served_site.app.extensions["settings"].data_folder)
    files = create_app(served_site.app.extensions["settings"])
    with served(files) as server:
        page.goto("about:blank")
        found = weight(page, f"http://127.0.0.1:{server.port}{path.format(**places)}")

    assert any(address.endswith(".woff2") for address in found)
    assert any("bootstrap" in address for address in found)
    assert sum(found.values()) <= HEAVIEST, found


def _come_late(route: Route) -> None:
    time.sleep(_LATE)
    route.continue_()


def test_nothing_moves_while_a_page_appears(page: Page, places: dict[str, str]) -> None:
    """Even when the type comes late: what stands for it meanwhile takes the same room."""
    page.route("**/*.woff2", _come_late)
    moved = {}
    for size in (NARROW, DESK):
        page.set_viewport_size(size)
        for path in PAGES:
            page.goto(path.format(**places), wait_until="networkidle")
            moved[path, size["width"]] = page.evaluate(_SHIFTS)

    assert moved == {(path, size["width"]): 0 for size in (NARROW, DESK) for path in PAGES}


def test_what_moves_is_seen(page: Page) -> None:
    page.set_content("<p>Under what comes.</p>")
    page.evaluate(_PUSH)

    assert page.evaluate(_SHIFTS) > 0
