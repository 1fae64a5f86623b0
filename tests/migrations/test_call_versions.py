"""Calls published before get their first version: what the program would freeze of them now."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from callforprojects.activity.verification import verify
from callforprojects.applications.models import Application, Submission
from callforprojects.calls import services
from callforprojects.calls.details import NewClosing
from callforprojects.calls.models import Call, CallVersion, Postponement, Publication
from callforprojects.calls.queries import call_content
from callforprojects.core.data.canonical import canonical, hash_of
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.operations.upgrading import NEWEST, downgrade_tables, upgrade_tables
from callforprojects.questionnaires.services import READ_BY_LISTS
from tests.factories.calls import make_call, make_funder, make_officer
from tests.migrations.rows import app_of

BEFORE = "0c8f5be2a671"


@pytest.fixture
def empty(tmp_path: Path, engine_name: str) -> Iterator[Flask]:
    with app_of(NEWEST, tmp_path, engine_name) as app:
        yield app


def versions() -> list[Any]:
    """All of them, as rows; no transaction is left open."""
    db.session.rollback()
    rows = db.session.execute(sa.select(CallVersion.__table__).order_by(CallVersion.call_id)).all()
    db.session.rollback()
    return list(rows)


def _before_rules(content: dict[str, Any]) -> dict[str, Any]:
    return {key: said for key, said in content.items() if key != "rules"}


def _before_conditions(content: dict[str, Any]) -> dict[str, Any]:
    """Questions stood for five facts only: a later migration says the others."""
    for each in content["rounds"]:
        for section in each["questionnaire"]["sections"]:
            for question in section["questions"]:
                if question["stands_for"] not in READ_BY_LISTS:
                    question["stands_for"] = None
    return content


def test_the_calls_of_an_older_database_say_what_they_say_now(kept: Flask) -> None:
    upgrade_tables()

    made = versions()
    query = sa.select(Call).where(Call.status != Publication.DRAFT).order_by(Call.id)
    published = db.session.scalars(query).all()
    assert [version.call_id for version in made] == [call.id for call in published]
    for version, call in zip(made, published, strict=True):
        assert (version.number, version.published_at) == (1, call.published_at)
        assert version.text == canonical(_before_rules(_before_conditions(call_content(call))))
        assert hash_of(version.text) == version.sha256
    of_calls = {version.call_id: version.id for version in made}
    for application in db.session.scalars(sa.select(Application)):
        is_filed = application.submitted_at is not None
        named = of_calls[application.call_id] if is_filed else None
        assert application.call_version_id == named
    assert None not in set(db.session.scalars(sa.select(Submission.grid_version_id)))
    db.session.rollback()
    assert verify().touched is None


def test_the_same_rows_give_the_same_text(empty: Flask) -> None:
    """Whoever goes back and comes again finds what was sealed at the publication."""
    funder = make_funder(contact_email="", contact_phone="+33299000001")
    figures = dict.fromkeys(("envelope", "ceiling", "rate"))  # they have rules since
    others = [make_funder(), make_funder()]
    call = make_call("ready", funder=funder, co_funders=others, **figures)
    services.publish_call(call, by=make_officer(funder))
    make_call("draft")
    db.session.commit()
    (before,) = [(version.text, version.sha256) for version in versions()]

    downgrade_tables(BEFORE)
    upgrade_tables()

    assert [(version.text, version.sha256) for version in versions()] == [before]
    assert verify().touched is None


def test_what_was_postponed_says_it_and_the_versions_between_are_missed(empty: Flask) -> None:
    call = make_call("open")
    services.postpone_call(
        call,
        NewClosing(closes_at=now() + timedelta(days=90), reason="Floods"),
        by=make_officer(call.funder),
    )
    db.session.add(
        Postponement(
            round_id=call.current_round.id,
            previous_closes_at=now(),
            closes_at=now() + timedelta(days=1),
            reason="Earlier",
            created_at=now() - timedelta(days=9),
        )
    )
    db.session.commit()

    downgrade_tables(BEFORE)
    upgrade_tables()

    (version,) = versions()
    content = call_content(db.session.get_one(Call, call.id))
    assert version.text == canonical(_before_rules(content))
    assert version.text.index("Earlier") < version.text.index("Floods")
    db.session.rollback()
    assert verify().touched is not None
