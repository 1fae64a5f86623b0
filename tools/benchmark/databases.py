"""The databases of the measures: a SQLite file, or a base of its own on a PostgreSQL server."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from callforprojects.core.outside.settings import database_url
from tests import databases

ENGINES = ("sqlite", "postgresql")


@contextmanager
def empty_database(engine: str, folder: Path) -> Iterator[str]:
    """The address of an empty database, removed afterwards.

    PostgreSQL: the server of DATABASE_URL when it names one, else the one that pip has brought.
    """
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'data.sqlite3'}"
        return
    server = _server()
    name = f"bench_{secrets.token_hex(6)}"
    _administer(server, f'CREATE DATABASE "{name}"')
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        _administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def settle(url: str) -> None:
    """Collect the statistics that PostgreSQL collects by itself a minute after a load."""
    if not url.startswith("sqlite"):
        _administer(sa.make_url(url), "VACUUM ANALYZE")


def version_of(url: str) -> str:
    """`SQLite 3.45.1`, `PostgreSQL 18.1`."""
    question = "SELECT sqlite_version()" if url.startswith("sqlite") else "SHOW server_version"
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        found = connection.exec_driver_sql(question).scalar_one()
    return f"{'SQLite' if url.startswith('sqlite') else 'PostgreSQL'} {found}"


def _server() -> sa.URL:
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        return sa.make_url(database_url(given))
    server = sa.make_url(database_url(databases.start_postgresql()))
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # off for the tests only
        _administer(server, f"ALTER SYSTEM RESET {setting}")
    _administer(server, "SELECT pg_reload_conf()")
    return server


def _administer(server: sa.URL, statement: str) -> None:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text(statement))
