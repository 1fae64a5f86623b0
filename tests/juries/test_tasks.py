"""Jurors are told of the files given to them by hand: in one mail, neither none nor several."""

from datetime import timedelta

import pytest
import time_machine

from callforprojects.applications.models import ApplicationStatus
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.juries import queries, services, tasks
from callforprojects.juries.services import Statement
from tests.factories.juries import (
    make_conflict,
    make_filed,
    make_judged_call,
    make_juror,
    make_officer,
    user_of,
    with_call,
)

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def call():
    return make_judged_call(title="Rivers first")


@pytest.fixture
def give(call):
    """Give a file by hand to these jurors."""
    officer = make_officer(call)

    def give(file, *jurors):
        services.choose_jurors(with_call(file), frozenset(j.id for j in jurors), by=officer)
        db.session.commit()

    return give


def subjects(sent):
    return [(mail.to_email, mail.subject) for mail in sent() if mail.template == "juries/assigned"]


def minutes_later(minutes):
    with time_machine.travel(now() + timedelta(minutes=minutes), tick=False):
        tasks.notify_jurors.run()


def test_files_given_by_hand_are_told_in_one_mail_to_each_juror(call, give, sent):
    one, two = make_juror(call), make_juror(call)
    first, second, third = (make_filed(call) for _ in range(3))
    give(first, one, two)
    give(second, one)
    give(third, one)
    minutes_later(14)
    assert subjects(sent) == []

    minutes_later(16)
    minutes_later(30)

    assert sorted(subjects(sent)) == sorted(
        [
            (one.email, "3 files to judge: Rivers first"),
            (two.email, "1 file to judge: Rivers first"),
        ]
    )


def test_the_mail_waits_for_the_last_file_of_a_series(call, give, sent):
    juror = make_juror(call)
    give(make_filed(call), juror)
    with time_machine.travel(now() + timedelta(minutes=12)):
        give(make_filed(call), juror)

    minutes_later(16)
    assert subjects(sent) == []
    minutes_later(28)

    assert [subject[:16] for _to, subject in subjects(sent)] == ["2 files to judge"]


def test_files_taken_back_withdrawn_closed_or_declared_meanwhile_are_not_counted(call, give, sent):
    juror, other = make_juror(call), make_juror(call)
    taken_back, withdrawn, closed, declared, left = (make_filed(call) for _ in range(5))
    for file in (taken_back, withdrawn, closed, declared, left):
        give(file, juror)
    give(taken_back, other)
    withdrawn.status, withdrawn.withdrawn_at = ApplicationStatus.WITHDRAWN, now()
    make_conflict(juror, closed)
    services.declare_interests(
        queries.juror_of(user_of(juror).id, call.current_round.id),
        with_call(declared),
        Statement(has_conflict=False),
        by=user_of(juror),
    )
    give(taken_back)
    db.session.commit()

    minutes_later(16)

    assert [(to, subject[:15]) for to, subject in subjects(sent)] == [
        (juror.email, "1 file to judge")
    ]


def test_nobody_is_told_of_files_once_the_results_are_announced(call, give, sent):
    give(make_filed(call), make_juror(call))
    call.current_round.announced_at = now()
    db.session.commit()

    minutes_later(16)

    assert subjects(sent) == []


def test_an_even_distribution_tells_of_the_files_given_by_hand_too(call, give, sent):
    juror = make_juror(call)
    give(make_filed(call), juror)
    make_filed(call)
    plan = queries.plan_of(call.current_round.id, 1)

    services.apply_plan(call, plan, plan.fingerprint, by=make_officer(call))
    db.session.commit()
    minutes_later(16)

    assert [subject[:16] for _to, subject in subjects(sent)] == ["2 files to judge"]
