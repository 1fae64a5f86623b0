"""Which revision the tables have, and which one the program expects of them."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from callforprojects import paths
from callforprojects.core.text.i18n import _

STALE = _("The tables are missing or out of date: run `callforprojects db upgrade`.")


def present_revision(connection: Connection) -> str:
    """The revision of the tables; empty when there are none."""
    return "+".join(sorted(MigrationContext.configure(connection).get_current_heads()))


def expected_revision() -> str:
    """The newest revision that this release has."""
    return "+".join(sorted(ScriptDirectory(str(paths.MIGRATIONS)).get_heads()))
