"""How migrations reach the database: through the application, in one transaction."""

from typing import Any

from alembic import context
from flask import current_app

extension = current_app.extensions["migrate"]
metadata = extension.db.metadata
arguments = dict(extension.configure_args)


def skip_empty(_context: object, _revision: object, directives: list[Any]) -> None:
    """A revision without any change is not written."""
    asked = getattr(context.config.cmd_opts, "autogenerate", False)
    if asked and directives[0].upgrade_ops.is_empty():
        directives[:] = []


def run() -> None:
    """Apply, on a connection of the application's engine."""
    arguments.setdefault("process_revision_directives", skip_empty)
    with extension.db.engine.connect() as connection:
        context.configure(connection=connection, target_metadata=metadata, **arguments)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


if context.is_offline_mode():
    context.configure(
        url=extension.db.engine.url, target_metadata=metadata, literal_binds=True, **arguments
    )
    with context.begin_transaction():
        context.run_migrations()
else:
    run()
