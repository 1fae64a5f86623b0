"""A page that only reads: the database refuses its writes, and it lets go of what it has read."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask, stream_with_context
from flask.typing import ResponseReturnValue

from callforprojects.accounts.models import User
from callforprojects.core.data import transaction
from callforprojects.core.data.database import WrittenWhileReading, db
from callforprojects.core.data.transaction import after_commit, on_rollback, reading, writing_apart
from callforprojects.core.outside import engine
from callforprojects.core.web import request_transaction
from tests import databases
from tests.browser import Browser
from tests.databases import settings_for_tests
from tests.factories.accounts import make_user

VILLAGERS = [f"{number}@village.example" for number in range(3)]


def _user(email: str) -> User:
    return User(email=email, first_name="Anne", last_name="Le Bihan")


def _values(email: str) -> dict[str, str]:
    return {"email": email, "first_name": "Anne", "last_name": "Le Bihan"}


def _add() -> ResponseReturnValue:
    db.session.add(_user("added@town.example"))
    return "added"


def _flush() -> ResponseReturnValue:
    db.session.add(_user("flushed@town.example"))
    db.session.flush()
    return "flushed"


def _change() -> ResponseReturnValue:
    person = db.session.scalars(sa.select(User)).first()
    assert person is not None
    person.first_name = "Changed"
    return "changed"


def _delete() -> ResponseReturnValue:
    db.session.execute(sa.delete(User))
    return "deleted"


def _write_on_another_connection() -> ResponseReturnValue:
    with db.engine.begin() as connection:
        connection.execute(sa.delete(User))
    return "deleted"


def _write_apart() -> ResponseReturnValue:
    emails = list(db.session.scalars(sa.select(User.email)))
    with writing_apart() as connection:
        connection.execute(sa.insert(User).values(_values(f"{len(emails)}@town.example")))
    return "kept"


def _read() -> ResponseReturnValue:
    return str(len(db.session.scalars(sa.select(User)).all()))


def _fail() -> ResponseReturnValue:
    db.session.scalars(sa.select(User)).all()
    raise ZeroDivisionError


def _stream() -> ResponseReturnValue:
    def lines() -> Iterator[str]:
        for user in db.session.scalars(sa.select(User)).all():
            yield user.email

    return stream_with_context(lines()), 200


PAGES: dict[str, Callable[[], ResponseReturnValue]] = {
    "add": _add,
    "flush": _flush,
    "change": _change,
    "delete": _delete,
    "other-connection": _write_on_another_connection,
    "apart": _write_apart,
    "read": _read,
    "fail": _fail,
    "stream": _stream,
}


@pytest.fixture(scope="module")
def small_app(tmp_path_factory: pytest.TempPathFactory, engine_name: str) -> Iterator[Flask]:
    """An application of a few pages with one table."""
    app, folder = Flask("small"), tmp_path_factory.mktemp("small")
    url = databases.fresh_database(engine_name, folder)
    app.extensions["settings"] = settings_for_tests(folder, url)
    engine.init_app(app)
    request_transaction.init_app(app)
    for name, view in PAGES.items():
        app.add_url_rule(f"/{name}", name, view, methods=["GET", "POST"])
    with app.app_context():
        db.metadata.create_all(db.engine, tables=[db.metadata.tables["user"]])
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def small(small_app: Flask) -> Flask:
    """The same, with three people in its database."""
    small_app.testing = False
    with small_app.app_context():
        db.session.execute(sa.delete(User))
        db.session.add_all([_user(each) for each in VILLAGERS])
        db.session.commit()
    return small_app


def emails(app: Flask) -> list[str]:
    with app.app_context():
        return sorted(db.session.scalars(sa.select(User.email)))


WRITES = ("add", "flush", "change", "delete", "other-connection")


@pytest.mark.parametrize("page", WRITES)
def test_a_page_that_only_reads_writes_nothing_and_says_so(small: Flask, page: str) -> None:
    small.testing = True

    with pytest.raises(WrittenWhileReading):
        small.test_client().get(f"/{page}")

    assert emails(small) == VILLAGERS


@pytest.mark.parametrize("page", WRITES)
def test_the_connection_that_refused_writes_again(small: Flask, page: str) -> None:
    client = small.test_client()
    assert client.get(f"/{page}").status_code == 500

    assert client.post("/add").status_code == 200
    assert emails(small) == [*VILLAGERS, "added@town.example"]


def test_a_connection_goes_back_to_the_pool_as_it_came(small: Flask) -> None:
    small.test_client().get("/read")

    with small.app_context():
        raw = db.engine.raw_connection()
        raw.cursor().execute("DELETE FROM \"user\" WHERE email = '0@village.example'")
        raw.commit()
        raw.close()
    assert emails(small) == VILLAGERS[1:]


def test_what_is_written_apart_is_kept(small: Flask) -> None:
    assert small.test_client().get("/apart").status_code == 200

    assert emails(small) == sorted([*VILLAGERS, "3@town.example"])


def test_what_is_written_apart_is_forgotten_when_it_fails(small: Flask) -> None:
    def write() -> None:
        with writing_apart() as connection:
            connection.execute(sa.delete(User))
            raise ZeroDivisionError

    with small.app_context(), pytest.raises(ZeroDivisionError):
        write()

    assert emails(small) == VILLAGERS


def test_the_visitor_gets_a_page_and_the_log_the_reason(
    app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A fault of the program is no trouble of the database: 500, and nobody is told to wait."""

    def write() -> str:
        make_user()
        return ""

    monkeypatch.setitem(app.view_functions, "pages.home", write)
    monkeypatch.setattr(app, "testing", False)

    page = browser.get("/")

    assert page.status == 500
    assert [record.message for record in caplog.records] == ["unexpected failure"]
    assert caplog.records[0].exc_info is not None
    assert caplog.records[0].exc_info[0] is WrittenWhileReading


def test_a_block_that_only_reads_writes_nothing(app: Flask) -> None:
    def write() -> None:
        with reading():
            make_user()

    with pytest.raises(WrittenWhileReading):
        write()

    assert db.session.scalars(sa.select(User)).all() == []


def test_a_block_that_reads_ends_before_one_that_writes(app: Flask) -> None:
    make_user(first_name="Anne")
    db.session.commit()
    with reading():
        user = db.session.scalars(sa.select(User)).one()
    assert sa.inspect(user).expired

    with transaction.transaction():
        user.first_name = "Olga"

    assert db.session.scalar(sa.select(User.first_name)) == "Olga"


def test_a_block_inside_a_transaction_is_a_part_of_it(app: Flask) -> None:
    with transaction.transaction():
        user = make_user(first_name="Anne")
        with reading():
            assert db.session.scalar(sa.select(User.first_name)) == "Anne"
        user.first_name = "Olga"

    assert db.session.scalar(sa.select(User.first_name)) == "Olga"


def test_what_waited_for_a_commit_is_forgotten_by_a_reader(app: Flask) -> None:
    done: list[str] = []
    with reading():
        after_commit(lambda: done.append("after"))
        on_rollback(lambda: done.append("undone"))
    transaction.commit()

    assert done == ["undone"]


def test_reading_costs_no_statement(small: Flask) -> None:
    statements: list[str] = []
    with small.app_context():
        sa.event.listen(
            db.engine, "before_cursor_execute", lambda *given: statements.append(given[2])
        )
    small.test_client().get("/read")

    assert [each for each in statements if "user" not in each] in ([], ["BEGIN"])


def test_prepared_statements_outlive_a_page(small: Flask, engine_name: str) -> None:
    """The driver prepares what it has seen five times, and forgets it all at ROLLBACK."""
    if engine_name == "sqlite":
        return
    with small.app_context():
        db.engine.dispose()  # what other tests left there takes turns: one connection sees them all
    client = small.test_client()
    for _time in range(8):
        client.get("/read")

    with small.app_context():
        names = db.session.scalars(sa.text("SELECT statement FROM pg_prepared_statements")).all()
    assert any("FROM " in each and "user" in each for each in names)


@pytest.mark.parametrize("page", ["read", "fail", "stream", "add"])
def test_nothing_is_detached_before_it_is_expired(small: Flask, page: str) -> None:
    loaded: list[object] = []
    detached: list[object] = []

    def note(_session: object, instance: object) -> None:
        state = sa.inspect(instance)
        detached.append(instance)
        loaded.extend(name for name in state.dict if name in state.mapper.attrs)

    sa.event.listen(db.session, "persistent_to_detached", note)
    try:
        kept = _keeping_alive()
        next(kept)
        small.test_client().get(f"/{page}").get_data()
        next(kept, None)
    finally:
        sa.event.remove(db.session, "persistent_to_detached", note)

    assert loaded == []
    assert page == "add" or len(detached) == 3


def _keeping_alive() -> Iterator[None]:
    """Objects that something still holds when their session ends, as a page does."""
    held: list[object] = []

    def hold(target: object, _context: object) -> None:
        held.append(target)

    sa.event.listen(User, "load", hold)
    yield
    sa.event.remove(User, "load", hold)


def test_a_command_that_only_reads_lets_go_too(small: Flask) -> None:
    with small.app_context():
        users = db.session.scalars(sa.select(User)).all()

    assert [sa.inspect(user).dict.get("email") for user in users] == [None, None, None]
