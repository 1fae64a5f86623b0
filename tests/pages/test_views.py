"""Pages of no feature: home, framework, legal texts, in both languages."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser import Browser
from tests.factories.accounts import make_user
from tests.factories.calls import make_call

SignIn = Callable[[Any], Browser]
Counter = Callable[[], Any]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "path", ["/", "/framework", "/legal", "/accessibility", "/privacy", "/cookies"]
)
def test_public_pages_speak_both_languages(browser: Browser, path: str, language: str) -> None:
    browser.language = language

    page = browser.get(path)

    assert page.status == 200
    assert page.root.get("lang") == language


def test_the_home_page_shows_open_calls_and_says_when_there_is_none(browser: Browser) -> None:
    assert browser.get("/").has("No call is published yet.")
    call = make_call("open", title="Rivers first")
    make_call("draft", title="Not yet")

    page = browser.get("/")

    assert page.links["Rivers first"] == f"/calls/{call.id}"
    assert page.links["Publish your calls here: write to us"].startswith("mailto:")
    assert not page.has("Not yet")


def test_the_framework_is_all_there(browser: Browser) -> None:
    page = browser.get("/framework")

    assert len(page.all("dt")) == 6 + 72
    assert len(page.all("h3")) == 12


def test_a_language_that_does_not_exist_is_refused(browser: Browser) -> None:
    data = {"language": "xx", "csrf_token": browser.token()}

    assert browser.post("/language", data=data).status == 400


def test_the_language_of_a_person_is_theirs_everywhere(sign_in: SignIn) -> None:
    person = make_user(language="en")

    sign_in(person).get("/").submit("FR – Français")

    assert sign_in(person).get("/").root.get("lang") == "fr"


def test_nobody_is_sent_elsewhere_by_the_language_form(browser: Browser) -> None:
    data = {"language": "fr", "next": "//evil.example", "csrf_token": browser.token()}

    assert browser.post("/language", data=data).location == "/"
