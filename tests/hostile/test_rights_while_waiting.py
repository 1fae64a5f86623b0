"""Who may not is told at once; who no longer may when their turn comes does nothing."""

import sqlite3
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from callforprojects.accounts.models import User, UserSession
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.core.data.database import db
from callforprojects.core.data.tokens import new_token
from callforprojects.core.web import access, request_keys
from callforprojects.organisations.models import Membership
from tests.browser import Browser
from tests.factories.accounts import make_user
from tests.factories.applications import ANSWERS, fill, make_application, make_body, make_member

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def organisation(app):
    return make_body()


@pytest.fixture
def member(organisation):
    return make_member(organisation)


@pytest.fixture
def draft(organisation, member):
    draft = make_application(organisation=organisation, by=member)
    fill(draft, ANSWERS, by=member)
    db.session.commit()
    return draft


def file_as(browser: Browser, draft_id: object, token: str) -> int:
    data = {"csrf_token": token, "declaration": "y", request_keys.FIELD: new_token()[0][:22]}
    return browser.post(f"/applications/{draft_id}/submit", data=data).status


@pytest.fixture
def meanwhile(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[sa.Executable], None]:
    """Somebody else does something between the first look of the gate and the turn to write."""
    check = access.check_gate_first

    def during(act: sa.Executable) -> None:
        def check_and_wait() -> None:
            check()
            with db.engine.begin() as other:
                other.execute(act)

        monkeypatch.setattr(request_keys, "check_gate_first", check_and_wait)

    return during


@pytest.mark.parametrize(
    ("lost", "statuses"), [(Membership, {403, 404}), (UserSession, {401})], ids=["right", "session"]
)
def test_what_is_lost_while_waiting_is_lost(app, draft, member, meanwhile, lost, statuses):
    draft_id, browser = draft.id, Browser(app).sign_in(member)
    token = browser.token()
    meanwhile(sa.delete(lost))

    status = file_as(browser, draft_id, token)

    assert status in statuses
    assert db.session.get_one(Application, draft_id).status is ApplicationStatus.DRAFT


@pytest.fixture
def lock(app: Flask, engine_name: str) -> Iterator[Callable[[], None]]:
    """Somebody else takes the only lock of the database, until the end of the test."""
    if engine_name != "sqlite":
        pytest.skip("only SQLite has one lock for all")
    writer = sqlite3.connect(str(db.engine.url.database), isolation_level=None)

    def take() -> None:
        db.session.remove()
        writer.execute("BEGIN IMMEDIATE")

    yield take
    writer.close()


def test_who_may_not_waits_for_nobody(
    app: Flask, draft: Application, lock: Callable[[], None]
) -> None:
    stranger = Browser(app).sign_in(make_user(email="stranger@town.example"))
    token, draft_id = stranger.token(), draft.id
    lock()

    assert file_as(stranger, draft_id, token) in (403, 404)


@pytest.mark.parametrize("is_member", [False, True], ids=["guest", "member"])
def test_what_is_refused_before_the_gate_waits_for_nobody(
    app: Flask, member: User, lock: Callable[[], None], is_member: bool
) -> None:
    browser = Browser(app).sign_in(member) if is_member else Browser(app)
    many = b"--B\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n" * 2500
    lock()

    def status(address: str, data: object = None, kind: str | None = None) -> int:
        return browser.post(address, data=data, content_type=kind).status

    assert status("/accounts/sign-in", {"email": "ada@town.example"}) == 400
    assert status(f"/applications/{UUID(int=1)}/submit", {"declaration": "y"}) == 400
    assert status("/nosuch") == 404
    assert status("/messages/bounces") == 404
    assert status("/healthz") == status("/calls/") == 405
    assert status("/accounts/sign-in", {"email": "x" * (2 << 20)}) == 413
    assert status("/accounts/sign-in", many, "multipart/form-data; boundary=B") == 413
