"""What each mark means: typed as lines of the guidance, kept apart, read by everybody."""

import pytest

from callforprojects.core.data.database import db
from callforprojects.criteria.forms import apart_from_descriptors, with_descriptors
from callforprojects.criteria.queries import criteria_of
from tests.factories.calls import make_call, make_officer

SAID = "Une action isolée ne dépasse pas 2."


@pytest.mark.parametrize(
    "line",
    ["3 : solide", "3\N{NO-BREAK SPACE}: solide", "3: solide", "3/5 – solide", " 3 = solide"],
)
def test_a_line_that_begins_with_a_mark_says_what_it_means(line: str) -> None:
    assert apart_from_descriptors(f"{SAID}\n{line}", 5) == (SAID, {3: "solide"})


def test_what_is_no_mark_stays_in_the_guidance() -> None:
    guidance = "12: beyond the scale\n2026: the year\nA lone action stays below 2."

    assert apart_from_descriptors(guidance, 5) == (guidance, {})


def test_of_two_lines_about_one_mark_none_is_lost() -> None:
    assert apart_from_descriptors("3: solid\n3: measured", 5) == ("3: solid", {3: "measured"})


@pytest.mark.parametrize("said", [SAID, ""])
def test_what_is_shown_is_taken_apart_again(said: str) -> None:
    meanings = {5: "mesuré", 1: "affirmé"}

    assert apart_from_descriptors(with_descriptors(said, meanings), 5) == (said, meanings)


def test_the_box_shows_both_and_keeps_them_apart(sign_in) -> None:
    call = make_call("ready", weights=[100], language="en")
    criterion, officer = criteria_of(call.id)[0], sign_in(make_officer(call.funder))
    criterion.guidance, criterion.descriptors = "The need.", {10: "huge", 2: "small"}
    criterion.scale_max = 10
    db.session.commit()
    url = f"/calls/criteria/{criterion.id}/edit"

    page = officer.get(url)
    typed = page.value("guidance")
    page.submit("Save", guidance=f"{typed}\n7: large")

    assert typed.split("\n") == ["The need.", "2: small", "10: huge"]
    saved = criteria_of(call.id)[0]
    assert (saved.guidance, saved.scale_max) == ("The need.", 10)
    assert saved.descriptors == {2: "small", 7: "large", 10: "huge"}


def test_what_came_back_refused_stays_as_it_was_typed(sign_in) -> None:
    call = make_call("ready", weights=[100], language="en")
    criterion, officer = criteria_of(call.id)[0], sign_in(make_officer(call.funder))

    page = officer.get(f"/calls/criteria/{criterion.id}/edit")
    page = page.submit("Save", guidance="2: small\nThe need.", weight="0")

    assert page.status == 422
    assert page.value("guidance").split() == ["2:", "small", "The", "need."]


def test_applicants_read_what_each_mark_means(browser) -> None:
    call = make_call("open", weights=[100])
    criteria_of(call.id)[0].guidance = SAID
    criteria_of(call.id)[0].descriptors = {3: "La moitié est chiffrée"}
    db.session.commit()

    page = browser.get(f"/calls/{call.id}")

    assert page.has(SAID)
    assert page.has("La moitié est chiffrée")
