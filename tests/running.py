"""How the suite is run: by how many workers, in which order, on which engine, or on none."""

import atexit
import gc
import os
import shutil
import tempfile

import pytest
import sqlalchemy as sa
from flask import Flask
from jinja2 import FileSystemBytecodeCache

_TEMPLATES = "TEST_COMPILED_TEMPLATES"  # their folder, told to the workers by the environment
_UNIT = pytest.StashKey[bool]()  # whether what runs now is marked `unit`


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: some always wait for a browser or for a process."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The browser first: one worker drives it while the others do the rest, and nobody waits."""
    _refuse_databases_of_units(items)
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)
    if config.getoption("--engine") != "sqlite":
        config.hook.pytest_deselected(items=[item for item in items if is_of_one_engine(item)])
        items[:] = [item for item in items if not is_of_one_engine(item)]


def share_compiled_templates() -> None:
    """One application compiles a template for all those of the run, in whichever process.

    All templates take three seconds, and each worker makes several applications.
    """
    if _TEMPLATES not in os.environ:
        os.environ[_TEMPLATES] = folder = tempfile.mkdtemp(prefix="templates-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(os.environ[_TEMPLATES])}


def pytest_collection_finish() -> None:
    """Python looks for garbage more rarely: what was loaded stays, and tests are short lives.

    An eighth of the time of the suite went into looking.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def is_of_one_engine(item: pytest.Item) -> bool:
    """Whether a test says the same on every database: it says so, or never asks which it is."""
    asked = getattr(item, "fixturenames", [])
    return "one_engine" in asked or "engine_name" not in asked


def _refuse_databases_of_units(items: list[pytest.Item]) -> None:
    """What is marked `unit` asks for no fixture that stands on a database."""
    standing = [
        item.nodeid
        for item in items
        if is_unit(item) and "engine_name" in getattr(item, "fixturenames", [])
    ]
    if standing:
        msg = f"marked unit, and asking for a database: {', '.join(standing)}"
        raise pytest.UsageError(msg)


def is_unit(item: pytest.Item) -> bool:
    """Whether a test is to run without a database, in milliseconds."""
    return item.get_closest_marker("unit") is not None


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A unit test that reaches for a database by itself fails too."""
    item.config.stash[_UNIT] = is_unit(item)


def keep_units_from_databases(config: pytest.Config) -> None:
    """Whoever connects to any database while a unit test runs is stopped."""

    @sa.event.listens_for(sa.Engine, "do_connect")
    def refuse(*_asked: object) -> None:
        if config.stash.get(_UNIT, False):
            msg = "a test marked unit has reached for a database"
            raise AssertionError(msg)


@pytest.fixture(scope="session")
def one_engine() -> None:
    """Asked for by what does not depend on the database: it is looked at once, on SQLite."""
