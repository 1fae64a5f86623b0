"""Loading the territories of France: all of them, in one transaction, as often as one likes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, select, text, update

from callforprojects.core.data.database import db
from callforprojects.territories import decoupage
from callforprojects.territories.models import (
    Territory,
    TerritoryLevel,
    TerritoryName,
    TerritoryWord,
)
from callforprojects.territories.names import words_of
from callforprojects.territories.other_names import other_names, successors

Row = dict[str, Any]
Rows = Sequence[Row]
_TERRITORY = Territory.__table__
_NAME = TerritoryName.__table__
_WORD = TerritoryWord.__table__


def load_territories() -> int:
    """Make the tables agree with the files of the package; give the number of rows written.

    A second load writes nothing. A territory that has left the files stays, for the organisations
    that refer to it, but a search no longer finds it: it leads to the commune that it joined.
    """
    wanted = {row["id"]: row for row in decoupage.decoupage_rows()}
    names = other_names(wanted)
    known = {
        row["id"]: dict(row) for row in db.session.execute(select(_TERRITORY)).mappings().all()
    }
    _release_sirens(known, wanted)
    new = [row for key, row in wanted.items() if key not in known]
    changed = [row for key, row in wanted.items() if key in known and known[key] != row]
    retired = _retired([row for key, row in known.items() if key not in wanted])
    for _level, rows in groupby(new, key=lambda row: row["level"]):
        # an authority may be listed at a territory that comes later
        _insert(_TERRITORY, [row | {"institution_id": None} for row in rows])
    _update([*(row for row in new if row["institution_id"]), *changed, *retired])
    if new or changed or retired or _have_changed(names):
        _index(wanted, names)
    db.session.expire_all()
    return len(new) + len(changed) + len(retired)


def _retired(gone: Rows) -> list[Row]:
    """What has left the files, as it must be; nothing that is so already."""
    joined = successors()
    wanted = [
        row | {"search_name": "", "institution_id": joined.get(row["id"], row["institution_id"])}
        for row in gone
    ]
    return [new for new, old in zip(wanted, gone, strict=True) if new != old]


def _have_changed(names: Rows) -> bool:
    def as_keys(rows: Iterable[Mapping[Any, Any]]) -> set[tuple[Any, ...]]:
        return {(row["search_name"], row["territory_id"], row["kind"], row["name"]) for row in rows}

    known = db.session.execute(select(_NAME)).mappings().all()
    return as_keys(known) != as_keys(names)


def _release_sirens(known: Mapping[str, Row], wanted: Mapping[str, Row]) -> None:
    """Let go, in `known` too, of the SIREN that an institution has under another territory now."""
    holders = {row["siren"]: key for key, row in wanted.items() if row["siren"]}
    for key, row in known.items():
        if row["siren"] and holders.get(row["siren"], key) != key:
            row["siren"] = None
            db.session.execute(update(_TERRITORY).where(_TERRITORY.c.id == key).values(siren=None))


def _update(rows: Rows) -> None:
    if rows:
        change = update(_TERRITORY).where(_TERRITORY.c.id == bindparam("old_id"))
        db.session.connection().execute(change, [{**row, "old_id": row["id"]} for row in rows])


def _index(rows: Mapping[str, Row], names: Rows) -> None:
    """Write the other names and the words of every territory anew."""
    words = {
        (word, territory_id)
        for territory_id, word in _words(rows, names)
        if rows[territory_id]["search_name"]
    }
    db.session.execute(delete(_NAME))
    db.session.execute(delete(_WORD))
    _insert(_NAME, names)
    _insert(
        _WORD,
        [
            {
                "word": word,
                "territory_id": key,
                "population": rows[key]["population_municipale"] or 0,
            }
            for word, key in sorted(words)
        ],
    )
    for table in (_TERRITORY, _NAME, _WORD):  # so that databases know how many rows a search meets
        db.session.execute(text(f"ANALYZE {table.name}"))


def _words(rows: Mapping[str, Row], names: Rows) -> Iterator[tuple[str, str]]:
    """What finds a territory: the words of its names, its postal codes, a département's number.

    Those of a place that only its authority speaks for find the authority.
    """
    others = defaultdict(list)
    for other in names:
        others[other["territory_id"]].append(other["name"])
    for key, row in rows.items():
        found = key if row["search_name"] else row["institution_id"]
        if found is None:
            continue
        number = [row["code"].lower()] if row["level"] is TerritoryLevel.DEPARTEMENT else []
        for word in (*row["postal_codes"].split(), *number):
            yield found, word
        for name in (row["name"], *others[key]):
            for word in words_of(name):
                yield found, word


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
