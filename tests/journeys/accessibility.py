"""What is wrong with a page for people who see, hear or move otherwise (WCAG 2.2 AA).

axe-core 4.14.1 (Deque Systems, MPL-2.0, from npm) stands in `vendor/`, untouched.
"""

from playwright.sync_api import Page, ViewportSize

from tests.journeys.site import AXE

NARROW: ViewportSize = {"width": 320, "height": 640}
ZOOMED: ViewportSize = {"width": 640, "height": 450}  # a desk of 1280 by 900, enlarged to 200 %
DESK: ViewportSize = {"width": 1280, "height": 900}
_SIZES = {"narrow": NARROW, "page at 200 %": ZOOMED, "desk": DESK}

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The dark changes colours and nothing else, which is looked at too: the rules that read colours are
# run again, the others would say what they have just said.
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
# Where each thing is: what the dark must leave as it is.
_BOXES = """
() => [...document.body.querySelectorAll("*")].map((element) => {
  const {x, y, width, height} = element.getBoundingClientRect();
  return [element.localName, x, y, width, height].join(" ");
})
"""


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands: on a phone, enlarged to 200 %, on a desk, in the dark.

    Each size is taken once: a page that is laid out again costs more than what is asked of it.
    """
    page.evaluate("document.fonts.ready.then(() => true)")
    page.add_script_tag(url=AXE)
    found = set()
    for name, size in _SIZES.items():
        page.set_viewport_size(size)
        found |= {f"{name}: {fault}" for fault in _overflow(page, size["width"])}
        if size is not ZOOMED:
            found |= {f"{name}: {fault}" for fault in _violations(page, "tag", _RULES)}
    found |= {f"desk, dark: {fault}" for fault in _faults_of_the_dark(page)}
    return sorted(found | _faults_of_large_text(page))


def faults_of_words(page: Page) -> list[str]:
    """What other words may break on a page that is otherwise without a fault: they may be too wide."""
    page.evaluate("document.fonts.ready.then(() => true)")
    found = set()
    for name, size in _SIZES.items():
        page.set_viewport_size(size)
        found |= {f"{name}: {fault}" for fault in _overflow(page, size["width"])}
    return sorted(found | _faults_of_large_text(page))


def faults_on_a_phone(page: Page) -> list[str]:
    """What is wrong with other things on a page whose frame is without a fault: on a phone only."""
    page.set_viewport_size(NARROW)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.add_script_tag(url=AXE)
    return sorted({*_overflow(page, NARROW["width"]), *_violations(page, "tag", _RULES)})


def _faults_of_large_text(page: Page) -> set[str]:
    """Whether the page holds letters twice as large, where it stands on a desk."""
    page.evaluate(_LARGE_TEXT)
    found = {f"text at 200 %: {fault}" for fault in _overflow(page, DESK["width"])}
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def _overflow(page: Page, width: int) -> list[str]:
    """Whether one must scroll sideways to read (1.4.4, 1.4.10)."""
    wanted = page.evaluate(_WIDTH)
    return [f"{wanted} pixels where there are {width}"] if wanted > width else []


def _faults_of_the_dark(page: Page) -> list[str]:
    """The faults of its colours, and whatever it would move: it changes colours and nothing else.

    What is elsewhere when the light is back has moved by itself, as the days left do.
    """
    before = page.evaluate(_BOXES)
    page.emulate_media(color_scheme="dark")
    found = _violations(page, "rule", _RULES_OF_COLOUR)
    in_the_dark = page.evaluate(_BOXES)
    page.emulate_media(color_scheme="light")
    moves = [
        f"moves: {light}, then {dark}"
        for light, dark, again in zip(before, in_the_dark, page.evaluate(_BOXES), strict=True)
        if light == again != dark
    ]
    return found + moves[:1]


def _violations(page: Page, kind: str, values: list[str]) -> list[str]:
    """One sentence for each fault that axe-core finds. It works under a strict policy."""
    found: list[str] = page.evaluate(_RUN, [kind, values])
    return found
