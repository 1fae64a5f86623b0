"""A database that an older version has made, kept as text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from callforprojects.core.data.database import db
from tests.migrations.rows import app_of

REVISION = "e8b13f60c5a2"
KEPT = Path(__file__).parent / "kept" / f"{REVISION}.sql"
ACTIVITY_KEY = "the activity key of the database kept for the tests"


@pytest.fixture
def kept(tmp_path: Path, engine_name: str) -> Iterator[Flask]:
    """The application on that database, whose tables are still those of its version."""
    (tmp_path / "activity_key").write_text(ACTIVITY_KEY, "ascii")
    with app_of(REVISION, tmp_path, engine_name) as app:
        load(KEPT.read_text("utf-8"))
        yield app


def load(rows: str) -> None:
    connection = db.engine.raw_connection()
    if db.engine.dialect.name == "postgresql":
        connection.cursor().execute("SET LOCAL TIME ZONE 'UTC'")
        connection.cursor().execute(rows)
    else:
        connection.cursor().executescript(rows)  # type: ignore[attr-defined]  # of SQLite alone
    connection.commit()
    connection.close()
