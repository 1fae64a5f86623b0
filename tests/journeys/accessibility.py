"""What axe-core finds wrong on a page for people who see, hear or move otherwise (WCAG 2.2 AA).

axe-core 4.14.1 (Deque Systems, MPL-2.0, from npm) stands in `vendor/`, untouched.
"""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

_AXE = Path(__file__).parent / "vendor" / "axe-4.14.1.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """
(rules) => axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then(
  (found) => found.violations.flatMap((rule) => rule.nodes.map(
    (node) => `${rule.id}: ${node.target.join(" ")} ${node.failureSummary.split("\\n")[1] || ""}`)))
"""


@cache
def _source() -> str:
    return _AXE.read_text("utf-8")


def violations(page: Page) -> list[str]:
    """One sentence for each fault of the page as it is shown now. It works under a strict policy."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_source())
    found: list[str] = page.evaluate(_RUN, _RULES)
    return found
