"""What is wrong with a page for people who see, hear or move otherwise (WCAG 2.2 AA).

axe-core 4.14.1 (Deque Systems, MPL-2.0, from npm) stands in `vendor/`, untouched.
"""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

NARROW = {"width": 320, "height": 640}
ZOOMED = {"width": 640, "height": 450}  # a desk of 1280 looked at by 200 %
DESK = {"width": 1280, "height": 900}

_AXE = Path(__file__).parent / "vendor" / "axe-4.14.1.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The dark changes colours and nothing else, neither the document nor the places of things: the
# rules that read colours are run again, the others would say what they have just said.
_RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]
_RUN = """
([type, values]) => axe.run(
  document, {runOnly: {type, values}, resultTypes: ["violations"], preload: false}
).then(
  (found) => found.violations.flatMap((rule) => rule.nodes.map(
    (node) => `${rule.id}: ${node.target.join(" ")} ${node.failureSummary.split("\\n")[1] || ""}`)))
"""
# A table of data may be wider than a page of large text (1.4.10 excepts it): it scrolls by itself.
_LARGE_TEXT = """
() => {
  document.documentElement.style.fontSize = "200%";
  for (const each of document.querySelectorAll(".table-frame")) each.style.overflowX = "auto";
}
"""
_WIDTH = "document.scrollingElement.scrollWidth"


@cache
def _source() -> str:
    return _AXE.read_text("utf-8")


def violations(page: Page) -> list[str]:
    """One sentence for each fault of the page as it is shown now. It works under a strict policy."""
    return _run(page, "tag", _RULES)


def violations_of_colour(page: Page) -> list[str]:
    """The same for what changes with the colours only."""
    return _run(page, "rule", _RULES_OF_COLOUR)


def _run(page: Page, kind: str, values: list[str]) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_source())
    found: list[str] = page.evaluate(_RUN, [kind, values])
    return found


def faults(page: Page) -> list[str]:
    """What axe-core finds on the phone and on a desk, in the light and in the dark."""
    found: set[str] = set()
    for size in (NARROW, DESK):
        page.set_viewport_size(size)
        found |= {f"{size['width']}: {fault}" for fault in violations(page)}
        page.emulate_media(color_scheme="dark")
        found |= {f"{size['width']}, dark: {fault}" for fault in violations_of_colour(page)}
        page.emulate_media(color_scheme="light")
    return sorted(found)


def overflows(page: Page) -> list[str]:
    """Where one must scroll sideways to read: narrow, page enlarged, text enlarged (1.4.4, 1.4.10).

    A desk enlarged to 200 % is half as wide. Text alone is enlarged by the size of the root.
    """
    found = []
    for name, size in (("narrow", NARROW), ("page at 200 %", ZOOMED), ("text at 200 %", DESK)):
        page.set_viewport_size(size)
        if name.startswith("text"):
            page.evaluate(_LARGE_TEXT)
        if (width := page.evaluate(_WIDTH)) > size["width"]:
            found.append(f"{name}: {width} pixels where there are {size['width']}")
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found
