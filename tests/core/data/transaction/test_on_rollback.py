"""What was done beside the database is undone when the transaction is forgotten."""

import pytest
from sqlalchemy.exc import IntegrityError

from callforprojects.accounts.models import User
from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import commit, on_rollback, rollback, transaction
from tests.factories.accounts import make_user


@pytest.mark.usefixtures("app_without_database")
def test_undone_when_forgotten_the_last_first() -> None:
    undone: list[str] = []
    on_rollback(lambda: undone.append("first"))
    on_rollback(lambda: undone.append("second"))
    rollback()
    assert undone == ["second", "first"]
    rollback()
    assert len(undone) == 2


@pytest.mark.usefixtures("app_without_database")
def test_not_undone_once_kept() -> None:
    undone: list[str] = []
    on_rollback(lambda: undone.append("never"))
    commit()
    rollback()
    assert undone == []


@pytest.mark.usefixtures("app_without_database")
def test_a_failing_action_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    undone: list[str] = []
    on_rollback(lambda: undone.append("done"))
    on_rollback(lambda: undone.remove("what is not there"))
    rollback()
    assert undone == ["done"]
    assert "action after the transaction failed" in caplog.text


@pytest.mark.usefixtures("app_without_database")
def test_a_block_that_fails_undoes() -> None:
    undone: list[str] = []

    def fail() -> None:
        with transaction():
            on_rollback(lambda: undone.append("done"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert undone == ["done"]


@pytest.mark.usefixtures("app")
def test_a_commit_that_fails_undoes() -> None:
    undone: list[str] = []
    user = make_user()

    def repeat_the_address() -> None:
        with transaction():
            on_rollback(lambda: undone.append("done"))
            db.session.add(User(email=user.email, first_name="Same", last_name="Address"))

    with pytest.raises(IntegrityError):
        repeat_the_address()
    assert undone == ["done"]
