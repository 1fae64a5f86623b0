"""What going back to an older revision of the tables would lose, said before it is done."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from alembic.script.revision import RevisionError
from alembic.util import CommandError
from sqlalchemy.engine import Connection

from callforprojects.core.data.formats import day, number
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _

BASE = "base"
_CREATED = re.compile(r"""op\.create_table\(\s*["'](\w+)["']""")


@dataclass(frozen=True, slots=True)
class Downgrade:
    """Where one would go back to, what would be undone, and the rows of the tables removed."""

    target: str
    undone: Sequence[str]
    rows: dict[str, int]

    def in_words(self) -> str:
        """What will be lost, a line each."""
        lines = [
            _("This goes back to the revision %(name)s of the tables. It undoes:", name=self.target)
        ]
        lines += [f"  · {revision}" for revision in self.undone]
        filled = {table: count for table, count in self.rows.items() if count}
        if filled:
            lines.append(
                _(
                    "It removes these tables and all they hold: %(tables)s.",
                    tables=_row_counts(filled),
                )
            )
        lines.append(_("What was kept in the columns that go is lost too. Make a backup first."))
        return "\n".join(str(line) for line in lines)


def downgrade_to(connection: Connection, config: Config, revision: str) -> Downgrade:
    """What going back to `revision` undoes (`base`, `-1`, an identifier or its beginning).

    Raises alembic's CommandError when there is no such revision, DomainError when one of the
    migrations would refuse (its `ONE_EACH`, see `refuse_several`).
    """
    scripts = ScriptDirectory.from_config(config)
    present = MigrationContext.configure(connection).get_current_revision()
    undone = _undone(scripts, present, revision) if present else []
    for script in undone:
        one_each = getattr(script.module, "ONE_EACH", None)
        if one_each is not None:
            refuse_several(connection, *one_each)
    kept = sa.inspect(connection).get_table_names()
    tables = [name for script in undone for name in _tables_of(script) if name in kept]
    return Downgrade(
        target=str(undone[-1].down_revision or BASE) if undone else revision,
        undone=[_named(script) for script in undone],
        rows={name: _count(connection, name) for name in tables},
    )


def refuse_several(connection: Connection, table: str, *columns: str) -> None:
    """Raise DomainError when several rows of a table are of the same thing, and the tables of
    before have room for one of them: going back would have to choose.

    `columns`: how that thing is named at the revisions at which this is asked; the first that there
    is counts.
    """
    present = {column["name"] for column in sa.inspect(connection).get_columns(table)}
    thing: sa.ColumnClause[object] = sa.column(
        next(column for column in columns if column in present)
    )
    several = sa.select(thing).select_from(sa.table(table)).group_by(thing)
    if connection.execute(several.having(sa.func.count() > 1).limit(1)).first():
        raise DomainError(
            _(
                "The tables cannot go back: several rows of %(table)s have the same %(column)s, and"
                " those of before have room for one. Nothing was changed; to go back to a day"
                " before, restore a backup of it.",
                table=table,
                column=thing.name,
            )
        )


def _undone(scripts: ScriptDirectory, present: str, revision: str) -> list[Script]:
    """The newest first."""
    try:
        return list(scripts.iterate_revisions(present, revision, select_for_downgrade=True))
    except RevisionError as error:
        raise CommandError(str(error)) from error


def _named(script: Script) -> str:
    """Its identifier and its day, which its file has: its title is for engineers, in English."""
    written = date(*map(int, Path(script.path).stem.split("_")[:3]))
    return str(_("%(name)s, of %(day)s", name=script.revision, day=day(written)))


def _tables_of(script: Script) -> list[str]:
    """The tables that a migration creates: going back drops them."""
    return _CREATED.findall(Path(script.path).read_text("utf-8"))


def _count(connection: Connection, table: str) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(sa.table(table))) or 0


def _row_counts(rows: dict[str, int]) -> str:
    return ", ".join(f"{table} ({number(count)})" for table, count in sorted(rows.items()))
