"""Tables and rows as a migration finds them: without the models, which know the newest tables only."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from callforprojects.app import create_app
from callforprojects.core.data.database import db
from tests.databases import migrated_database, settings_for_tests

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
_numbers = count(1)


class Rows:
    """The tables as they are, without the models: what is not said has an empty value."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.known = sa.MetaData()
        self.known.reflect(connection)

    def add(self, table: str, **values: Any) -> uuid.UUID:
        identifier = uuid.uuid4()
        columns = self.known.tables[table].columns
        given = {"id": identifier, "created_at": NOON, "updated_at": NOON, **values}
        for column in columns:
            if not column.nullable and column.server_default is None:
                given.setdefault(column.name, self._empty(column))
        row = {name: _written(columns[name], value) for name, value in given.items()}
        self.connection.execute(self.known.tables[table].insert(), row)
        return identifier

    def add_draft_call(self) -> dict[str, uuid.UUID]:
        """A call as a draft, by its name in what is given, with the rows that it needs."""
        person = self.add("user")
        funder = self.add("organisation", kind="funder", accredited_at=NOON)
        questionnaire = self.add("questionnaire")
        revision = self.add(
            "questionnaire_revision", questionnaire_id=questionnaire, status="draft", number=1
        )
        call = self.add(
            "call",
            funder_id=funder,
            questionnaire_id=questionnaire,
            created_by_id=person,
            status="draft",
            kind="aap",
            rate=None,
        )
        return {"person": person, "funder": funder, "revision": revision, "call": call}

    def all(self, table: str, **values: Any) -> list[Any]:
        found = self.known.tables[table]
        conditions = [
            found.c[name] == _written(found.c[name], value) for name, value in values.items()
        ]
        return list(self.connection.execute(sa.select(found).where(*conditions)))

    def one(self, table: str, **values: Any) -> Any:
        (row,) = self.all(table, **values)
        return row

    @staticmethod
    def _empty(column: sa.Column[Any]) -> Any:
        if isinstance(column.type, sa.Boolean | sa.Integer | sa.Numeric):
            return 0 if not isinstance(column.type, sa.Boolean) else False
        if isinstance(column.type, sa.DateTime):
            return NOON
        if isinstance(column.type, sa.JSON):
            return {}
        return f"{column.name}-{next(_numbers)}"


def _written(column: sa.Column[Any], value: Any) -> Any:
    """SQLite keeps identifiers as letters; its instants have no zone."""
    is_text = isinstance(column.type, sa.String)
    if isinstance(value, uuid.UUID) and is_text:
        return value.hex
    return value


def identified(value: Any) -> uuid.UUID:
    """SQLite gives the letters of an identifier."""
    return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))


@contextmanager
def app_of(revision: str, folder: Path, engine_name: str) -> Iterator[Flask]:
    """An application, on tables of this revision that the migrations have made, without a row."""
    address = migrated_database(engine_name, folder, revision)
    app = create_app(settings_for_tests(folder, address))
    app.testing = True
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@contextmanager
def database_of(revision: str, folder: Path, engine_name: str) -> Iterator[sa.Engine]:
    """The same, without the application."""
    with app_of(revision, folder, engine_name):
        yield db.engine
