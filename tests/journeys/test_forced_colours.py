"""Colours chosen by the reader: what a colour said on our own ground is still told without it.

Nothing here looks at pictures: the styles that the browser works out are compared, on a light and
on a dark ground, as they are drawn.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.access.world import APPLICANT, GUEST, JUROR, OFFICER
from tests.journeys.every_page import Tour, opened, places, touring
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_engine")]

PAGES = {
    GUEST: ("pages.home", "calls.index", "calls.detail", "selection.results", "style_guide.index"),
    APPLICANT: ("dashboard.index", "applications.tasks", "accounts.profile"),
    JUROR: ("reviews.mine", "reviews.score"),
    OFFICER: ("dashboard.index", "calls.edit", "selection.ranking"),
}
# The two colours of the system that everything is told apart from, as the browser writes them.
_SYSTEM = """
() => {
  const probe = document.body.appendChild(document.createElement("i"));
  const read = (name) => {
    probe.style.color = name;
    return getComputedStyle(probe).color;
  };
  const found = {canvas: read("Canvas"), text: read("CanvasText"), highlight: read("Highlight")};
  probe.remove();
  return found;
}
"""
# What one sees of a box: its borders that have a width, its ground, its pattern.
_LOOK = """
(element, pseudo) => {
  const style = getComputedStyle(element, pseudo || null);
  const sides = ["Top", "Right", "Bottom", "Left"].map((side) =>
    style[`border${side}Style`] === "none" || style[`border${side}Width`] === "0px"
      ? "" : `${style[`border${side}Width`]} ${style[`border${side}Color`]}`);
  return {
    sides, ground: style.backgroundColor, pattern: style.backgroundImage, width: style.width,
    fill: style.fill, stroke: style.stroke, display: style.display, adjust: style.forcedColorAdjust,
    ring: `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`,
  };
}
"""
# Each text of a drawing, where it is not on a coloured place of the map, with its colour.
_WRITTEN = """
() => [...document.querySelectorAll("main svg text")]
  .filter((text) => !text.closest(".map, [class*='map-']"))
  .map((text) => getComputedStyle(text).fill)
"""
# Each place one is at, with the others of the same list: the lines drawn under and beside each, and
# how heavy its letters are.
_PLACES = """
(canvas) => [...document.querySelectorAll("nav :not(.pagination) > li > [aria-current]")].map((here) => {
  const seen = (link) => {
    const style = getComputedStyle(link);
    const lines = ["Bottom", "Left"].filter((side) =>
      parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== "none"
      && style[`border${side}Color`] !== canvas);
    return {name: link.textContent.trim(), lines, weight: Number(style.fontWeight)};
  };
  const others = [...here.closest("ul, ol").querySelectorAll("a:not([aria-current])")];
  return {here: seen(here), others: others.map(seen)};
})
"""


@pytest.fixture
def tour(site: Site, chromium: Browser) -> Iterator[Tour]:
    """The world of the policy, whose pages are all there."""
    with touring(site, chromium) as tour:
        yield tour


def look(place: Locator, pseudo: str = "") -> dict[str, Any]:
    found: dict[str, Any] = place.evaluate(_LOOK, pseudo)
    return found


def path_of(tour: Tour, endpoint: str, role: str) -> str:
    """Where a page is, of the subject that the policy shows to this person."""
    subjects = {each.endpoint: each.subject for each in places()}
    assert endpoint in subjects, role
    return tour.path(endpoint, subjects[endpoint])


def open_page(tour: Tour, page: Page, endpoint: str, role: str) -> dict[str, str]:
    """Open it in forced colours; the colours of the system."""
    answer = opened(page, path_of(tour, endpoint, role))
    assert answer is not None
    assert answer.status == 200, (endpoint, answer.status)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    system: dict[str, str] = page.evaluate(_SYSTEM)
    assert len(set(system.values())) == 3
    return system


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_the_place_one_is_at_and_the_words_of_drawings_are_seen(tour: Tour, ground: Any) -> None:
    marked = set()
    for role, endpoints in PAGES.items():
        with tour.tab(role, "fr") as page:
            page.emulate_media(forced_colors="active", color_scheme=ground)
            for endpoint in endpoints:
                system = open_page(tour, page, endpoint, role)
                for place in page.evaluate(_PLACES, system["canvas"]):
                    here, others = place["here"], place["others"]
                    assert all(each["weight"] < here["weight"] for each in others), (endpoint, here)
                    assert not any(each["lines"] for each in others), (endpoint, place)
                    if here["lines"] and others:
                        marked.add(endpoint)
                words = set(page.evaluate(_WRITTEN))
                assert words <= {system["text"]}, (endpoint, words)

    assert marked >= {"dashboard.index", "accounts.profile", "calls.index", "selection.ranking"}


def test_the_focus_is_seen_wherever_it_goes(tour: Tour) -> None:
    with tour.tab(JUROR, "fr") as page:
        page.emulate_media(forced_colors="active")
        for endpoint in PAGES[JUROR]:
            system = open_page(tour, page, endpoint, JUROR)
            for _step in range(12):
                page.keyboard.press("Tab")
                style, width, colour = look(page.locator(":focus"))["ring"].split(" ", 2)
                assert style not in {"none", "hidden"}, (endpoint, style)
                assert float(width.removesuffix("px")) >= 2, (endpoint, width)
                assert colour != system["canvas"], endpoint


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_components_tell_their_states_apart(tour: Tour, ground: Any) -> None:
    with tour.tab(GUEST, "fr") as page:
        page.emulate_media(forced_colors="active", color_scheme=ground)
        system = open_page(tour, page, "style_guide.index", GUEST)

        check_cells(page, system)
        check_marks(page, system)
        check_tags(page, system)
        check_bars(page, system)
        check_presses(page, system)


def check_cells(page: Page, system: dict[str, str]) -> None:
    """Each level of a cell has its own bar: its width and its pattern say it, in the colour of text."""
    cells = page.locator("#style-claimed tbody")
    bars = {
        level: look(cells.locator(f".level-{level}").first, "::before")
        for level in ("1", "2", "3", "harm")
    }

    assert len({(bar["width"], bar["pattern"]) for bar in bars.values()}) == 4
    for level, bar in bars.items():
        assert bar["adjust"] == "none", level  # else the browser takes the pattern away
        assert system["text"] in bar["pattern"], level
        assert system["text"] in bar["sides"][0], level
    empty = cells.locator("td:not([class])").first
    assert look(empty, "::before")["width"] == "auto"
    gap = look(page.locator("#style-overlay .is-gap").first)["ring"]
    assert gap.startswith("solid 2px")
    assert not gap.endswith(system["canvas"])


def check_marks(page: Page, system: dict[str, str]) -> None:
    """The mark chosen has another ground than the others."""
    marks = page.locator("label:has(> [name='mark-filled'])")
    chosen = look(marks.and_(page.locator(":has(:checked)")))
    other = look(marks.and_(page.locator(":not(:has(:checked))")).first)

    assert chosen["ground"] == system["highlight"]
    assert other["ground"] != system["highlight"]


def check_tags(page: Page, system: dict[str, str]) -> None:
    """A status is a word in a frame: two of one kind never say the same word."""
    kinds = page.locator(".style-row:has(.status-tag)").all()
    assert len(kinds) >= 9
    for kind in kinds:
        tags = kind.locator(".status-tag").all()
        words = [tag.inner_text() for tag in tags]
        assert len(set(words)) == len(words), words
        for tag in tags:
            assert all(side and system["canvas"] not in side for side in look(tag)["sides"])


def check_bars(page: Page, system: dict[str, str]) -> None:
    """A bar, the ground it runs on, and the line of the cut."""
    chart = page.locator(".bar-chart:has(.bar-cut)").first
    value, track, cut = (look(chart.locator(f".bar-{part}").first) for part in PARTS)

    assert value["fill"] == system["text"]
    assert track["fill"] == system["canvas"]
    assert track["stroke"] == system["text"]
    assert cut["stroke"] == system["highlight"]
    progress = look(page.locator("progress").first)
    assert progress["adjust"] == "none"  # else its two parts have one colour
    assert progress["ground"] == system["canvas"]
    assert all(side == f"1px {system['text']}" for side in progress["sides"])


PARTS = ("value", "track", "cut")


def check_presses(page: Page, system: dict[str, str]) -> None:
    """The brush in hand, and the page of a list that is open."""
    brushes = page.locator("#style-input-matrix [data-brush]")
    held = look(brushes.and_(page.locator("[aria-pressed=true]")))
    other = look(brushes.and_(page.locator("[aria-pressed=false]")).first)

    assert held["ring"].startswith("solid 2px")
    assert not held["ring"].endswith(system["canvas"])
    assert other["ring"].startswith("none")
    assert look(page.locator(".page-item.active .page-link"))["ground"] == system["highlight"]
