"""One transaction per request, decided by its method and its status."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from callforprojects.core.data import transaction
from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import after_commit, commit, on_rollback, rollback
from callforprojects.core.outside import engine
from callforprojects.core.web import request_transaction
from callforprojects.messages.models import Message
from tests import databases
from tests.databases import settings_for_tests
from tests.factories.messages import make_message

pytestmark = pytest.mark.usefixtures("app")


def written():
    return db.session.scalar(sa.select(sa.func.count()).select_from(Message))


@pytest.fixture
def done():
    return []


def test_what_waits_for_the_commit_runs_after_it(done):
    after_commit(lambda: done.append(written()))
    make_message()
    assert done == []

    commit()

    assert done == [1]


def test_it_runs_once(done):
    after_commit(lambda: done.append("once"))
    commit()
    commit()

    assert done == ["once"]


def test_the_same_action_asked_for_twice_runs_once(done):
    def act():
        done.append("acted")

    after_commit(act)
    after_commit(act)
    commit()

    assert done == ["acted"]


def test_a_rollback_forgets_it(done):
    after_commit(lambda: done.append("never"))
    make_message()

    rollback()
    commit()

    assert (done, written()) == ([], 0)


def test_an_action_that_fails_is_logged_and_the_next_one_runs(done, caplog):
    def fail():
        msg = "no network"
        raise OSError(msg)

    after_commit(fail)
    after_commit(lambda: done.append("next"))
    make_message()
    with caplog.at_level(logging.ERROR, "callforprojects"):
        commit()

    assert (done, written()) == (["next"], 1)
    assert caplog.messages == ["action after the transaction failed"]


def test_the_transaction_of_a_job_is_kept_when_it_ends_well(done):
    with transaction.transaction():
        make_message()
        after_commit(lambda: done.append("after"))

    db.session.rollback()
    assert (done, written()) == (["after"], 1)


def test_the_transaction_of_a_job_is_forgotten_when_it_fails(done):
    def job():
        with transaction.transaction():
            make_message()
            after_commit(lambda: done.append("after"))
            msg = "stop"
            raise RuntimeError(msg)

    with pytest.raises(RuntimeError, match="stop"):
        job()

    assert (done, written()) == ([], 0)


def test_what_was_done_beside_the_database_is_undone_with_it_last_done_first(done):
    on_rollback(lambda: done.append("first"))
    on_rollback(lambda: done.append("second"))

    rollback()
    rollback()

    assert done == ["second", "first"]


def test_nothing_is_undone_once_the_data_are_safe(done):
    on_rollback(lambda: done.append("undone"))

    commit()
    rollback()

    assert done == []


@pytest.fixture
def small(tmp_path: Path, engine_name: str) -> Iterator[FlaskClient]:
    """An application with one page: it writes, and answers what it is asked to."""
    app = Flask("small")
    url = databases.fresh_database(engine_name, tmp_path)
    app.extensions["settings"] = settings_for_tests(tmp_path, url)
    engine.init_app(app)
    request_transaction.init_app(app)

    @app.route("/<int:status>", methods=["GET", "POST", "PUT", "DELETE"])
    def page(status: int) -> tuple[str, int]:
        if status == 200:
            make_message()
            db.session.flush()
        else:
            db.session.execute(sa.insert(Message).values(_plain()))
        return "", status

    with app.app_context():
        db.create_all()
    yield app.test_client()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _plain():
    message = {"to_email": "a@town.example", "template": "a/b", "language": "fr"}
    return message | {"subject": "Objet", "text": "Texte", "html": "<p>Texte</p>"}


@pytest.mark.parametrize(
    ("method", "status", "kept"),
    [
        ("GET", 200, 0),
        ("HEAD", 200, 0),
        ("POST", 200, 1),
        ("POST", 302, 1),
        ("PUT", 204, 1),
        ("DELETE", 303, 1),
        ("POST", 400, 0),
        ("POST", 409, 0),
        ("POST", 422, 0),
        ("POST", 500, 0),
    ],
)
def test_the_method_and_the_status_decide(small, method, status, kept):
    small.open(f"/{status}", method=method)

    with small.application.app_context():
        assert written() == kept
