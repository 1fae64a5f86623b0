"""The database locked or gone: a clear page that says to come back, nothing half-written."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from callforprojects.accounts.models import User
from callforprojects.activity.models import Activity
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from tests import databases
from tests.browser import Browser
from tests.factories.accounts import make_user
from tests.factories.applications import (
    ANSWERS,
    fill,
    make_application,
    make_body,
    make_member,
    make_open_call,
    make_unanswered_press,
)
from tests.page import Page

pytestmark = pytest.mark.usefixtures("app")

Trouble = Callable[[], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def _pages_of_failures(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)


@pytest.fixture
def person(app: Flask) -> Browser:
    """Somebody signed in, whose session was seen this minute."""
    browser = Browser(app).sign_in(make_user(email="ada@town.example", first_name="Ada"))
    db.session.remove()
    return browser


@pytest.fixture
def locked(app: Flask, engine_name: str) -> Iterator[Trouble]:
    """Somebody else holds what is to be written, and requests wait for a moment only."""
    with databases.impatient():
        if engine_name == "postgresql":
            sa.event.listen(db.engine, "begin", _be_impatient)
        yield _held_on_postgresql if engine_name == "postgresql" else _held_on_sqlite
        if engine_name == "postgresql":
            sa.event.remove(db.engine, "begin", _be_impatient)


def _be_impatient(connection: sa.Connection) -> None:
    connection.exec_driver_sql("SET LOCAL lock_timeout = '100ms'")


@contextmanager
def _held_on_sqlite() -> Iterator[None]:
    other = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


@contextmanager
def _held_on_postgresql() -> Iterator[None]:
    other = sa.create_engine(db.engine.url, poolclass=sa.NullPool)
    with other.connect() as connection:
        connection.execute(sa.select(User.id).with_for_update())
        yield


@pytest.fixture
def gone(app: Flask, engine_name: str) -> Trouble:
    """No connection can be made, and those which were open are cut."""
    return _postgresql_away if engine_name == "postgresql" else _sqlite_away


@contextmanager
def _sqlite_away() -> Iterator[None]:
    path = Path(str(db.engine.url.database))
    db.engine.dispose()
    kept = path.rename(path.with_suffix(".kept"))
    path.mkdir()
    try:
        yield
    finally:
        db.engine.dispose()
        path.rmdir()
        kept.rename(path)


@contextmanager
def _postgresql_away() -> Iterator[None]:
    name = db.engine.url.database
    with databases._administration() as server:
        server.execute(sa.text(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false'))
        server.execute(
            sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
            {"name": name},
        )
        try:
            yield
        finally:
            server.execute(sa.text(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS true'))
            with suppress(sa.exc.OperationalError):
                db.engine.dispose()


def rename(browser: Browser, token: str, name: str) -> Page:
    """Send the profile: it writes the person and the activity."""
    answers = {"first_name": name, "last_name": "Lovelace", "language": "en", "csrf_token": token}
    return browser.post("/accounts/profile", data=answers)


def kept() -> tuple[str, int]:
    """The first name in the database, and how much activity there is."""
    db.session.remove()
    name = db.session.scalars(sa.select(User.first_name)).one()
    count = db.session.scalar(sa.select(sa.func.count()).select_from(Activity)) or 0
    db.session.remove()
    return name, count


@pytest.mark.parametrize("trouble_name", ["locked", "gone"])
def test_what_cannot_be_written_is_said_and_the_next_request_works(
    person: Browser, trouble_name: str, request: pytest.FixtureRequest
) -> None:
    trouble: Trouble = request.getfixturevalue(trouble_name)
    token, before = person.token(), kept()

    with trouble():
        refused = rename(person, token, "Grace")

    assert (refused.status, refused.response.headers["Retry-After"]) == (503, "10")
    assert refused.has("Ce que vous venez d’envoyer n’a pas été enregistré")
    assert kept() == before

    assert rename(person, token, "Grace").status == 302
    assert kept() == ("Grace", before[1] + 1)


def test_a_page_without_its_database_says_when_to_come_back(person: Browser, gone: Trouble) -> None:
    with gone():
        signed_in, guest = person.get("/dashboard"), Browser(person.app).get("/calls/")

    assert [page.status for page in (signed_in, guest)] == [503, 503]
    assert [page.response.headers["Retry-After"] for page in (signed_in, guest)] == ["10", "10"]
    assert person.get("/dashboard").status == 200


def test_readers_do_not_wait_for_a_writer(person: Browser, locked: Trouble) -> None:
    with locked():
        page = person.get("/accounts/profile")

    assert page.status == 200


def test_who_files_while_it_is_locked_is_told_that_it_counts_and_files_again(
    app: Flask, locked: Trouble
) -> None:
    """The web server has marked the press when it came whole; the call closes meanwhile."""
    organisation, closes_at = make_body(), now() + timedelta(minutes=1)
    member, call = make_member(organisation), make_open_call(closes_at=closes_at)
    draft = make_application(call=call, organisation=organisation, by=member)
    fill(draft, ANSWERS, by=member)
    browser = Browser(app).sign_in(member)
    path = f"/applications/{draft.id}"
    sent = {"csrf_token": browser.token(), "declaration": "y", "more": "x" * 1000}
    browser.get(f"{path}/check")
    make_unanswered_press(app, draft, member, now())
    db.session.remove()

    with locked():
        refused = browser.post(f"{path}/submit", data=sent)

    assert refused.status == 503
    assert refused.has("Votre envoi nous est parvenu")
    assert refused.has("What you sent reached us")
    assert "x" * 1000 not in refused.response.text
    with time_machine.travel(closes_at + timedelta(minutes=5), tick=False):
        receipt = refused.submit("Envoyer de nouveau").follow()
        assert receipt.has("the first instant is the one that counts")


def test_a_press_of_another_site_is_not_made_into_a_form(app: Flask, gone: Trouble) -> None:
    """The token cannot be asked of the database: nothing that has none is offered again."""
    organisation = make_body()
    member = make_member(organisation)
    draft = make_application(call=make_open_call(), organisation=organisation, by=member)
    browser, path = Browser(app).sign_in(member), f"/applications/{draft.id}/submit"
    browser.get("/dashboard")
    make_unanswered_press(app, draft, member, now())
    db.session.remove()

    with gone():
        refused = browser.post(path, data={"declaration": "y", "evil": "words"})

    assert refused.status == 503
    assert not refused.has("Envoyer de nouveau")
    assert "evil" not in refused.response.text
