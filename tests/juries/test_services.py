"""Verbs on files: given by hand or evenly, declared, closed by a conflict."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from callforprojects.accounts.models import User
from callforprojects.applications.models import (
    ApplicationStatus,
    ConflictOfInterest,
    ConflictSource,
)
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.juries import queries, services
from callforprojects.juries.models import Assignment, Declaration, JurorStatus
from callforprojects.juries.services import Statement
from tests.factories.accounts import make_user
from tests.factories.juries import (
    assign,
    make_conflict,
    make_filed,
    make_judged_call,
    make_juror,
    make_jury,
    make_officer,
    user_of,
    with_call,
)
from tests.factories.reviews import make_review

pytestmark = pytest.mark.usefixtures("app")


def test_jurors_are_chosen_by_hand() -> None:
    call = make_judged_call()
    one, two, file = make_juror(call), make_juror(call), make_filed(call)
    assign(one, file, declared=False)

    services.choose_jurors(with_call(file), frozenset({two.id}), by=make_officer(call))

    assert queries.assigned_jurors(file.id) == {two.id}


@pytest.mark.parametrize("closes_in", [timedelta(seconds=-1), timedelta(days=1)])
def test_files_are_given_after_the_closing_only(closes_in: timedelta) -> None:
    """Until then they arrive and are taken back, and a juror could tell what others ask."""
    call = make_judged_call(closes_at=now() + closes_in)
    juror, file = make_juror(call), make_filed(call)
    plan = queries.plan_of(call.current_round.id, 1)
    if closes_in > timedelta(0):
        with pytest.raises(DomainError, match="une fois l’appel clos"):
            services.choose_jurors(with_call(file), frozenset({juror.id}), by=make_officer(call))
        with pytest.raises(DomainError, match="une fois l’appel clos"):
            services.apply_plan(call, plan, plan.fingerprint, by=make_officer(call))
        assert queries.loads_of(call.current_round.id) == {}
    else:
        assert services.apply_plan(call, plan, plan.fingerprint, by=make_officer(call)) == 1


@pytest.mark.parametrize("who", ["another call", "conflict", "full", "invited"])
def test_who_cannot_judge_a_file_is_not_chosen(who: str) -> None:
    call = make_judged_call()
    file = make_filed(call)
    juror = make_juror(
        make_judged_call() if who == "another call" else call,
        capacity=1 if who == "full" else None,
        status=JurorStatus.INVITED if who == "invited" else JurorStatus.ACCEPTED,
    )
    if who == "conflict":
        make_conflict(juror, file)
    if who == "full":
        assign(juror, make_filed(call))

    with pytest.raises(DomainError) as refusal:
        services.choose_jurors(with_call(file), frozenset({juror.id}), by=make_user())

    assert refusal.value.field == "jurors"


def test_a_file_already_judged_is_not_taken_back() -> None:
    call = make_judged_call()
    juror, file = make_juror(call), make_filed(call)
    assign(juror, file)
    make_review(juror, file, 3, None, None, submitted=False)

    with pytest.raises(DomainError):
        services.choose_jurors(with_call(file), frozenset(), by=make_user())

    assert queries.assigned_jurors(file.id) == {juror.id}


def test_a_withdrawn_application_is_not_given() -> None:
    call = make_judged_call()
    juror = make_juror(call)
    file = make_filed(call, status=ApplicationStatus.WITHDRAWN, withdrawn_at=now())

    with pytest.raises(DomainError):
        services.choose_jurors(with_call(file), frozenset({juror.id}), by=make_user())


def test_a_plan_is_applied_as_it_was_previewed(sent) -> None:
    call = make_judged_call()
    jurors = [make_juror(call) for _ in range(3)]
    for _ in range(6):
        make_filed(call)
    plan = queries.plan_of(call.current_round.id, 2)

    count = services.apply_plan(call, plan, plan.fingerprint, by=make_officer(call))

    assert count == 12
    assert queries.loads_of(call.current_round.id) == {juror.id: 4 for juror in jurors}
    assert {message.to_email for message in sent()} == {juror.email for juror in jurors}
    assert sent()[0].subject.startswith("4 files to judge")


def test_a_plan_made_before_a_change_is_refused() -> None:
    call = make_judged_call()
    make_juror(call)
    make_filed(call)
    old = queries.plan_of(call.current_round.id, 1)
    make_filed(call)

    with pytest.raises(ConflictError):
        services.apply_plan(
            call, queries.plan_of(call.current_round.id, 1), old.fingerprint, by=make_user()
        )


def test_an_empty_plan_is_refused() -> None:
    call = make_judged_call()
    plan = queries.plan_of(call.current_round.id, 2)

    with pytest.raises(DomainError):
        services.apply_plan(call, plan, plan.fingerprint, by=make_user())


def test_a_plan_keeps_what_is_given_and_avoids_conflicts() -> None:
    call = make_judged_call()
    one, two, file = make_juror(call), make_juror(call), make_filed(call)
    assign(one, file)
    make_conflict(two, file)

    plan = queries.plan_of(call.current_round.id, 2)

    assert plan.new == ()
    assert plan.missing == {file.id: 1}


def test_a_declaration_without_interest_opens_the_file() -> None:
    call = make_judged_call()
    juror, file = make_juror(call), make_filed(call)
    assign(juror, file, declared=False)

    services.declare_interests(juror, with_call(file), Statement(False), by=user_of(juror))

    assert db.session.scalars(select(Declaration.has_conflict)).all() == [False]
    assert user_of(juror).seat(Assignment, file.id) == "open"


def test_a_declared_conflict_closes_the_file_and_tells_the_funder(sent) -> None:
    call = make_judged_call(contact_email="funder@state.example")
    juror, file = make_juror(call), make_filed(call)
    assign(juror, file, declared=False)

    statement = Statement(True, "My sister works there.")
    services.declare_interests(juror, with_call(file), statement, by=user_of(juror))

    (conflict,) = db.session.scalars(select(ConflictOfInterest)).all()
    assert (conflict.source, conflict.reason) == (
        ConflictSource.DECLARED,
        "My sister works there.",
    )
    assert user_of(juror).seat(Assignment, file.id) is None
    assert user_of(juror).seat(ConflictOfInterest, file.id) == str(call.id)
    (message,) = sent()
    assert message.to_email == "funder@state.example"
    assert "My sister" not in message.text


def test_without_a_contact_the_author_of_the_call_is_told(sent) -> None:
    call = make_judged_call(contact_email="")
    juror, file = make_juror(call), make_filed(call)
    assign(juror, file, declared=False)

    services.declare_interests(juror, with_call(file), Statement(True, "Family"), by=user_of(juror))

    assert sent()[0].to_email == db.session.get_one(User, call.created_by_id).email


def test_a_conflict_has_a_reason() -> None:
    call = make_judged_call()
    juror, file = make_juror(call), make_filed(call)
    assign(juror, file, declared=False)

    with pytest.raises(DomainError) as refusal:
        services.declare_interests(juror, with_call(file), Statement(True, " "), by=user_of(juror))

    assert refusal.value.field == "reason"


def test_a_conflict_is_not_undone_by_its_juror() -> None:
    call = make_judged_call()
    juror, file = make_juror(call), make_filed(call)
    assign(juror, file)
    make_conflict(juror, file)

    with pytest.raises(DomainError):
        services.declare_interests(juror, with_call(file), Statement(False), by=user_of(juror))


def test_nobody_declares_on_a_file_they_were_not_given() -> None:
    call = make_judged_call()
    juror, file = make_juror(call), make_filed(call)

    with pytest.raises(DomainError):
        services.declare_interests(juror, with_call(file), Statement(False), by=user_of(juror))


def test_a_pinned_conflict_closes_the_file_and_tells_the_juror(sent) -> None:
    call = make_judged_call()
    juror, file = make_juror(call), make_filed(call)
    assign(juror, file)

    services.pin_conflict(juror, with_call(file), "A former mayor.", by=make_officer(call))

    assert user_of(juror).seat(Assignment, file.id) is None
    assert user_of(juror).seat(ConflictOfInterest, file.id) == str(call.id)
    (message,) = sent()
    assert message.to_email == juror.email
    assert "former mayor" not in message.text


@pytest.mark.parametrize("problem", ["stranger", "twice", "no reason"])
def test_a_conflict_that_makes_no_sense_is_not_pinned(problem: str) -> None:
    call = make_judged_call()
    juror = make_juror(make_judged_call() if problem == "stranger" else call)
    file = make_filed(call)
    if problem == "twice":
        make_conflict(juror, file)
    reason = "" if problem == "no reason" else "A former mayor."

    with pytest.raises(DomainError):
        services.pin_conflict(juror, with_call(file), reason, by=make_user())


def test_stepping_back_frees_a_place_of_the_load() -> None:
    call = make_judged_call()
    make_jury(call)
    juror, file = make_juror(call, capacity=1), make_filed(call)
    assign(juror, file)
    make_conflict(juror, file)
    other = make_filed(call)

    services.choose_jurors(with_call(other), frozenset({juror.id}), by=make_user())

    assert queries.loads_of(call.current_round.id) == {juror.id: 1}


def test_only_those_who_receive_files_are_told(sent) -> None:
    call = make_judged_call()
    full, free = make_juror(call, capacity=1), make_juror(call)
    assign(full, make_filed(call))
    file = make_filed(call)
    make_conflict(full, file)
    plan = queries.plan_of(call.current_round.id, 1)

    services.apply_plan(call, plan, plan.fingerprint, by=make_officer(call))

    assert [message.to_email for message in sent()] == [free.email]
