"""Loading the territories of France: all of them, in one transaction, as often as one likes."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, insert, select, text, update

from callforprojects.core.database import db
from callforprojects.territories import decoupage
from callforprojects.territories.models import Level, Territory, TerritoryWord
from callforprojects.territories.names import words_of

Rows = Sequence[dict[str, Any]]
_TERRITORY = cast("Table", Territory.__table__)
_WORD = cast("Table", TerritoryWord.__table__)


def load_territories() -> int:
    """Make the tables agree with the files of the package; give the number of rows written.

    A second load writes nothing. A territory that has left the files stays, for the organisations
    that refer to it, but a search no longer finds it.
    """
    wanted = {row["id"]: row for row in decoupage.rows()}
    known = {
        row["id"]: dict(row) for row in db.session.execute(select(_TERRITORY)).mappings().all()
    }
    new = [row for key, row in wanted.items() if key not in known]
    changed = [row for key, row in wanted.items() if key in known and known[key] != row]
    retired = [
        row | {"search_name": ""}
        for key, row in known.items()
        if key not in wanted and row["search_name"]
    ]
    for _level, rows in groupby(new, key=lambda row: row["level"]):
        _insert(_TERRITORY, list(rows))
    _update([*changed, *retired])
    if new or changed or retired:
        _index(wanted.values())
    db.session.expire_all()
    return len(new) + len(changed) + len(retired)


def _update(rows: Rows) -> None:
    if rows:
        change = update(_TERRITORY).where(_TERRITORY.c.id == bindparam("old_id"))
        db.session.connection().execute(change, [{**row, "old_id": row["id"]} for row in rows])


def _index(rows: Iterable[dict[str, Any]]) -> None:
    """Write the words of every territory anew."""
    db.session.execute(delete(_WORD))
    _insert(
        _WORD,
        [
            {"word": word, "territory_id": row["id"], "population": row["population"]}
            for row in rows
            for word in _words(row)
        ],
    )
    for table in (_TERRITORY, _WORD):  # so that both databases know how many rows a search meets
        db.session.execute(text(f"ANALYZE {table.name}"))


def _words(row: dict[str, Any]) -> Iterable[str]:
    """What finds a territory: the words of its name, its postal codes, a département's number."""
    number = [row["code"].lower()] if row["level"] is Level.DEPARTEMENT else []
    return dict.fromkeys([*words_of(row["name"]), *row["postal_codes"].split(), *number])


def _insert(table: Table, rows: Rows) -> None:
    """Insert many rows. PostgreSQL copies them: half the time of INSERT."""
    connection = db.session.connection()
    if connection.dialect.name != "postgresql":
        connection.execute(insert(table), rows)
        return
    columns = list(rows[0])
    driver: Any = connection.connection.dbapi_connection
    with driver.cursor() as cursor, cursor.copy(_copy(table, columns)) as copy:
        for row in rows:
            copy.write_row([row[column] for column in columns])


def _copy(table: Table, columns: Sequence[str]) -> str:
    return f"COPY {table.name} ({', '.join(columns)}) FROM STDIN"
