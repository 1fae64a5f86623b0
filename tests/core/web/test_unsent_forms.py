"""What somebody had typed when their session was over comes back, once, to them alone."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from callforprojects.accounts.models import TokenPurpose, UserSession
from callforprojects.accounts.services.tokens import issue
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.web import unsent_forms
from callforprojects.core.web.unsent_forms import UnsentForm
from tests.browser import Browser
from tests.factories.accounts import PASSWORD, make_user
from tests.page import Page

HERE = {"Origin": "http://localhost"}
PROFILE = "/accounts/profile"
NOTICE = "Your session had expired: here is what you had written, not saved yet."


@pytest.fixture
def user() -> Any:
    return make_user(first_name="Anne", password=PASSWORD)


def write(browser: Browser, **values: str) -> Page:
    """Open the profile, let the session end, and send what was typed."""
    page = browser.get(PROFILE)
    end_sessions()
    return send(browser, str(page.value("csrf_token")), **values)


def send(browser: Browser, token: str, **values: str) -> Page:
    """Send the profile from this site."""
    return send_from(HERE, browser, token, **values)


def send_from(headers: dict[str, str], browser: Browser, token: str, **values: str) -> Page:
    data = {"first_name": "Annabelle", "last_name": "Le Bihan", "csrf_token": token, **values}
    return browser.post(PROFILE, data=data, headers=headers)


def end_sessions() -> None:
    db.session.execute(sa.update(UserSession).values(ended_at=now()))
    db.session.commit()


def kept() -> list[UnsentForm]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(UnsentForm)))


def test_what_was_typed_comes_back_after_signing_in(sign_in: Any, user: Any) -> None:
    page = write(sign_in(user))
    assert page.status == 401
    assert page.has("What you wrote is kept for one hour")

    page = page.follow("Sign in and continue").submit(
        "Sign in", email=user.email, password=PASSWORD
    )
    page = page.follow()

    assert page.h1 == "My profile"
    assert page.value("first_name") == "Annabelle"
    assert page.flashes == [NOTICE]
    page = page.submit("Save").follow()
    assert page.value("first_name") == "Annabelle"
    assert page.has("Your profile is saved.")


def test_it_comes_back_once(sign_in: Any, user: Any) -> None:
    browser = sign_in(user)
    write(browser)
    cookie = browser.client.get_cookie(unsent_forms.COOKIE, path=PROFILE)
    browser.sign_in(user)

    assert browser.get(PROFILE).value("first_name") == "Annabelle"
    assert kept() == []
    browser.client.set_cookie(
        unsent_forms.COOKIE, cookie.value, path=PROFILE
    )  # somebody kept the key
    page = browser.get(PROFILE)

    assert page.value("first_name") == "Anne"
    assert page.flashes == []


def test_somebody_else_on_the_same_computer_does_not_get_it(sign_in: Any, user: Any) -> None:
    browser = sign_in(user)
    write(browser)
    other = make_user(first_name="Olga")

    page = browser.sign_in(other).get(PROFILE)

    assert page.value("first_name") == "Olga"
    assert page.flashes == []


def test_it_is_kept_for_one_hour(sign_in: Any, user: Any) -> None:
    browser = sign_in(user)
    write(browser)
    browser.sign_in(user)

    with time_machine.travel(now() + unsent_forms.LIFETIME + timedelta(seconds=1)):
        unsent_forms.forget_unsent_forms.run()

        assert browser.get(PROFILE).value("first_name") == "Anne"
        assert kept() == []


def test_it_is_given_back_where_it_was_typed_only(sign_in: Any, user: Any) -> None:
    browser = sign_in(user)
    write(browser)
    cookie = browser.client.get_cookie(unsent_forms.COOKIE, path=PROFILE)
    assert cookie.path == PROFILE
    browser.sign_in(user)

    browser.client.set_cookie(unsent_forms.COOKIE, cookie.value, path="/")
    assert browser.get("/accounts/password").flashes == []
    assert browser.get(f"{PROFILE}?tab=2").flashes == []


def test_secrets_and_empty_forms_are_not_kept(sign_in: Any, user: Any) -> None:
    write(sign_in(user), first_name="", last_name="", password="hunter2", new_password="x")

    assert kept() == []


def test_an_answer_about_a_secret_passage_is_kept(sign_in: Any, user: Any) -> None:
    write(sign_in(user), **{"answer-passerelle": "A footbridge.", "answer-token": "Of esteem."})

    texts = dict(kept()[0].fields)
    assert texts["answer-passerelle"] == "A footbridge."
    assert texts["answer-token"] == "Of esteem."


def test_the_key_is_not_in_the_database(sign_in: Any, user: Any) -> None:
    browser = sign_in(user)
    write(browser, password="hunter2")

    row = kept()[0]
    cookie = browser.client.get_cookie(unsent_forms.COOKIE, path=PROFILE)
    assert row.token_hash not in cookie.value
    assert row.user_id == user.id
    assert dict(row.fields) == {"first_name": "Annabelle", "last_name": "Le Bihan"}
    assert cookie.http_only
    assert cookie.same_site == "Lax"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Referer": "https://elsewhere.example/form"}, 401),
        ({"Sec-Fetch-Site": "cross-site", **HERE}, 403),
    ],
)
def test_another_site_fills_in_nothing(
    sign_in: Any, user: Any, headers: dict[str, str], status: int
) -> None:
    browser = sign_in(user)
    token = str(browser.get(PROFILE).value("csrf_token"))
    end_sessions()

    page = send_from(headers, browser, token)

    assert page.status == status
    assert kept() == []


def test_what_is_very_long_is_not_kept(sign_in: Any, user: Any) -> None:
    write(sign_in(user), first_name="a" * (unsent_forms.LONGEST + 1))

    assert kept() == []


def test_one_address_does_not_fill_the_database(sign_in: Any, user: Any) -> None:
    browser = sign_in(user)
    token = str(browser.get(PROFILE).value("csrf_token"))
    end_sessions()
    for _time in range(40):
        send(browser, token)

    assert len(kept()) == 30


def test_one_address_does_not_fill_the_database_with_long_texts(
    sign_in: Any, user: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsent_forms, "_CHARACTERS", "1000 per hour")
    browser = sign_in(user)
    token = str(browser.get(PROFILE).value("csrf_token"))
    end_sessions()
    for _time in range(4):
        send(browser, token, first_name="a" * 400)

    assert len(kept()) == 2


def test_nobody_is_led_out_of_the_site(sign_in: Any, user: Any) -> None:
    browser = sign_in(user)
    token = str(browser.get(PROFILE).value("csrf_token"))
    end_sessions()

    page = browser.post(
        f"{PROFILE}?next=https://elsewhere.example",
        data={"first_name": "Annabelle", "csrf_token": token},
        headers=HERE,
    )
    page = page.follow("Sign in and continue").submit(
        "Sign in", email=user.email, password=PASSWORD
    )

    assert page.location.startswith(PROFILE)


def test_a_page_older_than_the_session_loses_nothing(sign_in: Any, user: Any) -> None:
    """Signed in again in another tab: the token of this page is out of date."""
    browser = sign_in(user)

    page = send(browser, "the token of another session")

    assert page.status == 303
    page = page.follow()
    assert page.value("first_name") == "Annabelle"
    assert page.flashes == [NOTICE]
    assert page.submit("Save").follow().value("first_name") == "Annabelle"


def test_a_browser_without_its_cookies_loses_nothing_either(browser: Browser, user: Any) -> None:
    page = send(browser, "the token of a session that was forgotten")
    assert page.status == 401

    page = (
        page.follow("Sign in and continue")
        .submit("Sign in", email=user.email, password=PASSWORD)
        .follow()
    )

    assert page.value("first_name") == "Annabelle"


def test_a_public_form_comes_back_to_a_guest_without_its_password(browser: Browser) -> None:
    clear = issue(make_user(confirmed=False), TokenPurpose.CONFIRM)
    page = browser.post(
        f"/accounts/confirm/{clear}",
        data={"first_name": "Zoé", "password": "a long secret phrase"},
        headers=HERE,
    ).follow()

    assert page.value("first_name") == "Zoé"
    assert page.value("password") == ""


def test_a_button_without_a_form_says_that_it_has_expired(browser: Browser) -> None:
    page = browser.post("/language", data={"language": "fr"}, headers=HERE)

    assert page.status == 400
    assert kept() == []
