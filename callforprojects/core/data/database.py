"""The database: one typed base class, our own column types, and how connections behave."""

import json
import sqlite3
import uuid
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask, g, has_request_context, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Connection, Dialect, Engine, ExceptionContext
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from callforprojects import paths
from callforprojects.core.data.clock import now
from callforprojects.core.data.identifiers import uuid7
from callforprojects.core.data.money import Money
from callforprojects.core.outside.private_files import make_private_database
from callforprojects.core.outside.settings import settings
from callforprojects.core.text.cleaning import without_unkept

NAMING = {
    "pk": "pk_%(table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
}
_PATIENCE = 10  # seconds
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
READ_ONLY = "read_only"
"""The option of a connection that decides alone whether its transactions may write."""
_READ_ONLY_STATE = "25006"  # PostgreSQL: read_only_sql_transaction
Json = dict[str, Any] | list[Any]


class UTCDateTime(TypeDecorator[datetime]):
    """An instant: aware on both sides, kept in UTC (SQLite has no time zones of its own)."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a naive date cannot be stored: say in which time zone it is"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class MoneyType(TypeDecorator[Money]):
    """An amount, kept in whole cents."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        del dialect
        return None if value is None else value.cents

    def process_result_value(self, value: int | None, dialect: Dialect) -> Money | None:
        del dialect
        return None if value is None else Money(value)


JSON_TYPE = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True), "postgresql"
)


class Base(DeclarativeBase):
    """The base of every table.

    The registry is explicit: Flask-SQLAlchemy copies this class, and SQLAlchemy refuses a copied
    `type_annotation_map`.
    """

    registry = registry(
        metadata=sa.MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: UTCDateTime(),
            date: sa.Date(),
            uuid.UUID: sa.Uuid(),
            Money: MoneyType(),
            Json: JSON_TYPE,
            dict[str, Any]: JSON_TYPE,
            list[str]: JSON_TYPE,
            list[Any]: JSON_TYPE,
            str: sa.Text(),
        },
    )


class Model(Base):
    """Identity and timestamps, shared by all tables."""

    __abstract__ = True

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-3)
    created_at: Mapped[datetime] = mapped_column(default=now, sort_order=-2)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now, sort_order=-1)


class WrittenWhileReading(RuntimeError):
    """The program wrote in a transaction that only reads: a fault of ours, never of the visitor."""


class Session(FlaskSession):
    """Objects are let go empty: what they hold is expired before they are detached.

    COMMIT and ROLLBACK do it. A session that is closed in the middle (a streamed answer, a command
    that only reads, a request cut short) does it here: CPython 3.11 was seen to crash when many
    objects were detached while they were alive and loaded.
    """

    def close(self) -> None:
        if self.in_transaction():
            self.expire_all()
        super().close()


db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"class_": Session})


def choices(kind: type[Any], *, name: str) -> sa.Enum:
    """The column type of a StrEnum: its values as text, with a named check constraint."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        name=name,
        length=40,
        values_callable=lambda members: [member.value for member in members],
        validate_strings=True,
    )


def render_item(kind: str, item: object, context: Any) -> str | bool:  # noqa: ANN401  # alembic's own type
    """Write our types in a migration as plain SQLAlchemy: migrations never import the program."""
    if kind != "type":
        return False
    if isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, MoneyType):
        return "sa.BigInteger()"
    if isinstance(item, sa.JSON):
        context.imports.add("from sqlalchemy.dialects import postgresql")
        return "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')"
    return False


def _compare_type(*arguments: object) -> bool | None:
    """Our decorators are the same column as what they are written as."""
    _context, _inspected, _metadata, _inspected_type, metadata_type = arguments
    if isinstance(metadata_type, UTCDateTime | MoneyType | sa.JSON | sa.Enum):
        return False
    return None


migrate = Migrate(
    directory=str(paths.MIGRATIONS),
    render_as_batch=True,
    render_item=render_item,
    compare_type=_compare_type,
)


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
    asked = connection.get_execution_options().get(READ_ONLY)
    if asked is not None:
        return bool(asked)
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
