"""Each figure that a call says gets the rule that it would have by itself; published ones warn."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from callforprojects.calls.models import Call, CallRule, Severity
from callforprojects.core.data.database import db
from callforprojects.operations.upgrading import NEWEST, downgrade_tables, upgrade_tables
from callforprojects.questionnaires.models import ConditionReference
from tests.factories.calls import make_call
from tests.migrations.rows import app_of

BEFORE = "b70abfd5a435"
FIGURES: dict[str, Any] = {
    "rate": Decimal("62.50"),
    "territory_types": ["commune", "cc"],
    "areas": ["drom"],
    "scales": ["quartier"],
    "phases": ["etude", "travaux"],
}


@pytest.fixture
def empty(tmp_path: Path, engine_name: str) -> Iterator[Flask]:
    with app_of(NEWEST, tmp_path, engine_name) as app:
        yield app


def rules() -> dict[tuple[Any, str], CallRule]:
    return {(rule.call_id, rule.kind): rule for rule in db.session.scalars(sa.select(CallRule))}


def references() -> set[tuple[Any, str]]:
    rows = db.session.execute(sa.select(ConditionReference, CallRule.kind).join(CallRule, OWN))
    return {(row.questionnaire_id, f"{kind} {row.fact}") for row, kind in rows}


OWN = ConditionReference.owner_id == CallRule.id


def test_figures_become_the_rules_that_the_program_makes_of_them(empty: Flask) -> None:
    draft, published = make_call("ready", **FIGURES), make_call("open", **FIGURES)
    bare = make_call("draft")
    ids = {"draft": draft.id, "published": published.id, "bare": bare.id}
    db.session.commit()
    made = {key: (rule.requirement, rule.settings) for key, rule in rules().items()}
    severities = {key: rule.severity for key, rule in rules().items()}
    referred = references()
    db.session.rollback()

    downgrade_tables(BEFORE)
    assert db.session.scalar(sa.select(sa.func.count(CallRule.id))) == 0
    db.session.rollback()
    upgrade_tables()

    found = rules()
    assert {key: (rule.requirement, rule.settings) for key, rule in found.items()} == made
    assert references() == referred
    assert all(rule.when is None for rule in found.values())
    for (call_id, kind), rule in found.items():
        expected = severities[call_id, kind] if call_id == ids["draft"] else Severity.WARNING
        assert rule.severity is expected
        assert rule.sentence.endswith(".")
    assert ids["bare"] not in {call_id for call_id, _kind in found}
    positions = [rule.position for (call_id, _k), rule in found.items() if call_id == ids["draft"]]
    assert sorted(positions) == list(range(1, 8))
    assert db.session.get_one(Call, ids["draft"]).ceiling is not None
    db.session.rollback()
