"""The migrations: applying them, then what none of them can do; writing a new one."""

from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

import alembic.command
from alembic.script import Script
from flask import current_app
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from callforprojects import paths
from callforprojects.activity.chain import key_older_rows
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _

NEWEST: Final = "head"
_ACTIVITY_KEYED: Final = "3f6a1c0d9b27"


def upgrade_tables(revision: str = NEWEST) -> None:
    """Bring the tables to a revision. Raises alembic's CommandError when there is no such one."""
    alembic.command.upgrade(migrations(), revision)


def downgrade_tables(revision: str) -> None:
    """Bring the tables back to a revision. Raises alembic's CommandError when there is none."""
    alembic.command.downgrade(migrations(), revision)


def finish_upgrade(connection: Connection, applied: Collection[str]) -> None:
    """Put an older journal under the key, which no table holds.

    Only the upgrade that brings the key does so: later, a journal without it was rewritten. It is
    done in the transaction of its migration, whatever command runs that, since a kill in between
    would leave a journal that no upgrade puts under the key any more.
    """
    if _ACTIVITY_KEYED in applied:
        with Session(connection, join_transaction_mode="rollback_only") as session:
            key_older_rows(session)


def write_revision(feature: str, what: str, *, compare: bool) -> Path | None:
    """Write the migration that brings the tables to what the models say; where it was written.

    `compare` off writes an empty one, for rows. None when the tables are already so. Raises
    DomainError when there is no such feature, or no source to write it in; alembic's CommandError
    when the tables are not at the newest revision.
    """
    if not paths.is_checkout():
        raise DomainError(_("Migrations are written in the source, not in an installed package."))
    if not _has_tables(feature):
        raise DomainError(_("No feature with tables is called %(name)s.", name=feature))
    config = migrations()
    config.cmd_opts.quiet = True  # the command says it, in the language of the terminal
    written = alembic.command.revision(
        config,
        f"{feature} {what}",
        autogenerate=compare,
        process_revision_directives=_skip_empty if compare else None,
    )
    return Path(written.path) if isinstance(written, Script) else None


def _has_tables(feature: str) -> bool:
    models = paths.PACKAGE / feature / "models"
    return feature.isidentifier() and (models.is_dir() or models.with_suffix(".py").exists())


def _skip_empty(_context: object, _revision: object, directives: list[Any]) -> None:
    """A migration that would change nothing is not written."""
    if directives[0].upgrade_ops.is_empty():
        directives.clear()


def migrations() -> Any:  # noqa: ANN401  # Flask-Migrate has no types
    """The configuration of alembic."""
    return current_app.extensions["migrate"].migrate.get_config(str(paths.MIGRATIONS))
