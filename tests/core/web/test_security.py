"""What every answer tells the browser to refuse."""

import pytest
from flask import Flask

from tests.browser import Browser


@pytest.mark.parametrize("path", ["/", "/nowhere", "/legal"])
def test_the_policy_has_no_exception(browser: Browser, path: str) -> None:
    headers = browser.get(path).response.headers

    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_pages_are_not_kept_by_the_browser(browser: Browser) -> None:
    assert browser.get("/").response.headers["Cache-Control"] == "no-store"


def test_the_session_cookie_stays_home(browser: Browser) -> None:
    page = browser.get("/accounts/sign-in")

    cookie = page.response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_static_files_are_kept_for_a_year_under_the_name_of_their_content(
    browser: Browser, app: Flask
) -> None:
    address = next(link.get("href") for link in browser.get("/").all("link", rel="stylesheet"))
    assert address
    assert "?v=" in address

    answer = browser.client.get(address)

    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert answer.mimetype == "text/css"
    answer.close()


def test_the_language_is_remembered(browser: Browser) -> None:
    home = browser.get("/")
    assert home.root.get("lang") == "en"

    back = home.submit("FR – Français")

    assert back.location == "/"
    assert back.follow().root.get("lang") == "fr"
