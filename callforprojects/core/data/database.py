"""The tables: one typed base class, our own column types, the session."""

import uuid
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from callforprojects.core.data.clock import now
from callforprojects.core.data.identifiers import uuid7
from callforprojects.core.data.money import Money
from callforprojects.core.data.points import Points

NAMING = {
    "pk": "pk_%(table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
READ_ONLY = "read_only"
"""The option of a connection that decides alone whether its transactions may write."""
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


class PointsType(TypeDecorator[Points]):
    """A mark or a weight, kept in whole hundredths."""

    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value: Points | None, dialect: Dialect) -> int | None:
        del dialect
        return None if value is None else value.hundredths

    def process_result_value(self, value: int | None, dialect: Dialect) -> Points | None:
        del dialect
        return None if value is None else Points(value)


JSON_TYPE = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True), "postgresql"
)


class ByPointsType(TypeDecorator[dict[Points, str]]):
    """Texts by number of points, as JSON, whose keys are hundredths; always from low to high."""

    impl = JSON_TYPE
    cache_ok = True

    def process_bind_param(
        self, value: dict[Points, str] | None, dialect: Dialect
    ) -> dict[str, str] | None:
        del dialect
        if value is None:
            return None
        return {str(points.hundredths): value[points] for points in sorted(value)}

    def process_result_value(
        self, value: dict[str, str] | None, dialect: Dialect
    ) -> dict[Points, str] | None:
        del dialect
        if value is None:
            return None
        return {Points(int(each)): value[each] for each in sorted(value, key=int)}


class Base(DeclarativeBase):
    """The base of every table.

    The registry is explicit: Flask-SQLAlchemy copies this class, and SQLAlchemy refuses a copied
    `type_annotation_map`.
    """

    __table__: ClassVar[sa.Table]  # no model of ours is drawn from a view or from a join

    registry = registry(
        metadata=sa.MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: UTCDateTime(),
            date: sa.Date(),
            uuid.UUID: sa.Uuid(),
            Money: MoneyType(),
            Points: PointsType(),
            dict[Points, str]: ByPointsType(),
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


def unique_among(condition: str, name: str, *columns: str) -> sa.Index:
    """At most one row has each value of these columns, among those of which a condition holds.

    The condition is SQL that both engines read the same.
    """
    where = sa.text(condition)
    return sa.Index(name, *columns, unique=True, sqlite_where=where, postgresql_where=where)
