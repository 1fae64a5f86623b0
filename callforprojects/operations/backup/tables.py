"""The database in a backup, as of one instant: a file of SQLite, or one COPY a table.

Neither needs a program beside Python: SQLite's own backup, and COPY through psycopg.
"""

import gzip
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from callforprojects.core.data.database import Base, db
from callforprojects.core.outside.private_files import make_private_file
from callforprojects.operations.backup.archive import DATABASE_FILE, DATABASE_FOLDER

_JOURNALS = ("-journal", "-wal", "-shm")
_DOCUMENTS = "SELECT storage_key, size, sha256 FROM file ORDER BY storage_key"


@dataclass(frozen=True, slots=True)
class BackedUpDocument:
    """A document that the database names."""

    key: str
    size: int
    sha256: str


def engine_name() -> str:
    """`sqlite` or `postgresql`."""
    return db.engine.dialect.name


def dump(folder: Path) -> list[BackedUpDocument]:
    """Write the database into the folder; give the documents that it names at that instant."""
    if engine_name() == "sqlite":
        return _dump_sqlite(folder / DATABASE_FILE)
    (folder / DATABASE_FOLDER).mkdir()
    return _dump_postgresql(folder / DATABASE_FOLDER)


def load_tables(folder: Path, change: Callable[[sa.Connection], int]) -> int:
    """Put the database of a backup, changed, in the place of what is there, whole or not at all.

    The tables are there already, of the same revision, on PostgreSQL; on SQLite they come with it.
    `change` is done before anybody can read what is put back; gives what it gives.
    """
    if engine_name() == "sqlite":
        return _load_sqlite(folder / DATABASE_FILE, change)
    return _load_postgresql(folder / DATABASE_FOLDER, change)


def _dump_sqlite(target: Path) -> list[BackedUpDocument]:
    live = str(db.engine.url.database)
    with closing(sqlite3.connect(live)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, whole in itself
        return [BackedUpDocument(*row) for row in copy.execute(_DOCUMENTS)]


def _load_sqlite(source: Path, change: Callable[[sa.Connection], int]) -> int:
    """Change a copy of the file, then put it over the one at work in one transaction."""
    db.session.remove()
    db.engine.dispose()
    live = Path(str(db.engine.url.database))
    with _private_copy(source, live) as changed:
        with sa.create_engine(f"sqlite:///{changed}", poolclass=sa.NullPool).begin() as connection:
            result = change(connection)
        with closing(sqlite3.connect(changed)) as copy, closing(sqlite3.connect(live)) as target:
            copy.backup(target)
            target.execute("PRAGMA journal_mode=WAL")
    return result


@contextmanager
def _private_copy(source: Path, live: Path) -> Iterator[Path]:
    """A copy beside the database at work, gone with the block; first goes that of a killed restore.

    It is a file of one name, where a backup is a folder: nothing else that lies there is removed.
    """
    copy = live.with_name(f".{live.name}.restoring")
    _remove_copy(copy)
    try:
        make_private_file(copy)
        shutil.copyfile(source, copy)
        yield copy
    finally:
        _remove_copy(copy)


def _remove_copy(copy: Path) -> None:
    for path in (copy, *(copy.with_name(f"{copy.name}{ending}") for ending in _JOURNALS)):
        path.unlink(missing_ok=True)


def _dump_postgresql(folder: Path) -> list[BackedUpDocument]:
    with db.engine.connect() as connection:
        options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "read_only": True}
        connection = connection.execution_options(**options)  # noqa: PLW2901  # the same, in a snapshot
        documents = [BackedUpDocument(*row) for row in connection.execute(sa.text(_DOCUMENTS))]
        cursor = _cursor(connection)
        for table in Base.metadata.sorted_tables:
            with (
                gzip.open(_path(folder, table), "wb", 5) as file,
                cursor.copy(f"COPY {_columns(table)} TO STDOUT") as copy,
            ):
                for block in copy:
                    file.write(block)
    return documents


def _load_postgresql(folder: Path, change: Callable[[sa.Connection], int]) -> int:
    """One transaction: empty all tables, fill each after those that it refers to, then change."""
    db.session.remove()
    tables = Base.metadata.sorted_tables
    with db.engine.begin() as connection:
        cursor = _cursor(connection)
        cursor.execute("TRUNCATE " + ", ".join(f'"{table.name}"' for table in tables))
        for table in tables:
            with (
                gzip.open(_path(folder, table), "rb") as file,
                cursor.copy(f"COPY {_columns(table)} FROM STDIN") as copy,
            ):
                shutil.copyfileobj(file, copy)
        return change(connection)


def _cursor(connection: sa.Connection) -> Any:  # noqa: ANN401  # psycopg's own
    connection.execute(sa.text("SELECT 1"))  # the transaction begins here, for psycopg too
    raw: Any = connection.connection.driver_connection
    return raw.cursor()


def _columns(table: sa.Table) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return f'"{table.name}" ({names})'


def _path(folder: Path, table: sa.Table) -> Path:
    return folder / f"{table.name}.copy.gz"
