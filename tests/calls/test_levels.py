"""What each mark means, read from a guidance and written into one."""

import pytest

from callforprojects.calls.levels import levels_of, with_levels
from callforprojects.core.data.database import db
from tests.factories.calls import make_call

SAID = "Une action isolée ne dépasse pas 2."


@pytest.mark.parametrize(
    "line",
    ["3 : solide", "3\N{NO-BREAK SPACE}: solide", "3: solide", "3/5 – solide", " 3 = solide"],
)
def test_a_line_that_begins_with_a_mark_says_what_it_means(line: str) -> None:
    assert levels_of(f"{SAID}\n{line}", 5) == (SAID, {3: "solide"})


def test_a_mark_out_of_scale_is_a_sentence_like_another() -> None:
    assert levels_of("12 : trop haut", 5) == ("12 : trop haut", {})


def test_what_is_written_is_read_back() -> None:
    meanings = {5: "mesuré", 1: "affirmé"}

    assert levels_of(with_levels(SAID, meanings), 5) == (SAID, meanings)


def test_applicants_read_what_each_mark_means(browser) -> None:
    call = make_call("open", weights=[100])
    call.criteria[0].guidance = with_levels(SAID, {3: "La moitié est chiffrée"})
    db.session.commit()

    page = browser.get(f"/calls/{call.id}")

    assert page.has(SAID)
    assert page.has("La moitié est chiffrée")
