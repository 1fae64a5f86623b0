"""Two officers correct one decision at once: one is told, and nothing of the other is lost."""

import uuid
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import joinedload

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application
from callforprojects.calls.models import Round
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError
from callforprojects.selection import queries, services
from callforprojects.selection.forms import DecisionForm
from callforprojects.selection.models import Decision
from callforprojects.selection.services import ActDetails, DecisionDetails
from tests.factories.juries import make_filed, make_judged_call, make_officer
from tests.factories.selection import N, W, decision_on, loaded, make_act, make_decision
from tests.hostile.conftest import AtOnce
from tests.hostile.scenes import refusals

pytestmark = pytest.mark.usefixtures("app")


def as_its_page(application_id: uuid.UUID, officer_id: uuid.UUID) -> tuple[Application, User]:
    loading = joinedload(Application.round).joinedload(Round.call)
    query = sa.select(Application).where(Application.id == application_id).options(loading)
    return db.session.scalars(query).one(), db.session.get_one(User, officer_id)


def test_one_correction_wins_and_both_rows_are_in_order(at_once: AtOnce) -> None:
    call = make_judged_call()
    application = make_filed(call)
    first = make_decision(application).id
    application_id = application.id
    read = partial(as_its_page, application_id, make_officer(call).id)

    def correct(reason: str, found: Application, by: User) -> None:
        services.decide(found, DecisionDetails(outcome=W, reason=reason, version=1), by=by)

    outcomes = at_once((read, partial(correct, "One.")), (read, partial(correct, "Other.")))

    assert refusals(outcomes) == [ConflictError]
    rows = db.session.scalars(sa.select(Decision).order_by(Decision.version)).all()
    assert [(row.version, row.supersedes_id, row.superseded_at is None) for row in rows] == [
        (1, None, False),
        (2, first, True),
    ]


def test_two_officers_say_who_decides_and_one_act_is_current(at_once: AtOnce) -> None:
    call = make_judged_call()
    signed_on = make_act(call).signed_on
    read = partial(as_its_page, make_filed(call).id, make_officer(call).id)
    round_id = call.current_round.id

    def write(name: str, found: Application, by: User) -> None:
        details = ActDetails(author_name=name, author_capacity="Mayor", signed_on=signed_on)
        services.write_act(found.call, details, by=by)

    outcomes = at_once((read, partial(write, "Paul Durand")), (read, partial(write, "Luc Petit")))

    assert outcomes == [None, None]
    current = queries.act_of(round_id)
    assert current is not None
    assert current.author_name in {"Paul Durand", "Luc Petit"}


def test_the_page_of_who_was_late_shows_the_row_that_was_written_meanwhile(app: Flask) -> None:
    """It had read the former row before it waited for its turn to write."""
    call = make_judged_call()
    application = make_filed(call)
    officer, former = make_officer(call), make_decision(application, N)
    typed: Any = {"outcome": "waiting_list", "reason": "Mine.", "version": "1"}
    with app.test_request_context(method="POST", data=typed):
        form = DecisionForm(obj=former)
        details = DecisionDetails(outcome=W, reason="Theirs.", version=1)
        services.decide(loaded(application), details, by=officer)

        form.add_error(ConflictError("Somebody was faster."))

        assert form.version.data == decision_on(application).version == 2
        assert [text for _label, text in form.saved] == ["Theirs."]
