"""What the schema refuses of acts and decisions, on both engines, and what the session refuses."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from callforprojects.core.data.append_only import AppendOnlyError
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import Model, db
from callforprojects.selection.models import Act, Decision
from tests.factories.juries import make_filed, make_judged_call
from tests.factories.selection import N, S, make_act, make_decision

pytestmark = pytest.mark.usefixtures("app")


def test_a_file_has_one_live_decision() -> None:
    application = make_filed(make_judged_call())
    make_decision(application)

    with pytest.raises(IntegrityError):
        make_decision(application, version=2)


def test_a_superseded_decision_leaves_its_place() -> None:
    application = make_filed(make_judged_call())
    for version in (1, 2):
        make_decision(application, version=version, superseded_at=now())

    make_decision(application, S, version=3)

    assert len(db.session.scalars(sa.select(Decision)).all()) == 3


def test_two_decisions_of_a_file_have_not_one_number() -> None:
    application = make_filed(make_judged_call())
    make_decision(application, superseded_at=now())

    with pytest.raises(IntegrityError):
        make_decision(application)


def test_a_decision_is_superseded_once() -> None:
    application = make_filed(make_judged_call())
    former = make_decision(application, superseded_at=now())
    make_decision(application, version=2, supersedes_id=former.id, superseded_at=now())

    with pytest.raises(IntegrityError):
        make_decision(application, version=3, supersedes_id=former.id)


def test_a_call_has_one_current_act() -> None:
    call = make_judged_call()
    make_act(call, current_until=now())
    make_act(call)

    with pytest.raises(IntegrityError):
        make_act(call)


def test_no_transmission_is_acknowledged_before_it_is_made() -> None:
    call = make_judged_call()
    make_act(
        call,
        current_until=now(),
        transmitted_on=date(2026, 3, 13),
        acknowledged_on=date(2026, 3, 13),
        transmission_reference="035-223500018-20260312-2026_114-AR",
    )

    with pytest.raises(IntegrityError):
        make_act(call, acknowledged_on=date(2026, 3, 13))


@pytest.mark.parametrize(
    ("name", "value"),
    [("outcome", S), ("reason", "Another."), ("announced_at", now()), ("sha256", "0" * 64)],
)
def test_a_decision_cannot_be_changed(name: str, value: Any) -> None:
    refuse_change(make_decision(make_filed(make_judged_call()), N), name, value)


@pytest.mark.parametrize(
    ("name", "value"), [("author_name", "Paul Durand"), ("signed_on", date(2020, 1, 1))]
)
def test_an_act_cannot_be_changed(name: str, value: Any) -> None:
    refuse_change(make_act(make_judged_call()), name, value)


def refuse_change(row: Model, name: str, value: object) -> None:
    setattr(row, name, value)
    with pytest.raises(AppendOnlyError, match="cannot be changed"):
        db.session.flush()
    db.session.rollback()


@pytest.mark.parametrize("table", [Act, Decision])
def test_neither_is_removed(table: type[Model]) -> None:
    call = make_judged_call()
    make_act(call)
    make_decision(make_filed(call))

    db.session.delete(db.session.scalars(sa.select(table)).one())

    with pytest.raises(AppendOnlyError, match="cannot be removed"):
        db.session.flush()
    db.session.rollback()


def test_what_follows_an_act_is_written_in_it() -> None:
    """It is sent to the State, which acknowledges it, later; another act may become current."""
    call = make_judged_call()
    act = make_act(call)

    act.transmitted_on = act.signed_on
    act.acknowledged_on = act.signed_on + timedelta(days=1)
    act.transmission_reference = "035-AR"
    act.current_until = now()
    db.session.flush()

    assert db.session.scalars(sa.select(Act.transmission_reference)).one() == "035-AR"
