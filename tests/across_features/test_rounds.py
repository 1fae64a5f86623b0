"""A call with two rounds: what is done about a file or a seat asks its round, not the current one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from callforprojects.applications.models import Application
from callforprojects.applications.services import withdraw_application
from callforprojects.calls.models import Call, Round
from callforprojects.calls.services import lock_round
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.versions import lock
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.juries import queries, services as juries
from callforprojects.juries.models import Juror
from callforprojects.juries.tasks import notify_jurors
from callforprojects.messages.models import Message
from callforprojects.reviews.services import Details, save_review
from callforprojects.selection import services as selection
from callforprojects.selection.models import Outcome
from tests.factories import juries as make
from tests.factories.calls import make_next_round
from tests.factories.reviews import make_review, scoring_session_of
from tests.factories.selection import loaded

pytestmark = pytest.mark.usefixtures("app")
REFUSAL = selection.DecisionDetails(outcome=Outcome.NOT_SELECTED, reason="Too far.")


@pytest.fixture
def call() -> Call:
    return make.make_judged_call()


@pytest.fixture
def file(call: Call) -> Application:
    return make.make_filed(call)


@pytest.fixture
def juror(call: Call) -> Juror:
    return make.make_juror(call)


def follow(call: Call, *, closes_in: int) -> Round:
    following = make_next_round(call)
    following.closes_at = now() + timedelta(days=closes_in)
    db.session.flush()
    return following


def test_files_of_a_closed_round_are_judged_while_the_next_is_open(
    call: Call, file: Application, juror: Juror
) -> None:
    officer = make.make_officer(call)
    follow(call, closes_in=10)

    juries.choose_jurors(loaded(file), frozenset({juror.id}), by=officer)
    selection.decide(loaded(file), REFUSAL, by=officer)

    assert queries.assigned_jurors(file.id) == {juror.id}


def test_jurors_are_told_of_files_of_a_closed_round_once(
    call: Call, file: Application, juror: Juror, sent: Callable[[], list[Message]]
) -> None:
    follow(call, closes_in=10)
    juries.choose_jurors(loaded(file), frozenset({juror.id}), by=make.make_officer(call))
    db.session.commit()

    with time_machine.travel(now() + timedelta(minutes=20), tick=False):
        notify_jurors.run()
        waiting = queries.rounds_to_notify(now())

    told = [mail.to_email for mail in sent() if mail.template == "juries/assigned"]
    assert (told, waiting) == ([juror.email], [])


def test_who_leaves_the_jury_of_an_earlier_round_keeps_what_they_handed_in(
    call: Call, file: Application, juror: Juror
) -> None:
    other = make.make_filed(call)
    make.assign(juror, file, other)
    make_review(juror, file, 4, 4, 8, comment="An opinion.")
    follow(call, closes_in=-1)

    juries.remove_juror(make.with_funder(juror), by=make.make_officer(call))

    assert queries.assigned_jurors(file.id) == {juror.id}
    assert queries.assigned_jurors(other.id) == set()


ACTS: dict[str, Callable[[Application, Juror, Any], object]] = {
    "give": lambda file, juror, by: juries.choose_jurors(file, frozenset({juror.id}), by=by),
    "step back": lambda file, _juror, by: juries.step_back(file, "My sister.", by=by),
    "decide": lambda file, _juror, by: selection.decide(file, REFUSAL, by=by),
    "withdraw": lambda file, _juror, by: withdraw_application(file, "No money.", by=by),
    "judge": lambda file, juror, _by: save_review(
        scoring_session_of(juror, file), Details(0, "", {}), by=make.user_of(juror)
    ),
    "remove": lambda _file, juror, by: juries.remove_juror(make.with_funder(juror), by=by),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_nothing_of_an_announced_round_changes_while_the_next_is_judged(
    call: Call, file: Application, juror: Juror, act: Callable[[Application, Juror, Any], object]
) -> None:
    make.assign(juror, file)
    call.current_round.announced_at = now() - timedelta(days=1)
    follow(call, closes_in=-1)

    with pytest.raises((ConflictError, DomainError), match=r"annoncés|terminé"):
        act(loaded(file), juror, make.make_officer(call))


def test_a_lock_reads_which_round_is_current(call: Call) -> None:
    former, changing = call.current_round, Round.__table__
    following = follow(call, closes_in=10)
    known = call.current_round
    for turn, is_current in ((following, False), (former, True)):  # behind the session's back
        db.session.execute(
            changing.update().where(changing.c.id == turn.id).values(is_current=is_current)
        )

    lock(call)

    assert (known.id, call.current_round.id) == (following.id, former.id)
    assert not known.is_current


def test_the_round_of_a_file_is_read_anew_with_its_lock(call: Call, file: Application) -> None:
    turn, changing = loaded(file).round, Round.__table__
    follow(call, closes_in=10)
    at = now()
    db.session.execute(changing.update().where(changing.c.id == turn.id).values(announced_at=at))

    lock_round(turn)

    assert turn.announced_at == at
    assert db.session.scalar(select(Round.position).where(Round.is_current)) == 2
