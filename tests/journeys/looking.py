"""One look at every page that a person opens: whole, silent, and without a fault for axe-core.

The long look is taken in French. English changes words and nothing else: their room is looked at.
"""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.accessibility import NARROW, faults, faults_of_words
from tests.journeys.every_page import FAILURES, Place, Tour, complaints, opened, places

Found = dict[str, list[str]]
# A mail as it left is shown where no script runs: neither ours nor axe-core's.
_NOT_LOOKED_AT = {"messages.body"}
_STATUS = "the server responded with a status of"  # the browser's word for the page of a failure


def looked_at(role: str) -> list[Place]:
    """The pages at which one looks as this person: each page is somebody's."""
    mine = [place for place in places() if place.role == role]
    return [place for place in mine if place.endpoint not in _NOT_LOOKED_AT]


def look(tour: Tour, role: str, language: str) -> tuple[int, Found]:
    """How many pages this person has, and what is wrong on which."""
    found: Found = {}
    look_at = faults if language == "fr" else faults_of_words
    with tour.tab(role, language) as page:
        said = complaints(page)
        for place in looked_at(role):
            path = tour.path(place.endpoint, place.subject)
            if (wrong := wrong_with(page, path, 200, look_at)) is not None:
                found[place.endpoint] = wrong
                assert page.locator("html").get_attribute("lang") == language, place
        for path, status in [failure[1:] for failure in FAILURES if failure[0] == role]:
            found[path] = wrong_with(page, path, status, look_at) or []
        found[f"console of the {role}"] = [each for each in said if _STATUS not in each]
    return len(found), {name: wrong for name, wrong in found.items() if wrong}


def wrong_with(
    page: Page, path: str, status: int, look_at: Callable[[Page], list[str]]
) -> list[str] | None:
    """Open a page once, and all that it folds, then look at it. None: it is a file."""
    page.set_viewport_size(NARROW)
    answer = opened(page, path)
    if answer is None:
        return None
    assert answer.status == status, f"{path}: {answer.status}"
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    return look_at(page)
