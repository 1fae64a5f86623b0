"""The jury and the announcement at the same instant; two officers who give the last place."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.exc import StaleDataError

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application, ConflictOfInterest
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.juries import queries as juries, services as seats
from callforprojects.juries.models import Assignment, Juror
from callforprojects.reviews import services as reviews
from callforprojects.reviews.models import Review
from callforprojects.reviews.services import Details
from callforprojects.selection import services as selection
from callforprojects.selection.models import Outcome
from tests.factories.calls import make_next_round
from tests.factories.juries import assign, make_filed, make_judged_call, make_juror, make_officer
from tests.factories.reviews import make_review, marks_of, scoring_session_of
from tests.factories.selection import ALL_THE_SAME, make_act, make_decision
from tests.hostile.conftest import AtOnce

pytestmark = pytest.mark.usefixtures("app")

_HEAD_START = 0.2  # seconds


@pytest.fixture
def call() -> Call:
    return make_judged_call()


def officer_before(officer: User, call: Call) -> Callable[[], tuple[Any, ...]]:
    """An officer with the call before their eyes."""
    officer_id, call_id = officer.id, call.id

    def read() -> tuple[Any, ...]:
        query = sa.select(Call).where(Call.id == call_id).options(joinedload(Call.funder))
        return db.session.scalars(query).one(), db.session.get_one(User, officer_id)

    return read


def announce(call: Call, officer: User) -> int:
    count = selection.announce_results(call, ALL_THE_SAME, by=officer)
    time.sleep(2 * _HEAD_START)  # the letters take a while: the transaction stays open
    return count


def ready_to_announce(call: Call) -> tuple[Application, User]:
    file, officer = make_filed(call), make_officer(call)
    make_act(call)
    make_decision(file, Outcome.NOT_SELECTED)
    query = sa.select(Call).where(Call.id == call.id).options(joinedload(Call.funder))
    selection.prepare_letters(db.session.scalars(query).one(), by=officer)
    return file, officer


def test_no_review_is_handed_in_behind_the_announcement(call: Call, at_once: AtOnce) -> None:
    file, officer = ready_to_announce(call)
    juror = make_juror(call)
    assign(juror, file)
    make_review(juror, file, 5, 5, 10, submitted=False)
    juror_id, file_id, call_id = juror.id, file.id, call.id

    def enter() -> tuple[Any, ...]:
        seat = db.session.get_one(Juror, juror_id, options=[joinedload(Juror.user)])
        return scoring_session_of(seat, db.session.get_one(Application, file_id)), seat.user

    def hand_in(scoring: Any, user: User) -> None:
        time.sleep(_HEAD_START)  # the announcement is under way
        details = Details(scoring.review.version, "", marks_of(scoring, 0, 0, 0))
        reviews.hand_in_review(scoring, details, by=user)

    announced, handed_in = at_once((officer_before(officer, call), announce), (enter, hand_in))

    at, counted, submitted_at = db.session.execute(
        sa.select(Round.announced_at, Review.is_counted, Review.submitted_at)
        .join(Review, Review.application_id == file_id)
        .where(Round.call_id == call_id)
    ).one()
    assert announced == 1
    if counted:  # the juror was first, and the announcement waited
        assert handed_in is None
        assert submitted_at is not None
        assert at is not None
        assert submitted_at <= at
    else:
        assert isinstance(handed_in, DomainError)
        assert submitted_at is None


def test_no_review_is_taken_back_behind_the_announcement(call: Call, at_once: AtOnce) -> None:
    file, officer = ready_to_announce(call)
    juror = make_juror(call)
    assign(juror, file)
    review = make_review(juror, file, 5, 5, 10)
    review_id, user_id, call_id, file_id = review.id, juror.user_id, call.id, file.id

    def open_it() -> tuple[Any, ...]:
        db.session.get_one(Call, call_id)
        db.session.get_one(Application, file_id)
        return db.session.get_one(Review, review_id), db.session.get_one(User, user_id)

    def take_back(review: Review, user: User) -> None:
        time.sleep(_HEAD_START)
        reviews.reopen_review(review, by=user)

    announced, taken_back = at_once((officer_before(officer, call), announce), (open_it, take_back))

    assert announced == 1
    is_counted = db.session.scalar(sa.select(Review.is_counted).where(Review.id == review_id))
    assert is_counted is isinstance(taken_back, DomainError)


def looking_at(file: Application, officer: User) -> Callable[[], tuple[Any, ...]]:
    """An officer with a file before their eyes."""
    file_id, officer_id = file.id, officer.id

    def read() -> tuple[Any, ...]:
        query = sa.select(Application).where(Application.id == file_id)
        path = joinedload(Application.round).joinedload(Round.call).joinedload(Call.funder)
        found = db.session.scalars(query.options(path)).one()
        return found, db.session.get_one(User, officer_id)

    return read


def given_to(juror_id: uuid.UUID) -> int:
    query = sa.select(sa.func.count()).where(Assignment.juror_id == juror_id)
    return db.session.scalar(query) or 0


def test_two_officers_who_give_the_last_place_of_a_juror_pass_no_limit(
    call: Call, at_once: AtOnce
) -> None:
    juror, officer = make_juror(call, capacity=1), make_officer(call)
    juror_id = juror.id

    def choose(file: Application, by: User) -> None:
        seats.choose_jurors(file, frozenset({juror_id}), by=by)
        time.sleep(_HEAD_START)

    outcomes = at_once(
        (looking_at(make_filed(call), officer), choose),
        (looking_at(make_filed(call), officer), choose),
    )

    assert sorted(type(each).__name__ for each in outcomes) == ["DomainError", "NoneType"]
    assert given_to(juror_id) == 1


def test_an_even_distribution_does_not_pass_a_limit_reached_meanwhile(
    call: Call, at_once: AtOnce
) -> None:
    juror, officer = make_juror(call, capacity=1), make_officer(call)
    first, _second = make_filed(call), make_filed(call)
    juror_id, officer_id, call_id = juror.id, officer.id, call.id

    def choose(file: Application, by: User) -> None:
        seats.choose_jurors(file, frozenset({juror_id}), by=by)
        time.sleep(_HEAD_START)

    def plan() -> tuple[Any, ...]:
        found = db.session.get_one(Call, call_id)
        plan = juries.plan_of(found.current_round.id, 1)
        return found, plan, db.session.get_one(User, officer_id)

    def apply(call: Call, plan: Any, by: User) -> None:
        seats.apply_plan(call, plan, plan.fingerprint, by=by)

    outcomes = at_once((looking_at(first, officer), choose), (plan, apply))

    assert sum(each is None for each in outcomes) >= 1
    assert all(each is None or isinstance(each, DomainError | ConflictError) for each in outcomes)
    assert given_to(juror_id) == 1


def test_who_leaves_two_files_of_a_project_at_once_leaves_it_once(
    call: Call, at_once: AtOnce
) -> None:
    officer, first = make_officer(call), make_filed(call)
    make_next_round(call)
    second = make_filed(call, continues=first)

    def step_back(file: Application, by: User) -> None:
        seats.step_back(file, "My cousin leads it.", by=by)
        time.sleep(_HEAD_START)

    outcomes = at_once(
        (looking_at(first, officer), step_back), (looking_at(second, officer), step_back)
    )

    assert sorted(type(each).__name__ for each in outcomes) == ["DomainError", "NoneType"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ConflictOfInterest)) == 1


def test_a_review_is_taken_back_as_its_juror_is_found_in_conflict(
    call: Call, at_once: AtOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both hold the file, then the review: neither waits for what the other holds."""
    officer, file, juror = make_officer(call), make_filed(call), make_juror(call)
    assign(juror, file)
    review = make_review(juror, file, 5, 5, 10)
    juror_id, review_id, user_id = juror.id, review.id, juror.user_id

    def writing(reason: str) -> None:
        time.sleep(2 * _HEAD_START)  # the file is held, nothing is written yet

    monkeypatch.setattr("callforprojects.juries.services.conflicts.refuse_without_reason", writing)

    def open_it() -> tuple[Any, ...]:
        return db.session.get_one(Review, review_id), db.session.get_one(User, user_id)

    def take_back(found: Review, by: User) -> None:
        time.sleep(_HEAD_START)
        reviews.reopen_review(found, by=by)

    def pin(found: Application, by: User) -> None:
        seat = db.session.get_one(Juror, juror_id, options=[joinedload(Juror.user)])
        seats.pin_conflict(seat, found, "Their brother leads it.", by=by)

    taken_back, pinned = at_once((open_it, take_back), (looking_at(file, officer), pin))

    assert pinned is None
    assert taken_back is None or isinstance(taken_back, StaleDataError)
    assert db.session.scalars(sa.select(Review.is_counted)).one() is False
