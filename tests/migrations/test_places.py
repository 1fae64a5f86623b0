"""Institutions apart from places, on a database that holds organisations and calls."""

import json
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from callforprojects.operations.upgrading import downgrade_tables, upgrade_tables
from tests.migrations.rows import NOON, Rows, database_of, identified

BEFORE = "f3d6a8b15c92"
# identifier, type before, organisation there: where it goes, its type then
MOVES = {
    "departement:67": ("departement", "departement:6AE", "collectivite-unique"),
    "departement:68": ("departement", "departement:68", "collectivite-unique"),
    "departement:2A": ("departement", "region:94", "collectivite-unique"),
    "region:02": ("collectivite-unique", "departement:972", "collectivite-unique"),
    "departement:975": ("com", "departement:975", "com"),
    "commune:97801": ("com", "departement:978", "com"),
    "departement:974": ("drom", "departement:974", "departement"),
    "region:04": ("drom", "region:04", "region"),
    "commune:75056": ("commune", "commune:75056", "collectivite-unique"),
    "departement:75": ("collectivite-unique", "departement:75", "collectivite-unique"),
    "commune:35238": ("commune", "commune:35238", "commune"),
}
OTHERS = {
    "region:44": "region",
    "region:94": "collectivite-unique",
    "departement:972": "collectivite-unique",
    "departement:978": "com",
    "departement:35": "departement",
}


@pytest.fixture
def engine(tmp_path: Path, engine_name: str) -> Iterator[sa.Engine]:
    with database_of(BEFORE, tmp_path, engine_name) as engine:
        yield engine


def territory(rows: Rows, key: str, kind: str) -> None:
    level, code = key.split(":")
    departement = {"commune:97801": "departement:978"}.get(key)
    rows.connection.execute(
        rows.known.tables["territory"].insert(),
        {
            "id": key,
            "level": level,
            "code": code,
            "kind": kind,
            "name": key,
            "search_name": f"name of {code}",
            "population": 1,
            "postal_codes": "",
            "departement_id": departement,
        },
    )


def older_database(engine: sa.Engine) -> dict[str, uuid.UUID]:
    with engine.begin() as connection:
        rows = Rows(connection)
        for key, kind in OTHERS.items():
            territory(rows, key, kind)
        made = {}
        for minutes, (key, (kind, _target, _type)) in enumerate(MOVES.items()):
            territory(rows, key, kind)
            made[key] = rows.add(
                "organisation",
                kind="territory",
                territory_id=key,
                territory_type=kind,
                created_at=NOON + timedelta(minutes=minutes),
            )
        author = rows.add("user")
        funder = rows.add("organisation", kind="funder")
        for name, types in (
            ("wide", ["commune", "departement", "region", "drom"]),
            ("only", ["drom"]),
        ):
            made[name] = rows.add(
                "call",
                funder_id=funder,
                created_by_id=author,
                status="draft",
                kind="aap",
                questionnaire_id=rows.add("questionnaire"),
                rate=None,
                territory_types=types,
            )
    return made


def listed(value: Any) -> list[str]:
    found: list[str] = json.loads(value) if isinstance(value, str) else value
    return found


def places(engine: sa.Engine) -> dict[uuid.UUID, tuple[str, str]]:
    with engine.connect() as connection:
        return {
            identified(row.id): (row.territory_id, row.territory_type)
            for row in Rows(connection).all("organisation")
            if row.territory_id is not None
        }


def types(engine: sa.Engine, key: uuid.UUID) -> list[str]:
    with engine.connect() as connection:
        return listed(Rows(connection).one("call", id=key).territory_types)


def test_organisations_of_merged_rows_follow_their_institution_and_come_back(
    engine: sa.Engine,
) -> None:
    made = older_database(engine)

    upgrade_tables()

    found = places(engine)
    assert {key: found[made[key]] for key in MOVES} == {
        key: (target, kind) for key, (_before, target, kind) in MOVES.items()
    }
    assert types(engine, made["wide"]) == ["commune", "departement", "region"]
    assert types(engine, made["only"]) == ["drom"]
    with engine.connect() as connection:
        rows = {row.id: row for row in Rows(connection).all("territory")}
    assert {key: rows[key].area for key in ("departement:974", "commune:97801", "region:44")} == {
        "departement:974": "drom",
        "commune:97801": "com",
        "region:44": "metro",
    }
    assert (rows["departement:68"].kind, rows["departement:68"].institution_id) == (
        None,
        "departement:6AE",
    )
    assert rows["departement:68"].search_name
    assert not rows["region:02"].search_name

    downgrade_tables(BEFORE)

    found = places(engine)
    assert found[made["departement:67"]] == ("departement:67", "departement")
    assert found[made["departement:974"]] == ("departement:974", "drom")
    assert found[made["commune:75056"]] == ("commune:75056", "commune")
    assert types(engine, made["wide"]) == ["commune", "departement", "region", "drom"]
    with engine.connect() as connection:
        kinds = {row.id: row.kind for row in Rows(connection).all("territory")}
    assert kinds == {
        **OTHERS,
        **{key: before for key, (before, _target, _type) in MOVES.items()},
    }
