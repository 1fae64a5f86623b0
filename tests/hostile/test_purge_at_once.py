"""A draft restored at its last hour is not purged by who found it deleted a moment before."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from callforprojects.accounts.models import User
from callforprojects.applications import services as applications
from callforprojects.applications.models import Application
from callforprojects.calls import services as calls
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.deletion import KEPT_FOR
from tests.factories.accounts import make_user
from tests.factories.applications import make_application, make_body, make_member
from tests.factories.calls import make_call
from tests.hostile.conftest import AtOnce

pytestmark = pytest.mark.usefixtures("app")

BLOCKED = 0.5
"""For so long the restoring waits for a purge that does not wait for it: one that waits is wrong."""


def a_deleted_application() -> tuple[Application, User]:
    town = make_body()
    writer = make_member(town)
    draft = make_application(organisation=town, by=writer)
    applications.delete_draft(draft, by=writer)
    return draft, writer


def a_deleted_call() -> tuple[Call, User]:
    call, officer = make_call(), make_user()
    calls.delete_call(call, by=officer)
    return call, officer


@pytest.mark.parametrize(
    ("a_deleted_draft", "loaded", "restore", "purge"),
    [
        (
            a_deleted_application,
            (
                joinedload(Application.round).joinedload(Round.call),
                joinedload(Application.organisation),
            ),
            applications.restore_draft,
            applications.purge_deleted_drafts,
        ),
        (a_deleted_call, (), calls.restore_call, calls.purge_deleted_calls),
    ],
    ids=["application", "call"],
)
def test_what_is_being_restored_is_not_purged(
    at_once: AtOnce,
    a_deleted_draft: Callable[[], tuple[Any, User]],
    loaded: tuple[Any, ...],
    restore: Callable[..., None],
    purge: Callable[..., int],
) -> None:
    draft, person = a_deleted_draft()
    table, draft_id, person_id = type(draft), draft.id, person.id
    later = now() + KEPT_FOR + timedelta(minutes=1)
    restored, purged = threading.Event(), threading.Event()

    def read() -> tuple[Any, User]:
        found = db.session.scalars(sa.select(table).where(table.id == draft_id).options(*loaded))
        return found.one(), db.session.get_one(User, person_id)

    def restoring(draft: Any, person: User) -> None:
        restore(draft, by=person)
        db.session.flush()
        restored.set()
        purged.wait(BLOCKED)

    def purging() -> int:
        restored.wait(10)
        number = purge(later)
        purged.set()
        return number

    assert at_once((read, restoring), (tuple, purging)) == [None, 0]
    assert db.session.scalars(sa.select(table.deleted_at).where(table.id == draft_id)).all() == [
        None
    ]
