"""A platform of its own, for the commands that make and restore backups."""

import contextvars
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import CliRunner, Result

from callforprojects.app import create_app
from callforprojects.cli import cli
from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import transaction
from tests import databases

T = TypeVar("T")


class Site:
    """A platform of its own: its folder, its database, its commands."""

    def __init__(
        self, folder: Path, engine: str, *, is_migrated: bool = False, **environment: str
    ) -> None:
        folder.mkdir()
        make = databases.migrated_database if is_migrated else databases.fresh_database
        address = make(engine, folder)
        self.folder = folder
        self.environment = {
            "CALLFORPROJECTS_DATA_FOLDER": str(folder),
            "DATABASE_URL": "" if engine == "sqlite" else address,
            "LC_ALL": "en_GB.UTF-8",
            **environment,
        }

    def run(self, *arguments: str) -> Result:
        runner = CliRunner(env=self.environment)
        return contextvars.Context().run(runner.invoke, cli, arguments)

    def ask(self, question: Callable[[], T]) -> T:
        """Something asked inside the application, in a context of its own."""

        def asked() -> T:
            with pytest.MonkeyPatch.context() as patch:
                for name, value in self.environment.items():
                    patch.setenv(name, value)
                app = create_app()
            with app.app_context():
                try:
                    with transaction():
                        return question()
                finally:
                    db.session.remove()
                    db.engine.dispose()

        return contextvars.Context().run(asked)
