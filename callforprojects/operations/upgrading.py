"""Bringing the tables up to date: the migrations, then what none of them can do."""

from collections.abc import Collection
from typing import Any, Final

import alembic.command
from flask import current_app
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from callforprojects import paths
from callforprojects.activity.chain import key_older_rows

NEWEST: Final = "head"
_ACTIVITY_KEYED: Final = "3f6a1c0d9b27"


def upgrade_tables(revision: str = NEWEST) -> None:
    """Bring the tables to a revision. Raises alembic's CommandError when there is no such one."""
    alembic.command.upgrade(migrations(), revision)


def finish_upgrade(connection: Connection, applied: Collection[str]) -> None:
    """Put an older journal under the key, which no table holds.

    Only the upgrade that brings the key does so: later, a journal without it was rewritten. It is
    done in the transaction of its migration, whatever command runs that, since a kill in between
    would leave a journal that no upgrade puts under the key any more.
    """
    if _ACTIVITY_KEYED in applied:
        with Session(connection, join_transaction_mode="rollback_only") as session:
            key_older_rows(session)


def migrations() -> Any:  # noqa: ANN401  # Flask-Migrate has no types
    """The configuration of alembic."""
    return current_app.extensions["migrate"].migrate.get_config(str(paths.MIGRATIONS))
