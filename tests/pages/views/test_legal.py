"""The pages of the law: who publishes, what is kept, how accessible it is, which cookies."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import callforprojects
from callforprojects.accounts import known_browsers
from callforprojects.accounts.models import TokenPurpose
from callforprojects.accounts.services.closing import UNOWNED_MAILS_FOR
from callforprojects.accounts.services.registration import UNCONFIRMED_FOR
from callforprojects.accounts.services.sessions import SESSION_LIFETIME
from callforprojects.accounts.services.tokens import LIFETIMES
from callforprojects.core.data.deletion import KEPT_FOR
from callforprojects.core.web import request_keys, unsent_forms
from callforprojects.core.web.languages import LANGUAGE_COOKIE
from tests.browser import Browser
from tests.factories.accounts import make_user

Change = Callable[..., None]
PACKAGE = Path(callforprojects.__file__).parent


def test_the_footer_leads_to_all_of_them(browser: Browser) -> None:
    links = browser.get("/").links

    assert [
        links[name]
        for name in ("Accessibility: not conforming", "Legal notice", "Personal data", "Cookies")
    ] == ["/accessibility", "/legal", "/privacy", "/cookies"]


def test_the_publisher_is_named_when_it_is_known(browser: Browser, with_settings: Change) -> None:
    assert browser.get("/legal").has("is published by the body that installed it")
    assert not browser.get("/legal").has("Publication director")

    with_settings(
        publisher="Région des Essais",
        publication_director="Claude Martin",
        hosting="Hébergeur, 1 rue du Nuage, 75001 Paris",
    )
    page = browser.get("/legal")

    assert page.has("is published by Région des Essais.")
    assert page.has("Publication director Claude Martin")
    assert page.has("Hosted by Hébergeur, 1 rue du Nuage, 75001 Paris")
    assert browser.get("/privacy").has("Région des Essais is responsible for the accounts")


def test_the_cookies_named_are_those_that_are_set(browser: Browser) -> None:
    set_by = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "set_cookie(" in path.read_text("utf-8")
    }

    page = browser.get("/cookies")

    assert set_by == {"accounts/known_browsers.py", "core/web/unsent_forms.py", "pages/views.py"}
    named = [row.findtext("th") or row.findtext("td") for row in page.root.iterfind(".//tbody/tr")]
    assert named == ["session", LANGUAGE_COOKIE, known_browsers.COOKIE, unsent_forms.COOKIE]
    assert page.has("This site sets four cookies at most.")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_audit_is_claimed(browser: Browser, language: str) -> None:
    browser.language = language

    page = browser.get("/accessibility")

    said = {
        "fr": "Aucun audit n’a été réalisé par un tiers",
        "en": "No audit by a third party has been made",
    }
    assert page.has(said[language])
    assert page.has({"fr": "22 novembre 2026", "en": "22 November 2026"}[language])


def test_the_durations_named_are_those_of_the_program(browser: Browser) -> None:
    """Whoever changes one of these changes what the page promises."""
    page = browser.get("/privacy")

    assert {
        TokenPurpose.CONFIRM: timedelta(days=3),
        TokenPurpose.RESET: timedelta(hours=1),
        TokenPurpose.CHANGE_ADDRESS: timedelta(days=1),
        TokenPurpose.STOP_ADDRESS: timedelta(days=7),
        TokenPurpose.JOIN: timedelta(days=1),
    } == LIFETIMES
    assert timedelta(days=14) == SESSION_LIFETIME
    assert (timedelta(days=7), timedelta(days=7)) == (UNCONFIRMED_FOR, UNOWNED_MAILS_FOR)
    assert (timedelta(hours=1), timedelta(days=1)) == (unsent_forms.LIFETIME, request_keys.LIFETIME)
    assert timedelta(days=30) == KEPT_FOR
    for words in (
        "Session: fourteen days. Link to confirm an address: three days; to change it: one day",
        "and seven days to stop that; to join two accounts: one day;",
        "to choose a password: one hour.",
        "nobody confirmed: seven days",
        "the last one of a closed account: seven days",
        "when your session ended: one hour",
        "not done twice: one day. Deleted drafts: thirty days.",
    ):
        assert page.has(words)


def test_what_one_may_do_with_ones_data_can_be_done(sign_in: Callable[[Any], Browser]) -> None:
    browser = sign_in(make_user())

    page = browser.get("/privacy")
    assert page.has("On “My account” you correct your profile, change your")
    assert page.has("join two accounts that are yours")
    for path in ("profile", "address", "join", "data", "close"):
        assert browser.get(f"/accounts/{path}").status == 200
