"""How migrations reach the database: through the application, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import context
from alembic.runtime.migration import MigrationInfo
from flask import current_app

from callforprojects.operations.upgrading import finish_upgrade

extension = current_app.extensions["migrate"]
metadata = extension.db.metadata
arguments = dict(extension.configure_args)


@contextmanager
def tables_made_anew(connection: sa.Connection) -> Iterator[None]:
    """On SQLite a table is changed by making it anew: no key is watched meanwhile, all are after.

    While they are watched, dropping the former table removes its rows first, and with them all that
    hangs on them. They can be left unwatched only outside a transaction (SQLite, "Making other
    kinds of table schema changes").
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    raw: Any = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        raw.execute("PRAGMA foreign_keys=ON")


def refuse_lost_rows(connection: sa.Connection) -> None:
    """Raise RuntimeError, before anything is kept, when a row refers to one that is not there."""
    if connection.dialect.name == "sqlite":
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)
        if lost:
            msg = f"rows would refer to nothing: {[tuple(row) for row in lost]}"
            raise RuntimeError(msg)


def run() -> None:
    """Apply, on a connection of the application's engine: all of it, or nothing when it is cut.

    The transaction is begun here: alembic commits after each migration on SQLite otherwise.
    """
    steps: list[MigrationInfo] = []

    def note_step(*, step: MigrationInfo, **_context: object) -> None:
        steps.append(step)

    with (
        extension.db.engine.connect() as connection,
        tables_made_anew(connection),
        connection.begin(),
    ):
        context.configure(
            connection=connection,
            target_metadata=metadata,
            on_version_apply=note_step,
            **arguments,
        )
        context.run_migrations()
        finish_upgrade(connection, {step.up_revision_id for step in steps if step.is_upgrade})
        refuse_lost_rows(connection)


if context.is_offline_mode():
    context.configure(
        url=extension.db.engine.url, target_metadata=metadata, literal_binds=True, **arguments
    )
    with context.begin_transaction():
        context.run_migrations()
else:
    run()
