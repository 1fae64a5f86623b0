"""Rules on the database: one head, no drift, both directions, on the engine under test."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from callforprojects import paths
from callforprojects.app import FEATURES, create_app
from callforprojects.core.data.database import db
from callforprojects.core.outside.migrations import compare_type
from callforprojects.operations.upgrading import downgrade_tables, upgrade_tables
from tests import databases
from tests.databases import settings_for_tests


@pytest.fixture
def empty_app(tmp_path: Path, engine_name: str) -> Iterator[Flask]:
    """An application on a database without any table."""
    app = create_app(settings_for_tests(tmp_path, databases.fresh_database(engine_name, tmp_path)))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def tables() -> set[str]:
    return set(sa.inspect(db.engine).get_table_names())


def test_there_is_one_head() -> None:
    script = ScriptDirectory(str(paths.MIGRATIONS))

    assert len(script.get_heads()) == 1


def test_a_migration_is_named_after_its_instant_its_feature_and_what_it_does() -> None:
    """As `callforprojects db revision` does; the feature is named since December 2026."""
    names = sorted(path.name for path in (paths.MIGRATIONS / "versions").glob("*.py"))
    features = "|".join(FEATURES)
    dated = re.compile(r"\d{4}(_\d\d){2}_\d{4}_[a-z][a-z0-9_]+\.py")
    whole = re.compile(rf"\d{{4}}(_\d\d){{2}}_\d{{4}}_({features})_[a-z0-9_]+\.py")

    astray = [
        name for name in names if not (whole if name >= "2026_12_01" else dated).fullmatch(name)
    ]

    assert len(names) >= 30
    assert astray == []


def test_migrations_make_what_the_models_say_and_unmake_it(empty_app: Flask) -> None:
    upgrade_tables()

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": compare_type})
        drift = compare_metadata(context, db.metadata)
    assert drift == []
    assert tables() == {*db.metadata.tables, "alembic_version"}

    downgrade_tables("base")
    assert tables() == {"alembic_version"}
