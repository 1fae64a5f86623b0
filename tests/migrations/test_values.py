"""Migrations of values, on a database that holds some: telephones of one form, types of questions."""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from callforprojects.core.data.values import PHONE
from callforprojects.operations.upgrading import downgrade_tables, upgrade_tables
from tests.migrations.rows import NOON, Rows, database_of

BEFORE = "4f0d2b9c71ae"
BEFORE_TYPES = "c4f0a92d17be"
# as it was kept: as it is kept from now on, as it is after going back
KEPT = {
    "+33 4 92 20 00 00": ("+33492200000", "+33 4 92 20 00 00"),
    "+33 4 92 20 00 00 ext. 12": ("+33492200000;ext=12", "+33 4 92 20 00 00 ext. 12"),
    "+33 6 92 12 34 56": ("+262692123456", "+262 692 12 34 56"),
    "+33 5 90 20 00 00": ("+590590200000", "+590 590 20 00 00"),
    "+41 22 791 21 11": ("+41227912111", "+41 22 791 21 11"),
    "+687 27.12.34": ("+687271234", "+687 27.12.34"),
    "01 99 00 12 34": ("+33199001234", "+33 1 99 00 12 34"),
    "at the town hall": ("at the town hall", "at the town hall"),
    "": ("", ""),
}


@pytest.fixture
def engine(tmp_path: Path, engine_name: str) -> Iterator[sa.Engine]:
    with database_of(BEFORE, tmp_path, engine_name) as engine:
        yield engine


def older_database(engine: sa.Engine) -> tuple[list[uuid.UUID], dict[str, uuid.UUID]]:
    """A person with each of these numbers; an answer that was filed once, and one that was not."""
    with engine.begin() as connection:
        rows = Rows(connection)
        people = [rows.add("user", phone=phone) for phone in KEPT]
        funder = rows.add(
            "organisation", kind="funder", accredited_at=NOON, contact_phone="+33 6 92 12 34 56"
        )
        questionnaire = rows.add("questionnaire")
        revision = rows.add(
            "questionnaire_revision", questionnaire_id=questionnaire, status="draft", number=1
        )
        section = rows.add("questionnaire_section", revision_id=revision, position=1)
        asked = {"section_id": section, "stable_id": uuid.uuid4(), "type": "phone", "settings": {}}
        rows.add("question", **asked, position=1, purposes=[], domains=[])
        call = rows.add(
            "call",
            funder_id=funder,
            questionnaire_id=questionnaire,
            created_by_id=people[0],
            status="draft",
            kind="aap",
            rate=None,
            contact_phone="+33 4 92 20 00 00",
        )
        made = {"funder": funder, "call": call}
        for name in ("draft", "filed"):
            answers = rows.add("answer_set", revision_id=revision)
            application = rows.add(
                "application",
                call_id=call,
                organisation_id=funder,
                answer_set_id=answers,
                created_by_id=people[0],
                status="draft",
            )
            made[name] = rows.add(
                "answer",
                answer_set_id=answers,
                question_stable_id=asked["stable_id"],
                value="+33692123456",
                author_id=None,
            )
        made["submission"] = rows.add(
            "submission",
            application_id=application,
            submitted_by_id=people[0],
            submitted_at=NOON,
            snapshot={"value": "+33692123456"},
        )
    return people, made


def phones(engine: sa.Engine, people: list[uuid.UUID]) -> list[str]:
    with engine.connect() as connection:
        return [Rows(connection).one("user", id=person).phone for person in people]


def kept(engine: sa.Engine, table: str, column: str, identifier: uuid.UUID) -> Any:
    with engine.connect() as connection:
        return getattr(Rows(connection).one(table, id=identifier), column)


def test_telephones_are_kept_in_one_form_and_come_back(engine: sa.Engine) -> None:
    people, made = older_database(engine)
    snapshot = kept(engine, "submission", "snapshot", made["submission"])

    upgrade_tables()

    assert phones(engine, people) == [new for new, _old in KEPT.values()]
    assert kept(engine, "organisation", "contact_phone", made["funder"]) == "+262692123456"
    assert kept(engine, "call", "contact_phone", made["call"]) == "+33492200000"
    assert kept(engine, "answer", "value", made["draft"]) == "+262692123456"
    assert kept(engine, "answer", "value", made["filed"]) == "+33692123456"
    text = kept(engine, "submission", "snapshot_text", made["submission"])
    assert json.loads(text) == snapshot

    downgrade_tables(BEFORE)

    assert phones(engine, people) == [old for _new, old in KEPT.values()]
    assert kept(engine, "call", "contact_phone", made["call"]) == "+33 4 92 20 00 00"
    assert kept(engine, "submission", "snapshot", made["submission"]) == snapshot


@pytest.mark.parametrize("text", [text for text in KEPT if text[:1] in {"+", "0"}])
def test_it_keeps_what_the_program_reads(text: str) -> None:
    assert PHONE.parse(text) == KEPT[text][0]


@pytest.mark.parametrize("kind", ["instant", "siren", "rna", "iban"])
def test_a_question_of_a_new_type_asks_a_text_once_gone_back(engine: sa.Engine, kind: str) -> None:
    upgrade_tables()
    with engine.begin() as connection:
        rows = Rows(connection)
        revision = rows.add(
            "questionnaire_revision",
            questionnaire_id=rows.add("questionnaire"),
            status="draft",
            number=1,
        )
        section = rows.add("questionnaire_section", revision_id=revision, position=1)
        question = rows.add("question", section_id=section, type=kind, position=1, **_lists())

    downgrade_tables(BEFORE_TYPES)

    assert kept(engine, "question", "type", question) == "short_text"


def _lists() -> dict[str, Any]:
    return {"stable_id": uuid.uuid4(), "settings": {}, "purposes": [], "domains": []}
