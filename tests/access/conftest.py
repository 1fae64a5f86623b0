"""One world a module: a walk reads it and changes nothing, or what each test did is undone."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_sqlalchemy.session import Session

from callforprojects.core.data.database import db
from callforprojects.core.web.limits import limiter
from tests.access import world as worlds
from tests.access.contents import complete
from tests.access.walk import Walk, keep_nothing
from tests.databases import empty_tables


@pytest.fixture(scope="module")
def walk(application: Flask) -> Iterator[Walk]:
    with application.app_context(), pytest.MonkeyPatch.context() as patch:
        ready = Walk(application, worlds.build())
        db.session.remove()
        keep_nothing(patch)
        yield ready
        db.session.remove()
        empty_tables()
    limiter.reset()


@pytest.fixture(scope="module")
def lasting_walk(application: Flask) -> Iterator[Walk]:
    """The world of the table, in which requests keep what they do."""
    with application.app_context():
        world = worlds.build()
        complete(world)
        ready = Walk(application, world)
        db.session.remove()
        yield ready
        db.session.remove()
        empty_tables()
    limiter.reset()


@pytest.fixture
def undone(lasting_walk: Walk) -> Iterator[None]:
    """One transaction around the requests of a test, forgotten after it."""
    del lasting_walk
    db.session.remove()
    with db.engine.connect() as connection, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Session, "get_bind", lambda *_a, **_k: connection)
        db.session.configure(join_transaction_mode="create_savepoint")
        outer = connection.begin()
        yield
        db.session.remove()
        outer.rollback()
    db.session.configure(join_transaction_mode="conditional_savepoint")
