"""Requests that no page of ours would make: odd addresses, forged forms, other sites, lies."""

import logging
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError
from werkzeug.routing import Rule

from callforprojects.accounts.models import User
from callforprojects.core.data.database import db
from callforprojects.core.outside.logs import JsonFormatter
from callforprojects.core.web.access import public
from callforprojects.messages.models import Message
from tests.browser import Browser
from tests.factories.accounts import PASSWORD, make_administrator, make_user

pytestmark = pytest.mark.usefixtures("app")

HUGE = "9" * 5000
SEARCHES = (
    "/territories/search?q={}",
    "/calls/?q={}&text={}",
    "/organisations/?text={}&kind={}",
    "/messages/?recipient={}",
    "/activity/?verb={}&since={}&until={}",
)


@pytest.mark.parametrize("address", SEARCHES)
@pytest.mark.parametrize(
    "typed", ["%00", "a%00b", "%ff%fe", "%25_%5C", "'%22%3B--", "²", "%F0%9F%8C%8D"]
)
def test_a_search_for_anything_is_answered(app: Flask, address: str, typed: str) -> None:
    browser = Browser(app).sign_in(make_administrator())

    response = browser.get(address.replace("{}", typed)).response

    accepted = {400} if "%00" in typed else {200, 422}
    assert response.status_code in accepted


@pytest.mark.parametrize("page", ["0", "-1", "²", "٣", "1e3", "1.0", "", HUGE, "100000"])
def test_a_page_number_that_is_none_is_answered_in_words(app: Flask, page: str) -> None:
    """A list reads what makes sense in its address and forgets the rest."""
    browser = Browser(app).sign_in(make_administrator())

    assert browser.get(f"/activity/?page={page}").status == 200
    assert browser.get(f"/calls/?page={page}").status in {200, 404}


def test_a_page_past_the_end_is_empty(app: Flask) -> None:
    assert Browser(app).sign_in(make_administrator()).get("/activity/?page=99999").status == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1900-02-30", HUGE])
def test_a_day_that_no_clock_can_write_is_no_failure(app: Flask, day: str) -> None:
    browser = Browser(app).sign_in(make_administrator())

    assert browser.get(f"/activity/?since={day}&until=9999-12-31").status in {200, 422}


# A mail server, which has a secret instead of a session: tests/messages/test_bounces.py.
WITHOUT_FORM = {"messages.bounces"}


def posts(app: Flask) -> list[Rule]:
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and rule.endpoint not in WITHOUT_FORM
    ]


def test_no_form_is_taken_without_its_token(app: Flask) -> None:
    """Every address that takes a form, the language and the way out included."""
    browser = Browser(app).sign_in(make_administrator())
    browser.token()
    nowhere = "01234567-89ab-7def-8123-456789abcdef"
    adapter = app.url_map.bind("localhost")

    taken = [
        rule.endpoint
        for rule in posts(app)
        for forged in ({}, {"csrf_token": "forged"})
        if browser.client.post(
            adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, nowhere), method="POST"),
            data=forged,
        ).status_code
        != 400
    ]

    assert len(posts(app)) > 50
    assert taken == []


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "/\t/evil.example/",
        "/\n/evil.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie: a=b",
        "/a\r\nSet-Cookie: stolen=1",
        "evil.example",
    ],
)
def test_nobody_is_led_to_another_site(app: Flask, target: str) -> None:
    """After signing in, and after choosing a language."""
    user = make_user(password=PASSWORD)
    browser = Browser(app)
    fields = {"email": user.email, "password": PASSWORD, "csrf_token": browser.token()}

    entered = browser.post("/accounts/sign-in", query_string={"next": target}, data=fields)
    spoken = browser.post(
        "/language", data={"language": "en", "next": target, "csrf_token": browser.token()}
    )

    for page in (entered, spoken):
        assert page.status == 302
        assert str(page.location).startswith("/")
        assert not str(page.location).startswith(("//", "/\\"))
        assert "evil" not in str(page.location)
        assert not any("stolen" in cookie for cookie in page.response.headers.getlist("Set-Cookie"))


def test_mails_and_redirections_never_name_the_host_of_the_request(
    app: Flask, sent: Callable[[], list[Message]]
) -> None:
    user = make_user(password=PASSWORD)
    browser = Browser(app)
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    # the token is kept in a cookie of the host it came from
    token = browser.get("/accounts/forgotten", headers=forged, base_url="http://evil.example")

    answer = browser.post(
        "/accounts/forgotten",
        data={"email": user.email, "csrf_token": token.value("csrf_token")},
        headers=forged,
        base_url="http://evil.example",
    )

    (letter,) = sent()
    assert answer.location == "/accounts/check-mail"
    assert "evil.example" not in f"{letter.text}{letter.html}"


def test_no_session_is_inherited(app: Flask) -> None:
    """What a thief has put in somebody's browser opens nothing once they have signed in."""
    thief, victim = make_user(password=PASSWORD), make_user(password=PASSWORD)
    browser = Browser(app).sign_in(thief)
    planted = browser.client.get_cookie("session")
    browser.post("/accounts/sign-out", data={"csrf_token": browser.token()})

    fields = {"email": victim.email, "password": PASSWORD, "csrf_token": browser.token()}
    assert browser.post("/accounts/sign-in", data=fields).status == 302

    kept = browser.client.get_cookie("session")
    assert planted is not None
    assert kept is not None
    assert kept.value != planted.value
    other = Browser(app)
    other.client.set_cookie("session", planted.value)
    assert other.get("/dashboard").status == 302


def test_a_session_ended_elsewhere_is_refused_at_once(app: Flask) -> None:
    user = make_user()
    here, there = Browser(app).sign_in(user), Browser(app).sign_in(user)
    token, late = here.token(), there.token()
    assert there.get("/dashboard").status == 200

    here.post("/accounts/sessions/end-others", data={"csrf_token": token})

    assert there.get("/dashboard").status == 302
    answer = there.post("/accounts/profile", data={"csrf_token": late, "first_name": "Thief"})
    assert answer.status == 401
    assert here.get("/dashboard").status == 200


def test_what_is_not_in_a_form_is_not_written(app: Flask) -> None:
    user = make_user()
    browser = Browser(app).sign_in(user)
    more = {"is_administrator": "1", "email": "other@town.example", "confirmed_at": "", "id": "1"}

    browser.post(
        "/accounts/profile",
        data={
            "csrf_token": browser.token(),
            "first_name": "Ada",
            "last_name": "L",
            "language": "en",
            **more,
        },
    )

    db.session.refresh(user)
    assert (user.first_name, user.is_administrator) == ("Ada", False)
    assert user.email != "other@town.example"


def test_the_log_of_a_failure_holds_no_token_and_nothing_that_people_wrote(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    def fail(token: str) -> None:
        del token
        wrong = sa.func.nothing_like_this(User.first_name, "ada@town.example")
        db.session.execute(sa.select(User.id).where(wrong == 1))

    public(fail)
    monkeypatch.setitem(app.view_functions, "accounts.reset", fail)

    with caplog.at_level(logging.INFO, "callforprojects"):
        page = Browser(app).get("/accounts/reset/the-secret-of-the-mail")

    written = "\n".join(JsonFormatter().format(record) for record in caplog.records)
    assert page.status in {500, 503}  # SQLite calls an unknown function an operational error
    assert "/accounts/reset/<string:token>" in written
    assert "the-secret-of-the-mail" not in written
    assert "ada@town.example" not in written


def test_what_people_wrote_is_hidden_in_what_the_database_says(app: Flask) -> None:
    with pytest.raises(DBAPIError) as caught:
        db.session.execute(sa.text("SELECT :value / nothing"), {"value": "ada@town.example"})

    db.session.rollback()
    assert "ada@town.example" not in str(caught.value)
