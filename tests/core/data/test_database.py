"""Column types and connections: instants are aware, amounts whole, readers never queue."""

import threading
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from callforprojects.accounts.models import User
from callforprojects.activity.models import Activity
from callforprojects.activity.services import record
from callforprojects.calls.models import Call
from callforprojects.core.data.database import MoneyType, UTCDateTime, db
from callforprojects.core.data.money import Money
from callforprojects.core.outside.migrations import render_item
from tests.factories.accounts import make_user
from tests.factories.calls import make_call

pytestmark = pytest.mark.usefixtures("app")


def test_an_instant_comes_back_aware_and_in_utc() -> None:
    abroad = datetime(2027, 3, 1, 12, tzinfo=timezone(timedelta(hours=-4)))
    user = make_user(confirmed_at=abroad)
    db.session.commit()

    found = db.session.scalar(sa.select(User.confirmed_at).where(User.id == user.id))

    assert found == datetime(2027, 3, 1, 16, tzinfo=UTC)
    assert found is not None
    assert found.tzinfo is UTC


def test_a_naive_date_is_never_stored() -> None:
    with pytest.raises(sa.exc.StatementError, match="naive"):
        make_user(confirmed_at=datetime(2027, 3, 1, 12))  # noqa: DTZ001  # what is refused
    db.session.rollback()


def test_an_amount_comes_back_to_the_cent() -> None:
    call = make_call(envelope=Money.euros("305000000.01"))
    db.session.commit()

    assert db.session.scalar(sa.select(Call.envelope).where(Call.id == call.id)) == Money(
        30500000001
    )


@pytest.mark.parametrize("sign", ["\x00", "\ud800"])
def test_a_sign_that_no_database_keeps_leaves_a_json_column(sign: str) -> None:
    author = make_user()
    record("user.confirmed", author, by=author, said=f"a{sign}b", of=[{f"c{sign}": "\\u0000"}])
    db.session.commit()

    details = db.session.scalar(sa.select(Activity.details).order_by(Activity.id.desc()))

    assert details == {"said": "ab", "of": [{"c": "\\u0000"}]}


@pytest.mark.parametrize(
    ("item", "written"),
    [
        (UTCDateTime(), "sa.DateTime(timezone=True)"),
        (MoneyType(), "sa.BigInteger()"),
        (sa.Text(), False),
    ],
)
def test_migrations_never_name_the_program(item: object, written: object) -> None:
    assert render_item("type", item, None) == written
    assert render_item("server_default", item, None) is False


def test_two_writers_follow_each_other(app: Flask) -> None:
    """Both read the same count and write: on SQLite they queue, and none is refused."""
    make_user()
    db.session.commit()
    failures: list[Exception] = []

    def write() -> None:
        with app.app_context():
            try:
                for _ in range(10):
                    user = db.session.scalars(sa.select(User).with_for_update()).one()
                    user.phone = str(int(user.phone or 0) + 1)
                    db.session.commit()
            except sa.exc.SQLAlchemyError as error:
                failures.append(error)

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert failures == []
    assert db.session.scalar(sa.select(User.phone)) == "30"


def test_a_date_is_a_date() -> None:
    call = make_call(results_expected_on=date(2027, 5, 1))
    db.session.commit()

    assert call.results_expected_on == date(2027, 5, 1)


def test_a_server_that_vanishes_holds_a_thread_for_half_a_minute(engine_name: str) -> None:
    if engine_name == "sqlite":
        pytest.skip("a file does not vanish")
    driver: Any = db.session.connection().connection.driver_connection

    given = driver.info.get_parameters()

    assert int(given["tcp_user_timeout"]) == 30_000
    assert int(given["keepalives_idle"]) + 3 * int(given["keepalives_interval"]) <= 30
