"""What another site sends in somebody's name is refused, and leaves their session alone."""

from http import HTTPStatus

import pytest
from flask import Flask

from tests.browser import Browser
from tests.factories.accounts import PASSWORD, make_user

PATHS = ("/", "/calls/", "/nowhere", "/healthz", "/accounts/sign-in", "/accounts/sign-out")
ELSEWHERE: tuple[dict[str, str], ...] = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "http://localhost:8080"},
    {"Origin": "null"},
    {"Origin": "http://[::1"},
)
HERE: tuple[dict[str, str], ...] = (
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://as-the-browser-sees-it.example"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost"},
    {"Origin": "http://LOCALHOST:80"},
    {"Origin": "http://127.0.0.1:5000"},  # the public address, whatever a proxy made of the host
)


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_it_is_refused_in_words_without_a_session(browser: Browser, headers) -> None:
    for path in PATHS:
        page = browser.post(path, headers=headers, data={"a": "b"})

        assert page.status == HTTPStatus.FORBIDDEN
        assert page.h1 == "Ce formulaire vient d’un autre site"
        assert "This form comes from another site" in page.text
        assert "Set-Cookie" not in page.response.headers


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_it_says_nothing_of_a_session_that_travels(app: Flask, count_queries, headers) -> None:
    """The cookie goes with a form of another host of the same domain."""
    browser = Browser(app).sign_in(make_user())

    with count_queries() as asked:
        page = browser.post("/accounts/sign-out", headers=headers)

    assert page.status == HTTPStatus.FORBIDDEN
    assert "Set-Cookie" not in page.response.headers
    assert asked == []
    assert browser.get("/accounts/profile").status == HTTPStatus.OK


@pytest.mark.parametrize("headers", HERE)
def test_our_own_forms_and_programs_go_on(app: Flask, headers) -> None:
    user = make_user(password=PASSWORD)
    browser = Browser(app)
    form = {"email": user.email, "password": PASSWORD, "csrf_token": browser.token()}

    entered = browser.post("/accounts/sign-in", headers=headers, data=form)

    assert entered.status == HTTPStatus.FOUND


def test_a_link_of_another_site_is_followed(browser: Browser) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Referer": "https://elsewhere.example/"}

    assert browser.get("/accounts/sign-in", headers=headers).status == HTTPStatus.OK


def test_a_mail_server_says_nothing_and_is_heard(browser: Browser, with_settings) -> None:
    with_settings(bounce_secret="a secret for tests")

    answer = browser.post(
        "/messages/bounces", headers={"Authorization": "Bearer a secret for tests"}
    )

    assert answer.status == HTTPStatus.NO_CONTENT
