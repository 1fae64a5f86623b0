"""How connections to the database behave, on SQLite and on PostgreSQL."""

import json
import sqlite3
from typing import Any

import sqlalchemy as sa
from flask import Flask, g, has_request_context, request
from sqlalchemy.engine import Connection, Engine, ExceptionContext

from callforprojects.core.data.database import READ_ONLY, SAFE_METHODS, WrittenWhileReading, db
from callforprojects.core.outside.migrations import migrate
from callforprojects.core.outside.private_files import make_private_database
from callforprojects.core.outside.settings import settings
from callforprojects.core.text.cleaning import without_unkept

_PATIENCE = 10  # seconds
_READ_ONLY_STATE = "25006"  # PostgreSQL: read_only_sql_transaction


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401  # the driver's own
    """Leave transactions to us (`isolation_level=None`), write ahead, enforce foreign keys."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={_PATIENCE * 1000}",
        "cache_size=-20000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Begin a transaction that may write, or one in which the database refuses any write.

    On SQLite writers queue at the start: a read snapshot cannot be upgraded, and would be refused.
    A page that only reads takes a plain snapshot, so readers never wait. On PostgreSQL the driver
    says READ ONLY in the BEGIN that it sends anyway: no round trip more.
    """
    reading = _only_reads(connection)
    _set_read_only(connection.connection.dbapi_connection, is_read_only=reading)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _only_reads(connection: Connection) -> bool:
    """Whether the transaction only reads: as its connection was asked to, or as requests do."""
    is_read_only = connection.get_execution_options().get(READ_ONLY)
    if is_read_only is not None:
        return bool(is_read_only)
    return has_request_context() and (request.method in SAFE_METHODS or is_request_read_only())


def is_request_read_only() -> bool:
    """Whether this request may not write, or not yet: its gate is asked first, or it is refused."""
    return bool(g.get("is_read_only", False))


def _set_read_only(connection: Any, *, is_read_only: bool) -> None:  # noqa: ANN401  # the driver's own
    if isinstance(connection, sqlite3.Connection):
        connection.execute(f"PRAGMA query_only={'ON' if is_read_only else 'OFF'}")
    elif bool(connection.read_only) != is_read_only:
        connection.read_only = is_read_only or None


def _forget_read_only(connection: Any, _record: object) -> None:  # noqa: ANN401  # the driver's own
    """A connection goes back to the pool as it came."""
    if connection is not None:
        _set_read_only(connection, is_read_only=False)


def _name_refused_write(context: ExceptionContext) -> None:
    """Both engines say it their own way; a write in a reading transaction is one fault of ours."""
    refused = (
        getattr(context.original_exception, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY
        or getattr(context.original_exception, "sqlstate", None) == _READ_ONLY_STATE
    )
    if refused and context.connection is not None and _only_reads(context.connection):
        msg = "a transaction that only reads was asked to write: see core.data.transaction"
        raise WrittenWhileReading(msg) from context.original_exception


def _as_json(value: Any) -> str:  # noqa: ANN401  # any JSON value
    """PostgreSQL refuses a NUL in a JSON column, and half a pair: nobody has typed them."""
    return json.dumps(without_unkept(value))


def _engine_options(url: str) -> dict[str, Any]:
    """Ten seconds for a lock, a connection or a place in the pool, then a page says so.

    What people write never reaches the log: statements are shown there without their values.
    """
    options: dict[str, Any] = {"hide_parameters": True, "json_serializer": _as_json}
    if url.startswith("sqlite"):
        return options | {"connect_args": {"check_same_thread": False, "timeout": _PATIENCE}}
    arguments = {
        "connect_timeout": _PATIENCE,
        "options": f"-c lock_timeout={_PATIENCE}s",
        # a server that has vanished: half a minute, where Linux waits for a quarter of an hour
        "keepalives_idle": _PATIENCE,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 3 * _PATIENCE * 1000,
    }
    pool = {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 8, "pool_timeout": _PATIENCE}
    return options | pool | {"connect_args": arguments}


def engine_of(app: Flask) -> Engine:
    """The engine of an application, prepared."""
    with app.app_context():
        return db.engine


def init_app(app: Flask) -> None:
    """Connect: `DATABASE_URL` decides between SQLite and PostgreSQL."""
    with app.app_context():
        chosen = settings()
    make_private_database(chosen.database_url)
    app.config["SQLALCHEMY_DATABASE_URI"] = chosen.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(chosen.database_url)
    db.init_app(app)
    migrate.init_app(app, db)
    with app.app_context():
        sa.event.listen(db.engine, "connect", _prepare_sqlite)
        sa.event.listen(db.engine, "checkin", _forget_read_only)
        sa.event.listen(db.engine, "begin", _begin)
        sa.event.listen(db.engine, "handle_error", _name_refused_write)
