"""A form sent twice is done once, and the second sending ends where the first one ended."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from callforprojects.accounts.models import User
from callforprojects.activity.models import Activity
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.web import access, request_keys
from callforprojects.core.web.request_keys import RequestKey
from callforprojects.organisations.models import Role
from tests.browser import Browser
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.applications import (
    make_application,
    make_body,
    make_member as make_writer,
    make_open_call,
)
from tests.factories.calls import make_call, make_officer
from tests.factories.files import PDF
from tests.page import Page

PROFILE = "/accounts/profile"


def number_of(table: Any) -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def endings() -> list[RequestKey]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(RequestKey)))


def ending(page: Page) -> tuple[int, str | None, list[str]]:
    """Where a request ends, and what is said there."""
    return page.status, page.location, page.follow().flashes


@pytest.fixture
def officer(sign_in: Any) -> Browser:
    call = make_call("ready", title="A call to copy")
    browser: Browser = sign_in(make_officer(call.funder))
    browser.here = f"/calls/{call.id}/duplicate"
    return browser


def test_three_clicks_make_one_copy(officer: Browser) -> None:
    page = officer.get(officer.here)

    ends = [ending(page.submit("Create the copy")) for _click in range(3)]

    assert ends[0][0] == 302
    assert ends[0][2] != []
    assert ends == [ends[0]] * 3
    assert number_of(Call) == 2


def test_the_same_page_opened_again_is_another_request(officer: Browser) -> None:
    for _turn in range(2):
        officer.get(officer.here).submit("Create the copy")

    assert number_of(Call) == 3


def withdrawal() -> tuple[User, str]:
    """Somebody who may take a file back, and the page where it is done."""
    town = make_body()
    writer = make_writer(town)
    filed = make_application(organisation=town, by=writer, submitted=True)
    return writer, f"/applications/{filed.id}/withdraw"


def test_what_is_done_from_another_tab_is_blamed_on_nobody(sign_in: Any) -> None:
    writer, place = withdrawal()
    browser = sign_in(writer)
    tabs = [browser.get(place) for _tab in range(2)]

    first, second = (tab.submit("Withdraw the application", reason="Moved.") for tab in tabs)

    assert (first.status, second.status) == (302, 302)
    assert second.location == first.location
    assert second.follow().flashes == ["The application is withdrawn."] * 2  # each said it


@pytest.mark.parametrize("other", [{"reason": "Another."}, {"request_key": "_" * 22}])
def test_what_another_tab_has_not_sent_is_judged_for_itself(sign_in: Any, other: Any) -> None:
    """Other words, or a key that does not say when its page was drawn."""
    writer, place = withdrawal()
    browser = sign_in(writer)
    tabs = [browser.get(place) for _tab in range(2)]
    tabs[0].submit("Withdraw the application", reason="Moved.")

    again = tabs[1].submit("Withdraw the application", **{"reason": "Moved.", **other})

    assert again.status in {403, 409, 422}


def test_a_page_drawn_afterwards_is_judged_for_itself(sign_in: Any) -> None:
    writer, place = withdrawal()
    browser = sign_in(writer)
    page = browser.get(place)
    page.submit("Withdraw the application", reason="Moved.")
    with time_machine.travel(now() + timedelta(minutes=1)):
        later = str(request_keys.key_input())[-24:-2]

    again = page.submit("Withdraw the application", reason="Moved.", request_key=later)

    assert again.status in {403, 409, 422}


def test_other_content_is_another_request(sign_in: Any) -> None:
    user = make_user(first_name="Anne")
    page = sign_in(user).get(PROFILE)

    page.submit("Save", first_name="Annabelle")
    page.submit("Save", first_name="Annick")

    db.session.refresh(user)
    assert user.first_name == "Annick"


def test_content_sent_again_after_other_content_is_not_done_again(sign_in: Any) -> None:
    user = make_user(first_name="Anne")
    page = sign_in(user).get(PROFILE)

    ends = [page.submit("Save", first_name=name).location for name in ("Annie", "Annick", "Annie")]

    db.session.refresh(user)
    assert ends == [PROFILE] * 3
    assert user.first_name == "Annick"


def test_a_refused_form_keeps_nothing_and_is_read_again(sign_in: Any) -> None:
    page = sign_in(make_user()).get(PROFILE)

    statuses = [page.submit("Save", first_name="").status for _turn in range(2)]

    assert statuses == [422, 422]
    assert endings() == []


def test_the_key_of_somebody_else_opens_nothing(sign_in: Any) -> None:
    users = [make_user(), make_user()]
    key = sign_in(users[0]).get(PROFILE)
    key.submit("Save", first_name="Annabelle")
    page = sign_in(users[1]).get(PROFILE)

    page.submit("Save", first_name="Annabelle", request_key=key.value("request_key"))

    db.session.refresh(users[1])
    assert users[1].first_name == "Annabelle"


def test_a_document_of_other_content_is_another_request(sign_in: Any) -> None:
    town = make_body()
    draft = make_application(organisation=town, call=make_open_call())
    page = sign_in(make_writer(town)).get(f"/applications/{draft.id}/section?number=8")

    for content in (PDF, PDF, PDF + b"%"):
        sent = page.submit("Save", **{"answer-deliberation": (BytesIO(content), "plan.pdf")})
        assert sent.status == 302

    added = sa.select(sa.func.count()).where(Activity.verb == "file.added")
    assert db.session.scalar(added) == 2


def test_a_guest_asks_for_one_link(browser: Browser, sent: Any) -> None:
    make_user(email="anne@town.example")
    page = browser.get("/accounts/forgotten")

    ends = [page.submit("Send me a link", email="anne@town.example").location for _turn in "123"]

    assert ends == [ends[0]] * 3
    assert len(sent()) == 1


def test_signing_in_twice_signs_in_twice(app: Any) -> None:
    """The answer to the first may never have arrived: its cookie has to be given again."""
    make_user(email="anne@town.example", password=PASSWORD)
    browser = Browser(app)
    page = browser.get("/accounts/sign-in")
    before = browser.client.get_cookie("session")
    assert before is not None
    page.submit("Sign in", email="anne@town.example", password=PASSWORD)
    browser.client.set_cookie("session", before.value)

    again = page.submit("Sign in", email="anne@town.example", password=PASSWORD)

    assert again.follow().status == 200
    assert browser.get(PROFILE).status == 200
    assert [row.is_done_again for row in endings()] == [True]


def test_what_was_sent_is_not_kept(sign_in: Any) -> None:
    user = make_user(password=PASSWORD)
    page = sign_in(user).get(PROFILE)

    page.submit("Save", first_name="Annabelle")

    (row,) = endings()
    assert len(row.fingerprint) == 64
    kept = " ".join(str(value) for value in vars(row).values())
    assert "Annabelle" not in kept
    assert str(page.value("request_key")) not in kept
    assert str(user.id) not in kept


def open_account(browser: Browser, sent: Any, next_path: str = "") -> Page:
    """Ask for an account and open the link of its mail."""
    query = f"?next={next_path}" if next_path else ""
    browser.get(f"/accounts/sign-up{query}").submit("Create my account", email="anne@town.example")
    link = next(word for word in sent()[0].text.split() if "/accounts/confirm/" in word)
    return browser.get(link)


NEWCOMER = {"first_name": "Anne", "last_name": "Le Bihan", "password": PASSWORD}


INVITATION = f"/organisations/invitations/accept/{'x' * 43}"


@pytest.mark.parametrize("towards", ["", INVITATION])
def test_what_opens_once_ends_where_it_ended(browser: Browser, sent: Any, towards: str) -> None:
    """The first answer, and the session that it gave, never arrived."""
    page = open_account(browser, sent, towards)
    before = browser.client.get_cookie("session")
    assert before is not None
    first = page.submit("Open my account", **NEWCOMER)
    browser.client.set_cookie("session", before.value)

    second = page.submit("Open my account", **NEWCOMER)

    assert (second.status, second.location) == (302, first.location)
    assert str(first.location).endswith(towards or "/dashboard")
    assert browser.get(PROFILE).status == 302
    assert browser.get("/accounts/sign-in").flashes == ["Your account is open."]


def test_a_link_that_was_used_shows_nothing_any_more(browser: Browser, sent: Any) -> None:
    link = open_account(browser, sent, INVITATION)
    link.submit("Open my account", **NEWCOMER)

    assert browser.get(link.response.request.path).status == 410


def test_an_address_that_holds_a_token_is_not_kept(browser: Browser, sent: Any) -> None:
    page = open_account(browser, sent, INVITATION).submit("Open my account", **NEWCOMER)

    assert "xxxx" in str(page.location)
    assert [row for row in endings() if "xxxx" in row.location] == []


def test_endings_are_forgotten_after_a_day(officer: Browser) -> None:
    officer.get(officer.here).submit("Create the copy")
    request_keys.forget_request_keys.run()
    assert len(endings()) == 1

    with time_machine.travel(now() + timedelta(days=1, minutes=1)):
        request_keys.forget_request_keys.run()

    assert endings() == []


def test_a_version_says_in_two_tabs_that_it_is_the_same(sign_in: Any) -> None:
    """Both tabs were opened on the same version, and hold the same new title."""
    call = make_call("draft")
    officer = make_officer(call.funder)
    tabs = [sign_in(officer).get(f"/calls/{call.id}/presentation") for _tab in range(2)]

    ends = [ending(tab.submit("Save", title="Another title")) for tab in tabs]

    assert ends[0][0] == 302
    assert ends[1] == ends[0]


@pytest.mark.parametrize("kind", ["refused", "gone"])
def test_rights_ended_by_the_first_one_while_the_second_is_looked_at(
    sign_in: Any, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """The first commits after the second was found to be new, and before its rights are asked."""
    town = make_body()
    writer = make_writer(town, role=Role.EDITOR)
    draft = make_application(organisation=town, call=make_open_call(), by=writer)
    path, button = {
        "refused": (f"/organisations/{town.id}/leave", "Leave"),
        "gone": (f"/applications/{draft.id}/delete", "Delete the draft"),
    }[kind]
    browser = sign_in(writer)
    page = browser.get(path)
    ends: list[Page] = []
    check = access.check_gate_first

    def first_is_faster() -> None:
        monkeypatch.setattr(request_keys, "check_gate_first", check)
        ends.append(page.submit(button))
        check()

    monkeypatch.setattr(request_keys, "check_gate_first", first_is_faster)

    second = page.submit(button)

    assert (ends[0].status, ends[0].location) == (302, second.location)
    assert second.status == 302
