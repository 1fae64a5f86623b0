"""A host that cannot be one is refused in words, before anything is asked of anybody."""

import dataclasses
from pathlib import Path

import pytest
from flask import Flask

from callforprojects.app import create_app
from callforprojects.core.data.database import db
from callforprojects.core.web.hosts import is_possible
from tests import databases
from tests.browser import Browser
from tests.databases import settings_for_tests
from tests.factories.accounts import make_user

IMPOSSIBLE = ("a..b", ".", "", "x" * 64 + ".example", "x" * 300, "a b", "é.fr", "site:x", "[::1")
POSSIBLE = (
    "localhost",
    "site:",
    "Site.example.",
    "xn--rgions-bva.fr",
    "web_1:8000",
    "10.0.0.7",
    "[::1]:80",
)
PAGES = (
    "/",
    "/calls/",
    "/nowhere",
    "/healthz",
    "/readyz",
    "/accounts/sign-in",
    "/messages/bounces",
)
PRESS = "/applications/01a22a0b-7b19-7000-b755-f2fb98c3611a/submit"


def named(host: str) -> dict[str, str]:
    return {"HTTP_HOST": host}


@pytest.mark.parametrize("host", IMPOSSIBLE)
@pytest.mark.parametrize("path", ["/", PRESS])
def test_it_is_a_page_in_words(browser: Browser, host: str, path: str) -> None:
    for method in ("GET", "POST"):
        page = browser.open(path, method=method, environ_overrides=named(host))

        assert page.status == 400
        assert page.h1 == "Cette demande n’a pas pu être lue"
        assert "Nothing was changed." in page.text
        assert page.response.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in page.response.headers


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "BREW"])
def test_it_is_so_everywhere_and_asks_nothing(app: Flask, count_queries, method: str) -> None:
    browser = Browser(app).sign_in(make_user())
    app.testing = False  # a failure is answered as in life
    try:
        with count_queries() as asked:
            statuses = {
                browser.client.open(
                    path, method=method, environ_overrides=named("a..b")
                ).status_code
                for path in (*PAGES, PRESS)
            }
    finally:
        app.testing = True

    assert statuses == {400}
    assert asked == []


@pytest.mark.parametrize("host", POSSIBLE)
def test_a_host_that_can_be_is_answered(browser: Browser, host: str) -> None:
    assert browser.get("/legal", environ_overrides=named(host)).status == 200


def test_a_request_of_http_1_0_needs_none(app: Flask) -> None:
    def without_host(environ, start_response):
        del environ["HTTP_HOST"]
        return app.wsgi_app(environ, start_response)

    statuses: list[str] = []
    environ = app.test_request_context("/healthz").request.environ
    b"".join(without_host(dict(environ), lambda status, *_rest: statuses.append(status)))

    assert statuses == ["200 OK"]


@pytest.mark.parametrize(("host", "is_one"), [("a." * 126 + "b", True), ("a." * 127 + "b", False)])
def test_a_name_has_253_signs_at_most(host: str, *, is_one: bool) -> None:
    assert is_possible(host) is is_one
    assert is_possible(f"{host}:65535") is is_one
    assert not is_possible(f"{host}:65536")


def test_the_host_that_a_proxy_names_is_judged_too(tmp_path: Path, engine_name: str) -> None:
    settings = settings_for_tests(tmp_path, databases.fresh_database(engine_name, tmp_path))
    app = create_app(dataclasses.replace(settings, proxies=1))

    answer = app.test_client().get("/", headers={"X-Forwarded-Host": "a..b"})

    assert answer.status_code == 400
    with app.app_context():
        db.engine.dispose()
