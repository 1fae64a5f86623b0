"""Each application gets a project of its own, and each déport that of its file; and they go back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from callforprojects.applications.models import Application
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError
from callforprojects.operations.upgrading import NEWEST, downgrade_tables, upgrade_tables
from tests.factories.accounts import make_user
from tests.factories.applications import make_application, make_open_call
from tests.factories.calls import make_next_round
from tests.factories.juries import make_conflict, make_filed, make_judged_call, make_officer
from tests.migrations.rows import Rows, app_of, identified

BEFORE, AFTER = "8d05581b7e87", "4e1c7b90a6d2"
NEW = {"project_id", "continues_id"}


@pytest.fixture
def newest(tmp_path: Path, engine_name: str) -> Iterator[Flask]:
    with app_of(NEWEST, tmp_path, engine_name) as app:
        yield app


def rows_of(table: str) -> list[dict[str, Any]]:
    """As the tables are now, in one order; no transaction is left open."""
    db.session.rollback()
    with db.engine.connect() as connection:
        rows = [row._asdict() for row in Rows(connection).all(table)]
    identifiers = [{k: v for k, v in row.items() if k.endswith("id") and v} for row in rows]
    read = [
        row | {name: identified(value) for name, value in found.items()}
        for row, found in zip(rows, identifiers, strict=True)
    ]
    return sorted(read, key=lambda row: row["id"])


def applications() -> list[dict[str, Any]]:
    """What the older tables know of them."""
    return [{k: v for k, v in row.items() if k not in NEW} for row in rows_of("application")]


def fill() -> None:
    """Two files with three déports, one of them lifted; a draft, and a deleted one."""
    call, person = make_judged_call(), make_user()
    file, other = make_filed(call), make_filed(call)
    make_conflict(make_user(), file)
    lifted = make_conflict(person, other)
    lifted.lifted_at, lifted.lifted_by_id = now(), make_officer(call).id
    db.session.flush()
    make_conflict(person, other)
    make_application(call=make_open_call())
    make_application(call=make_open_call()).deleted_at = now()
    db.session.commit()


def test_recusals_find_their_file_on_the_way_back_and_its_project_again(newest: Flask) -> None:
    """A project has an identifier of its own; one that the migration makes has its file's."""
    fill()
    before, files = applications(), {row["project_id"]: row["id"] for row in rows_of("application")}
    left = {row["id"]: files[row["project_id"]] for row in rows_of("conflict_of_interest")}
    assert (len(before), len(left)) == (4, 3)
    assert not files.keys() & set(files.values())

    downgrade_tables(BEFORE)

    assert rows_of("application") == before
    back = {row["id"]: row["application_id"] for row in rows_of("conflict_of_interest")}
    assert back == left

    upgrade_tables(AFTER)

    assert applications() == before
    assert {row["project_id"] == row["id"] for row in rows_of("application")} == {True}
    assert {row["continues_id"] for row in rows_of("application")} == {None}
    again = {row["id"]: row["project_id"] for row in rows_of("conflict_of_interest")}
    assert again == left


def test_a_project_is_of_the_call_and_as_old_as_its_file(newest: Flask) -> None:
    fill()
    calls = {row["id"]: row["call_id"] for row in rows_of("round")}
    expected = [
        {"id": row["id"], "call_id": calls[row["round_id"]], "created_at": row["created_at"]}
        for row in applications()
    ]

    downgrade_tables(BEFORE)
    upgrade_tables(AFTER)

    projects = [{k: row[k] for k in ("id", "call_id", "created_at")} for row in rows_of("project")]
    assert projects == expected


def test_the_tables_before_have_no_room_for_a_chain(newest: Flask) -> None:
    call = make_judged_call()
    first = make_filed(call)
    make_next_round(call)
    second = make_filed(call, continues=first)
    db.session.commit()

    with pytest.raises(DomainError, match="dans la table application, plusieurs lignes"):
        downgrade_tables(BEFORE)

    found = db.session.execute(sa.select(Application.id, Application.continues_id)).all()
    assert {tuple(row) for row in found} == {(first.id, None), (second.id, first.id)}
