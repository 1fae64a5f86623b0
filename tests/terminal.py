"""The command line as a terminal meets it, for the tests of commands."""

import contextvars
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from callforprojects.cli import cli
from tests.databases import migrated_database

Run = Callable[..., Result]


@pytest.fixture
def alone(one_engine: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run a command as a terminal would: with an application of its own, from the environment.

    Its database is a file of its own folder, whatever the engine of the run.
    """
    monkeypatch.setenv("CALLFORPROJECTS_DATA_FOLDER", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def run(*arguments: str) -> Result:
        return contextvars.Context().run(CliRunner().invoke, cli, arguments)

    with _logging_kept():
        yield run


@pytest.fixture
def migrated(alone: Run, tmp_path: Path) -> Run:
    """Run a command as `alone` does, on tables that the migrations have made."""
    migrated_database("sqlite", tmp_path)
    return alone


@contextmanager
def _logging_kept() -> Iterator[None]:
    """Each command sets the log up for its process: here, for the block."""
    package = logging.getLogger("callforprojects")
    before = package.handlers[:], package.level, package.propagate
    yield
    package.handlers[:], package.propagate = before[0], before[2]
    package.setLevel(before[1])
