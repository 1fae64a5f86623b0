"""Acts and decisions become rows that are added: what there is stays, what holds comes back."""

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from callforprojects.operations.upgrading import downgrade_tables, upgrade_tables
from tests.migrations.rows import NOON, Rows, database_of

BEFORE = "e8b13f60c5a2"
APPENDED = "6b2d9e41f7c8"
SNAPSHOT = {"author": {"name": "Jeanne Martin"}, "reason": "Too far."}


@pytest.fixture
def engine(tmp_path: Path, engine_name: str) -> Iterator[sa.Engine]:
    with database_of(BEFORE, tmp_path, engine_name) as engine:
        yield engine


def announced_call(rows: Rows) -> dict[str, uuid.UUID]:
    """A call with its act, and two files: a decision that was announced, and a draft."""
    of_call = rows.add_draft_call()
    person, funder, revision, call = (
        of_call["person"],
        of_call["funder"],
        of_call["revision"],
        of_call["call"],
    )
    said = {"call_id": call, "signed_on": date(2026, 3, 12), "written_by_id": person}
    made = {"person": person, "call": call, "act": rows.add("act", **said, author_name="J. Martin")}
    for name in ("announced", "prepared"):
        made[name] = rows.add(
            "application",
            call_id=call,
            organisation_id=funder,
            answer_set_id=rows.add("answer_set", revision_id=revision),
            created_by_id=person,
            status="submitted",
            reference=name,
            submitted_at=NOON,
        )
    made["decision"] = rows.add(
        "decision",
        **decided(made, "announced"),
        version=4,
        act_id=made["act"],
        announced_at=NOON,
        snapshot=SNAPSHOT,
        sha256="f" * 64,
    )
    made["draft"] = rows.add("decision", **decided(made, "prepared"), version=1, act_id=None)
    return made


def decided(made: dict[str, uuid.UUID], file: str) -> dict[str, Any]:
    return {
        "application_id": made[file],
        "call_id": made["call"],
        "outcome": "not_selected",
        "amount": None,
        "decided_by_id": made["person"],
    }


def shown(engine: sa.Engine, table: str, *but: str) -> list[dict[str, Any]]:
    """The rows of a table, without some columns."""
    with engine.connect() as connection:
        rows = Rows(connection).all(table)
    columns = [{k: v for k, v in row._asdict().items() if k not in but} for row in rows]
    return sorted(columns, key=lambda row: str(row["id"]))


def test_what_there_is_holds_and_is_unchanged_on_the_way_back(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        announced_call(Rows(connection))
    acts, decisions = shown(engine, "act"), shown(engine, "decision")

    upgrade_tables(APPENDED)

    new = ("current_until", "transmitted_on", "acknowledged_on", "transmission_reference")
    assert shown(engine, "act", *new) == acts
    assert shown(engine, "decision", "supersedes_id", "superseded_at") == decisions
    with engine.connect() as connection:
        rows = Rows(connection)
        assert [(row.current_until, row.transmitted_on) for row in rows.all("act")] == [
            (None, None)
        ]
        assert {row.superseded_at for row in rows.all("decision")} == {None}

    downgrade_tables(BEFORE)

    assert shown(engine, "act") == acts
    assert shown(engine, "decision") == decisions


def test_on_the_way_back_what_holds_stays(engine: sa.Engine) -> None:
    """The former ones go; what was announced under an act that is not current keeps its snapshot."""
    with engine.begin() as connection:
        made = announced_call(Rows(connection))
    upgrade_tables(APPENDED)
    with engine.begin() as connection:
        correct(Rows(connection), made)

    downgrade_tables(BEFORE)

    with engine.connect() as connection:
        rows = Rows(connection)
        assert rows.one("act").author_name == "Paul Durand"
        kept = rows.one("decision", application_id=made["announced"])
        assert (kept.act_id, kept.sha256, kept.snapshot) == (None, "f" * 64, SNAPSHOT)
        assert rows.one("decision", application_id=made["prepared"]).version == 3

    upgrade_tables(APPENDED)

    with engine.connect() as connection:
        assert len(Rows(connection).all("decision")) == 2


def correct(rows: Rows, made: dict[str, uuid.UUID]) -> None:
    """Another act is current, and the draft has been written twice again."""
    act, decision = (rows.known.tables[name] for name in ("act", "decision"))
    rows.connection.execute(sa.update(act).values(current_until=NOON))
    rows.add(
        "act",
        call_id=made["call"],
        author_name="Paul Durand",
        signed_on=date(2026, 3, 20),
        written_by_id=made["person"],
    )
    former = rows.one("decision", application_id=made["prepared"]).id
    for version in (2, 3):
        superseding = sa.update(decision).where(decision.c.id == former)
        rows.connection.execute(superseding.values(superseded_at=NOON))
        values = {"version": version, "supersedes_id": former, "act_id": None}
        rows.add("decision", **decided(made, "prepared"), **values)
        former = rows.one("decision", application_id=made["prepared"], version=version).id
