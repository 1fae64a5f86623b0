"""Questions stand for what their keys say once there are conditions; they go back and come again."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from callforprojects.core.data.database import db
from callforprojects.operations.upgrading import downgrade_tables, upgrade_tables
from tests.migrations.rows import Rows, app_of

BEFORE, AFTER = "00348e1ba43e", "de339ebb7805"


@pytest.fixture
def older(tmp_path: Path, engine_name: str) -> Iterator[Flask]:
    with app_of(BEFORE, tmp_path, engine_name) as app:
        yield app


def stood_for() -> dict[str, str | None]:
    db.session.rollback()
    with db.engine.connect() as connection:
        return {row.label: row.stands_for for row in Rows(connection).all("question")}


def test_questions_of_the_right_type_stand_for_their_key(older: Flask) -> None:
    with db.engine.begin() as connection:
        rows = Rows(connection)
        revision = rows.add(
            "questionnaire_revision",
            questionnaire_id=rows.add("questionnaire"),
            status="draft",
            number=1,
        )
        section = rows.add("questionnaire_section", revision_id=revision)
        for label, key, kind, fact in (
            ("a scale", "scale", "choice", None),
            ("a text", "phase", "short_text", None),
            ("a day", "starts_on", "date", None),
            ("an end", "ends_on", "date", None),
            ("begun", "is_started", "yes_no", None),
            ("a title", "title", "short_text", "title"),
            ("other", "other", "date", None),
        ):
            rows.add(
                "question",
                section_id=section,
                stable_id=uuid.uuid4(),
                label=label,
                key=key,
                type=kind,
                stands_for=fact,
            )

    upgrade_tables(AFTER)

    expected = {
        "a scale": "scale",
        "a text": None,
        "a day": "starts_on",
        "an end": "ends_on",
        "begun": "is_started",
        "a title": "title",
        "other": None,
    }
    assert stood_for() == expected
    assert sa.inspect(db.engine).has_table("condition_reference")

    downgrade_tables(BEFORE)

    assert stood_for() == expected
    assert not sa.inspect(db.engine).has_table("condition_reference")
