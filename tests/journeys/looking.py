"""One look at every page that a person opens: whole, silent, and without a fault for axe-core."""

from collections.abc import Iterable

from playwright.sync_api import Page

from tests.journeys.accessibility import NARROW, faults, overflows
from tests.journeys.every_page import FAILURES, Tour, complaints, opened, places

Found = dict[str, list[str]]
# A mail as it left is shown where no script runs: neither ours nor axe-core's. The page of style is
# long: its components are seen in English where they serve.
_SKIPPED = {"fr": {"messages.body"}, "en": {"messages.body", "pages.style"}}
_STATUS = "the server responded with a status of"  # the browser's word for the page of a failure


def look(tour: Tour, roles: Iterable[str], language: str) -> tuple[int, Found]:
    """How many pages these people have, and what is wrong on which."""
    found: Found = {}
    for role in roles:
        with tour.tab(role, language) as page:
            said = complaints(page)
            for place in (each for each in places() if each.role == role):
                if place.endpoint in _SKIPPED[language]:
                    continue
                path = tour.path(place.endpoint, place.subject)
                if (wrong := wrong_with(page, path, 200)) is not None:
                    found[place.endpoint] = wrong
                    assert page.locator("html").get_attribute("lang") in {language, None}, place
            for _role, path, status in (each for each in FAILURES if each[0] == role):
                found[path] = wrong_with(page, path, status) or []
            found[f"console of the {role}"] = [each for each in said if _STATUS not in each]
    return len(found), {name: wrong for name, wrong in found.items() if wrong}


def wrong_with(page: Page, path: str, status: int) -> list[str] | None:
    """Open a page once, and all that it folds, then look in every size and colour. None: a file."""
    page.set_viewport_size(NARROW)
    answer = opened(page, path)
    if answer is None:
        return None
    assert answer.status == status, f"{path}: {answer.status}"
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    return overflows(page) + faults(page)
