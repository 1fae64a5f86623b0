"""Bringing the tables up to date: the migrations, then what none of them can do."""

from typing import Any, Final

import alembic.command
from alembic.script import ScriptDirectory
from flask import current_app

from callforprojects import paths
from callforprojects.activity.chain import key_older_rows
from callforprojects.core.database import db
from callforprojects.core.revisions import present_revision
from callforprojects.core.transaction import transaction

NEWEST: Final = "head"
_ACTIVITY_KEYED: Final = "3f6a1c0d9b27"
_NOTHING: Final = "base"


def upgrade_tables(revision: str = NEWEST) -> None:
    """Bring the tables to a revision; put an older journal under the key, which no table holds.

    Only the upgrade that brings the key does so: later, a journal without it was rewritten. Raises
    alembic's CommandError when there is no such revision.
    """
    before = _revision()
    alembic.command.upgrade(migrations(), revision)
    if _ACTIVITY_KEYED in _applied_since(before):
        with transaction():
            key_older_rows()


def migrations() -> Any:  # noqa: ANN401  # Flask-Migrate has no types
    """The configuration of alembic."""
    return current_app.extensions["migrate"].migrate.get_config(str(paths.MIGRATIONS))


def _revision() -> str:
    with db.engine.connect() as connection:
        return present_revision(connection)


def _applied_since(before: str) -> set[str]:
    scripts = ScriptDirectory.from_config(migrations())
    applied = scripts.iterate_revisions(_revision() or _NOTHING, before or _NOTHING)
    return {script.revision for script in applied}
