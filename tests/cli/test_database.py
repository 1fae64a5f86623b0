"""The command line before what cannot be undone: going back, and the demonstration mode."""

import contextvars
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from callforprojects.cli import cli
from tests.factories.accounts import make_user
from tests.terminal import Run


@pytest.fixture
def filled(migrated) -> Run:
    """Run a command on tables that hold one person."""

    def fill() -> None:
        from callforprojects.app import create_app
        from callforprojects.core.data.transaction import transaction

        with create_app().app_context(), transaction():
            make_user(email="anne@town.example")

    contextvars.Context().run(fill)
    return migrated


def people_in(folder: Path) -> int:
    engine = sa.create_engine(f"sqlite:///{folder / 'data.sqlite3'}", poolclass=sa.NullPool)
    with engine.connect() as connection:
        return int(connection.exec_driver_sql('SELECT count(*) FROM "user"').scalar() or 0)


@pytest.mark.parametrize("revision", [["base"], []], ids=["base", "one step"])
def test_going_back_without_anybody_to_confirm_changes_nothing(filled, tmp_path, revision):
    answer = filled("db", "downgrade", *revision)

    assert answer.exit_code == 1
    assert answer.stderr == ("Error: Nobody is there to confirm: add --yes if this is wanted.\n")
    assert filled("db", "check").exit_code == 0
    assert people_in(tmp_path) == 1


def test_going_back_says_what_is_lost_and_wants_it_typed(filled, tmp_path, monkeypatch):
    monkeypatch.setattr("callforprojects.operations.commands.stands_at_terminal", lambda: True)

    def answering(text: str) -> Result:
        arguments = ["db", "downgrade", "base"]
        return contextvars.Context().run(
            lambda: CliRunner().invoke(cli, arguments, input=f"{text}\n")
        )

    refused = answering("yes")

    assert refused.exit_code == 1
    assert refused.stderr == "Error: Nothing was changed.\n"
    assert "It removes these tables and all they hold: user (1)." in refused.output
    assert people_in(tmp_path) == 1

    assert answering("base").output.endswith("Revision: base.\n")
    assert filled("db", "check").exit_code == 1


def write_marker(folder: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{folder / 'data.sqlite3'}", poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO demonstration_marker VALUES ('1', '', '')")


@pytest.mark.parametrize("arguments", [["web"], ["worker"], ["db", "check"], ["mail", "send"]])
def test_the_demonstration_mode_refuses_a_database_with_people(filled, monkeypatch, arguments):
    monkeypatch.setenv("CALLFORPROJECTS_DEMONSTRATION", "1")

    answer = filled(*arguments)

    assert answer.exit_code == 2
    assert answer.stderr.startswith("Error: this database is not a demonstration: ")
    assert answer.stderr.count("\n") == 1


def test_the_command_demo_refuses_it_in_words_that_are_true_of_it(filled, monkeypatch, tmp_path):
    """Nobody has set the demonstration mode: the command does."""
    for name in ("DEMONSTRATION", "LOG_LEVEL", "PUBLIC_URL"):  # put back, as the command sets them
        monkeypatch.setenv(f"CALLFORPROJECTS_{name}", "")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'data.sqlite3'}")

    answer = filled("demo", "--build-only", "--folder", str(tmp_path / "demonstration"))

    assert answer.exit_code == 2
    assert answer.stderr.startswith("Error: the database that DATABASE_URL names is not a demons")
    assert "CALLFORPROJECTS_DEMONSTRATION" not in answer.output
    assert people_in(tmp_path) == 1


@pytest.mark.parametrize("arguments", [["web"], ["worker"]])
def test_an_empty_database_is_served_as_a_demonstration_once_it_is_built(
    migrated, monkeypatch, arguments
):
    monkeypatch.setenv("CALLFORPROJECTS_DEMONSTRATION", "1")

    answer = migrated(*arguments)

    assert answer.stderr.startswith("Error: this database is empty: build the demonstration first")


def test_a_demonstration_opened_as_if_it_were_real_warns(migrated, tmp_path):
    write_marker(tmp_path)

    answer = migrated("db", "check")

    assert answer.exit_code == 0
    assert answer.stderr.startswith("Warning: this database is a demonstration: ")
