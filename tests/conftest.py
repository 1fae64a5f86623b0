"""The ground of the tests: one application and one database a worker, emptied after each test."""

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
import sqlalchemy as sa
from flask import Flask

from callforprojects.app import create_app
from callforprojects.core.data.database import db
from callforprojects.core.web import demonstration_mode
from callforprojects.core.web.limits import limiter
from tests import databases
from tests.asking_permission import refuse_queries_of_rules
from tests.browser import Browser
from tests.counting import count_objects, count_queries  # noqa: F401  # fixtures
from tests.filling import fill  # noqa: F401  # a fixture
from tests.post_office import post_office  # noqa: F401  # a fixture
from tests.running import (
    keep_units_from_databases,
    one_engine,  # noqa: F401  # a fixture, and what pytest asks
    pytest_collection_finish,  # noqa: F401
    pytest_collection_modifyitems,  # noqa: F401
    pytest_runtest_setup,  # noqa: F401
    pytest_xdist_auto_num_workers,  # noqa: F401
    share_compiled_templates,
)
from tests.terminal import alone, migrated  # noqa: F401  # fixtures

if TYPE_CHECKING:
    from callforprojects.accounts.models import User
    from callforprojects.messages.models import Message

# a slow machine is no failure of a property, and the same run finds the same examples
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True, max_examples=60)
hypothesis.settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.addoption("--release", choices=("locked", "newest"), help="tests/release, and how")


def pytest_configure(config: pytest.Config) -> None:
    share_compiled_templates()
    keep_units_from_databases(config)
    if config.getoption("--engine") == "postgresql":
        databases.start_postgresql()


@pytest.fixture(scope="session")
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.config.getoption("--engine"))


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory, engine_name: str) -> Iterator[Flask]:
    """The application of this worker, on its own database."""
    folder = tmp_path_factory.mktemp("data")
    settings = databases.settings_for_tests(folder, databases.fresh_database(engine_name, folder))
    app = databases.app_of_every_address(settings)
    app.testing = True
    with databases.at_work(app):
        refuse_queries_of_rules(app)
        yield app


@pytest.fixture(scope="session")
def _application_without_database(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("no-data")
    return create_app(databases.settings_for_tests(folder, f"sqlite:///{folder}/none.sqlite3"))


@pytest.fixture
def app_without_database(_application_without_database: Flask) -> Iterator[Flask]:
    """Sentences, settings and what features declare, for what needs no table: there is none."""
    with _application_without_database.app_context():
        yield _application_without_database


@pytest.fixture
def app(application: Flask) -> Iterator[Flask]:
    """The application and its database, with a context of its own for what the test prepares."""
    with application.app_context():
        yield application
        db.session.rollback()
        db.session.remove()
        databases.empty_tables()
    # the end of a chain whose rows are gone
    Path(application.extensions["settings"].data_folder, "activity_hash").unlink(missing_ok=True)
    limiter.reset()


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A guest."""
    return Browser(app)


@pytest.fixture
def sign_in(app: Flask) -> Callable[["User"], Browser]:
    """As somebody: `sign_in(user)` gives the browser of that person."""
    return lambda user: Browser(app).sign_in(user)


@pytest.fixture
def with_settings(app: Flask) -> Iterator[Callable[..., None]]:
    """Change settings for one test: `with_settings(is_demonstration=True)`."""
    before = app.extensions["settings"]

    def change(**values: Any) -> None:
        if values.get("is_demonstration"):
            demonstration_mode.mark()  # as what builds one does: the setting alone opens nothing
        app.extensions["settings"] = dataclasses.replace(app.extensions["settings"], **values)

    yield change
    app.extensions["settings"] = before


@pytest.fixture
def sent(app: Flask) -> Callable[[], list["Message"]]:
    """The outbox: `sent()` gives the messages in the outbox, oldest first."""
    from callforprojects.messages.models import Message

    return lambda: list(db.session.scalars(sa.select(Message).order_by(Message.id)))
