"""What was filed becomes the text that was hashed, and owns its answers; and comes back."""

import json
import logging
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from callforprojects.core.data.canonical import canonical, hash_of
from callforprojects.operations.upgrading import downgrade_tables, upgrade_tables
from tests.migrations.rows import NOON, Rows, database_of, identified

MORE = 401  # than are written at once
BEFORE, AFTER = "9a4e7c15d8b3", "5c0e8a71d3b6"
# what JSON columns may write otherwise: the order of keys, letters, signs, large numbers, nothing
SNAPSHOT: dict[str, Any] = {
    "title": 'École d’été — “Ça” \\ "œuvre" \N{WATER WAVE}\n\tfin \x7f\u2028',
    "sections": [{"questions": [{"key": "b", "value": None}, {"key": "a", "value": 2**53 + 1}]}],
    "format": 1,
    "claims": [],
    "empty": {"é": True, "e": False, "Z": ""},
}


@pytest.fixture
def engine(tmp_path: Path, engine_name: str) -> Iterator[sa.Engine]:
    with database_of(BEFORE, tmp_path, engine_name) as engine:
        yield engine


def filed(rows: Rows, sha256: str, snapshot: dict[str, Any] = SNAPSHOT) -> dict[str, uuid.UUID]:
    """A submission with this hash, its application, its answers and their revision."""
    of_call = rows.add_draft_call()
    town = rows.add("organisation", kind="territory", accredited_at=NOON)
    person, revision, call = (of_call["person"], of_call["revision"], of_call["call"])
    answers = rows.add("answer_set", revision_id=revision)
    application = rows.add(
        "application",
        call_id=call,
        organisation_id=town,
        answer_set_id=answers,
        created_by_id=person,
        status="draft",
    )
    submission = rows.add(
        "submission",
        application_id=application,
        submitted_by_id=person,
        submitted_at=NOON,
        number=1,
        snapshot=snapshot,
        sha256=sha256,
    )
    return {"submission": submission, "answer_set": answers, "revision": revision}


def submission_in(engine: sa.Engine, made: dict[str, uuid.UUID]) -> Any:
    with engine.connect() as connection:
        return Rows(connection).one("submission", id=made["submission"])


def test_the_text_is_what_was_hashed_and_the_answers_are_its_own(
    engine: sa.Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with engine.begin() as connection:
        made = filed(Rows(connection), hash_of(canonical(SNAPSHOT)))
    before = submission_in(engine, made)

    with caplog.at_level(logging.WARNING):
        upgrade_tables(AFTER)

    row = submission_in(engine, made)
    assert row.snapshot_text == canonical(SNAPSHOT)
    assert hash_of(row.snapshot_text) == row.sha256 == before.sha256
    assert identified(row.answer_set_id) == made["answer_set"]
    assert identified(row.revision_id) == made["revision"]
    assert caplog.records == []

    downgrade_tables(BEFORE)

    assert submission_in(engine, made)._mapping == before._mapping


def test_a_text_that_its_hash_is_not_of_stays_as_it_was_and_is_named(
    engine: sa.Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with engine.begin() as connection:
        made = filed(Rows(connection), "0" * 64)

    with caplog.at_level(logging.WARNING):
        upgrade_tables(AFTER)

    row = submission_in(engine, made)
    assert json.loads(row.snapshot_text) == SNAPSHOT
    assert row.sha256 == "0" * 64
    assert [record.message for record in caplog.records] == [
        f"submission {made['submission']} is not what its hash says"
    ]


def test_more_rows_than_are_written_at_once(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        rows = Rows(connection)
        for number in range(MORE):
            filed(rows, "0" * 64, SNAPSHOT | {"number": number})

    upgrade_tables(AFTER)

    with engine.connect() as connection:
        texts = [row.snapshot_text for row in Rows(connection).all("submission")]
    assert sorted(json.loads(text)["number"] for text in texts) == list(range(MORE))


def test_what_is_no_json_any_more_stays_as_it_is_and_stops_nobody(
    engine: sa.Engine, caplog: pytest.LogCaptureFixture
) -> None:
    """SQLite keeps any text; PostgreSQL no text that is not JSON, but one that is another JSON."""
    torn = canonical(SNAPSHOT)[:-9] if engine.dialect.name == "sqlite" else '"torn"'
    with engine.begin() as connection:
        made = filed(Rows(connection), "0" * 64)
        connection.exec_driver_sql(f"UPDATE submission SET snapshot = {sql_text(torn)}")

    with caplog.at_level(logging.WARNING):
        upgrade_tables(AFTER)

    assert submission_in(engine, made).snapshot_text == torn.strip('"')
    assert [record.message for record in caplog.records] == [
        f"submission {made['submission']} is not what its hash says"
    ]

    downgrade_tables(BEFORE)
    upgrade_tables(AFTER)

    row = submission_in(engine, made)
    assert (row.snapshot_text, row.sha256) == (torn.strip('"'), "0" * 64)


def sql_text(text: str) -> str:
    doubled = text.replace("'", "''").replace("%", "%%")
    return f"'{doubled}'"
