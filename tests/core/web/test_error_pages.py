"""Every failure has its page, its status, and leaves nothing half-written."""

import errno
import sqlite3
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import default_exceptions

from callforprojects.accounts.models import User
from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import after_commit
from callforprojects.core.text.errors import ConflictError, DomainError, Gone
from callforprojects.core.web.access import public
from tests.browser import Browser


def newcomer() -> User:
    return User(email="new@example.org", first_name="New", last_name="Comer")


def people() -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(User)) or 0


@pytest.fixture
def fail_with(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], Browser]:
    """The language switch, which everybody may post to, writes a person and then fails."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    def prepare(error: Exception) -> Browser:
        def fail() -> None:
            db.session.add(newcomer())
            db.session.flush()
            raise error

        public(fail)
        monkeypatch.setitem(app.view_functions, "pages.switch_language", fail)
        return Browser(app)

    return prepare


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (DomainError("The weights total 99."), 422, "The weights total 99."),
        (ConflictError("Somebody was faster."), 409, "Somebody was faster."),
        (Gone("This link was used."), 410, "This link was used."),
        (IntegrityError("insert", {}, sqlite3.IntegrityError()), 409, ""),
        (OperationalError("insert", {}, sqlite3.OperationalError("database is locked")), 503, ""),
        (OperationalError("insert", {}, sqlite3.OperationalError("disk is full")), 503, ""),
        (OSError(errno.ENOSPC, "No space left on device"), 503, "n’a pas été enregistré"),
        (OSError(errno.EIO, "Input/output error"), 500, ""),
        (ZeroDivisionError(), 500, ""),
    ],
)
def test_a_failure_has_its_page_and_writes_nothing(
    fail_with: Callable[[Exception], Browser], error: Exception, status: int, words: str
) -> None:
    browser = fail_with(error)

    page = browser.post("/language", data={"csrf_token": browser.token(), "language": "en"})

    assert page.status == status
    assert words in page.text
    assert people() == 0


def test_a_broken_page_says_the_number_that_is_in_the_log(
    fail_with: Callable[[Exception], Browser], caplog: pytest.LogCaptureFixture
) -> None:
    browser = fail_with(ZeroDivisionError())

    page = browser.post("/language", data={"csrf_token": browser.token()})

    (line,) = [each for each in caplog.records if each.message == "unexpected failure"]
    reference = vars(line)["reference"]
    assert reference in page.text
    assert reference == page.response.headers["X-Request-ID"]


@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503])
def test_each_failure_says_where_to_go(
    fail_with: Callable[[Exception], Browser], code: int
) -> None:
    browser = fail_with(default_exceptions[code]())

    page = browser.post("/language", data={"csrf_token": browser.token(), "language": "en"})

    assert page.status == code
    assert "/" in page.links.values()
    assert "/calls/" in page.links.values()


def test_a_call_can_be_searched_from_a_failure(browser: Browser) -> None:
    page = browser.get("/nowhere").submit("Search", text="velo")

    assert browser.here == "/calls/?text=velo"
    assert page.status == 200


def test_a_page_that_does_not_exist(browser: Browser) -> None:
    assert browser.get("/nowhere").status == 404
    browser.language = "fr"
    assert browser.get("/nowhere").status == 404


def test_a_form_without_its_token_is_refused(browser: Browser) -> None:
    assert browser.post("/language", data={"language": "fr"}).status == 400


def test_what_is_too_large_is_refused_in_words(
    browser: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1000)

    page = browser.post("/language", data={"language": "x" * 2000})

    assert page.status == 413


def test_what_waits_for_the_commit_is_forgotten_when_it_fails(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def fail() -> None:
        after_commit(lambda: done.append("mail"))
        raise DomainError("no")

    public(fail)
    monkeypatch.setitem(app.view_functions, "pages.switch_language", fail)
    browser = Browser(app)

    assert browser.post("/language", data={"csrf_token": browser.token()}).status == 422
    assert done == []


def test_a_commit_that_fails_is_a_clear_page(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A constraint that only the end of the transaction sees: somebody was faster."""
    db.session.add(newcomer())
    db.session.commit()
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    def collide() -> str:
        db.session.add(newcomer())
        return "kept"

    public(collide)
    monkeypatch.setitem(app.view_functions, "pages.switch_language", collide)
    browser = Browser(app)

    page = browser.post("/language", data={"csrf_token": browser.token()})

    assert page.status == 409
    assert people() == 1
