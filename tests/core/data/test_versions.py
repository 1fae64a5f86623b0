"""Who is told what when a page is older than what it changes: nobody is blamed for another."""

from typing import Any

import pytest
import time_machine

from callforprojects.core.data.clock import now
from callforprojects.criteria.queries import criteria_of
from tests.factories.calls import make_call, make_officer
from tests.page import Page

OWN = (
    "You changed this yourself, in another tab or on another device, while you were writing here."
    " What you typed is still below."
)


@pytest.fixture
def call() -> Any:
    return make_call("draft")


def save(page: Page, title: str) -> Page:
    return page.submit("Save", title=title)


def test_two_tabs_of_one_person_with_two_contents(sign_in: Any, call: Any) -> None:
    officer = make_officer(call.funder)
    tabs = [sign_in(officer).get(f"/calls/{call.id}/presentation") for _tab in range(2)]
    save(tabs[0], "One title")

    page = save(tabs[1], "Another title")

    assert page.status == 409
    assert page.errors == [OWN]
    assert page.value("title") == "Another title"
    assert not page.has("Somebody")


def test_a_colleague_is_named_with_the_hour(sign_in: Any, call: Any) -> None:
    colleague = make_officer(call.funder, first_name="Rose", last_name="Rapide")
    mine = sign_in(make_officer(call.funder)).get(f"/calls/{call.id}/presentation")
    with time_machine.travel(now().replace(year=2027, month=3, day=12, hour=9), tick=False):
        save(sign_in(colleague).get(f"/calls/{call.id}/presentation"), "One title")

    page = save(mine, "Another title")

    assert page.status == 409
    assert page.errors[0].startswith("Rose Rapide changed this on 12 March 2027 at 10:")
    assert page.errors[0].endswith("while you were writing. What you typed is still below.")


def test_a_part_of_a_call_names_who_changed_the_call(sign_in: Any) -> None:
    call = make_call("ready")
    officer = make_officer(call.funder)
    path = f"/calls/criteria/{criteria_of(call.current_round.id)[0].id}/edit"
    tabs = [sign_in(officer).get(path) for _tab in range(2)]
    save(tabs[0], "One name")

    assert save(tabs[1], "Another name").errors == [OWN]


def test_what_the_program_changed_blames_nobody(sign_in: Any, call: Any) -> None:
    page = sign_in(make_officer(call.funder)).get(f"/calls/{call.id}/presentation")
    call.summary = "Changed without anybody"

    errors = save(page, "Another title").errors

    assert errors == ["This was changed while you were writing. What you typed is still below."]
