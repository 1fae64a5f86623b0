"""Writing a migration: one command, a name that says when, where and what."""

import re
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from callforprojects import paths
from tests.terminal import Run


@pytest.fixture
def versions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the migrations, to write in."""
    copy = tmp_path / "source" / "migrations"
    shutil.copytree(paths.MIGRATIONS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(paths, "MIGRATIONS", copy)
    return copy / "versions"


def new_files(versions: Path) -> list[Path]:
    before = {path.name for path in (paths.PACKAGE.parent / "migrations/versions").glob("*.py")}
    return [path for path in versions.glob("*.py") if path.name not in before]


def test_a_migration_is_named_after_its_instant_its_feature_and_what_it_does(
    migrated: Run, versions: Path, tmp_path: Path
) -> None:
    """The models have a table that this database lacks."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'data.sqlite3'}", poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE worker_tick")

    answer = migrated("db", "revision", "operations", "add", "worker tick")

    assert (answer.exit_code, answer.stderr) == (0, "")
    (path,) = new_files(versions)
    assert answer.output == f"Written, to be read again: {path}\n"
    assert re.fullmatch(r"\d{4}(_\d\d){2}_\d{4}_operations_add_worker_tick\.py", path.name)
    assert re.search(r"op\.create_table\(\s*'worker_tick'", path.read_text("utf-8"))


def test_nothing_is_written_when_the_tables_are_what_the_models_say(
    migrated: Run, versions: Path
) -> None:
    answer = migrated("db", "revision", "calls", "add", "calendar")

    assert answer.output == "The tables are what the models say: nothing was written.\n"
    assert new_files(versions) == []


def test_a_migration_of_rows_is_written_empty(migrated: Run, versions: Path) -> None:
    answer = migrated("db", "revision", "--empty", "accounts", "normalise", "phones")

    assert answer.exit_code == 0
    (path,) = new_files(versions)
    assert path.name.endswith("_accounts_normalise_phones.py")
    assert path.read_text("utf-8").count("    pass\n") == 2


@pytest.mark.parametrize("feature", ["calendar", "core", "calls.services", ""])
def test_a_migration_is_that_of_a_feature_with_tables(
    migrated: Run, versions: Path, feature: str
) -> None:
    answer = migrated("db", "revision", feature, "add", "calendar")

    assert answer.exit_code == 1
    assert answer.stderr == f"Error: No feature with tables is called {feature}.\n"
    assert new_files(versions) == []


def test_tables_that_are_out_of_date_are_brought_up_first(alone: Run, versions: Path) -> None:
    answer = alone("db", "revision", "calls", "add", "calendar")

    assert answer.exit_code == 1
    assert answer.stderr.startswith("Error: The tables are missing or out of date: run `")
    assert new_files(versions) == []


def test_an_installed_package_gets_no_migration(
    migrated: Run, versions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "ROOT", paths.PACKAGE / "_data")

    answer = migrated("db", "revision", "calls", "add", "calendar")

    assert answer.stderr == (
        "Error: Migrations are written in the source, not in an installed package.\n"
    )
    assert new_files(versions) == []
