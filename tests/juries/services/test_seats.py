"""Verbs on seats: offered, sent again, taken, declined, corrected, removed."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Guest
from callforprojects.core.text.errors import DomainError, Gone, NotAllowed, TooMany
from callforprojects.juries import queries, services
from callforprojects.juries.models import (
    Assignment,
    Juror,
    JurorRole,
    JurorStatus,
)
from callforprojects.juries.services import Offer
from callforprojects.messages.models import Message
from callforprojects.organisations import services as organisations
from callforprojects.organisations.models import Role
from callforprojects.organisations.services import bounds
from tests.factories.accounts import make_user
from tests.factories.juries import (
    assign,
    make_filed,
    make_judged_call,
    make_juror,
    make_officer,
    with_funder,
)
from tests.factories.reviews import make_review
from tests.juries.scenes import invitation_path

pytestmark = pytest.mark.usefixtures("app")

JUDITH = Offer(full_name="Judith Juré", email="Judith@Lab.example ", capacity=4)


def token_in(message: Message) -> str:
    """The secret in the link of an invitation."""
    return invitation_path(message.text).rpartition("/")[2]


def invited(call: Call, offer: Offer = JUDITH) -> Juror:
    db.session.refresh(call, ["funder"])
    return services.invite_juror(call, offer, by=make_user())


def test_an_invitation_leaves_with_a_secret_that_is_not_kept(sent) -> None:
    juror = invited(make_judged_call())

    (message,) = sent()
    token = token_in(message)
    assert (message.to_email, juror.email) == ("judith@lab.example", "judith@lab.example")
    assert juror.status is JurorStatus.INVITED
    assert token not in (juror.token_hash or "")
    assert queries.offered_seat(token) is juror


def test_nobody_sits_twice_in_a_jury() -> None:
    call = make_judged_call()
    invited(call)

    with pytest.raises(DomainError) as refusal:
        invited(call)

    assert refusal.value.field == "email"


def test_a_jury_has_one_chair() -> None:
    call = make_judged_call()
    make_juror(call, role=JurorRole.CHAIR)

    with pytest.raises(DomainError) as refusal:
        invited(call, Offer(full_name="B", email="b@lab.example", role=JurorRole.CHAIR))

    assert refusal.value.field == "role"


def test_a_chair_who_left_makes_room_for_another() -> None:
    call = make_judged_call()
    make_juror(call, role=JurorRole.CHAIR, status=JurorStatus.REMOVED)

    juror = invited(call, Offer(full_name="B", email="b@lab.example", role=JurorRole.CHAIR))

    assert juror.role is JurorRole.CHAIR


def test_who_declined_can_be_asked_again() -> None:
    call = make_judged_call()
    juror = invited(call)
    services.decline_seat(with_funder(juror), by=make_user())

    again = invited(call, Offer(full_name="Judith J.", email=JUDITH.email))

    assert (again.id, again.status, again.full_name) == (juror.id, JurorStatus.INVITED, "Judith J.")
    assert again.answered_at is None


def test_an_invitation_is_used_once(sent) -> None:
    juror = invited(make_judged_call())
    token = token_in(sent()[0])
    services.accept_seat(with_funder(juror), by=make_user(email="judith@lab.example"))

    with pytest.raises(Gone):
        queries.offered_seat(token)


def test_an_invitation_expires(sent) -> None:
    invited(make_judged_call())
    token = token_in(sent()[0])

    with time_machine.travel(now() + timedelta(days=22), tick=False), pytest.raises(Gone):
        queries.offered_seat(token)


def test_a_new_link_ends_the_former_one(sent) -> None:
    juror = invited(make_judged_call())
    services.resend_juror_invitation(with_funder(juror), by=make_user())

    first, second = (token_in(message) for message in sent())
    with pytest.raises(Gone):
        queries.offered_seat(first)
    assert queries.offered_seat(second) is juror


def test_an_answered_invitation_is_not_sent_again() -> None:
    juror = make_juror(make_judged_call())

    with pytest.raises(DomainError):
        services.resend_juror_invitation(with_funder(juror), by=make_user())


def test_another_account_takes_the_seat_under_its_own_name_and_both_are_told(sent) -> None:
    call = make_judged_call(contact_email="calls@funder.example")
    juror = invited(call)
    user = make_user(email="somebody@else.example", first_name="Sam", last_name="Else")

    services.accept_seat(with_funder(juror), by=user)
    db.session.flush()

    assert (juror.status, juror.email, juror.full_name) == (
        JurorStatus.ACCEPTED,
        "somebody@else.example",
        "Sam Else",
    )
    told = [message for message in sent() if message.template != "juries/invitation"]
    assert {message.to_email for message in told} == {"judith@lab.example", "calls@funder.example"}
    assert not [message for message in told if "Sam" in message.text]


def test_a_guest_takes_no_seat() -> None:
    juror = invited(make_judged_call())

    with pytest.raises(NotAllowed):
        services.accept_seat(with_funder(juror), by=Guest())

    assert juror.status is JurorStatus.INVITED


@pytest.mark.parametrize("status", [JurorStatus.REMOVED, JurorStatus.DECLINED, JurorStatus.INVITED])
def test_who_was_removed_declined_or_is_invited_takes_no_seat_of_another(status) -> None:
    call = make_judged_call()
    user = make_user(email="former@lab.example")
    make_juror(call, user=user, email=user.email, status=status)
    juror = invited(call)

    with pytest.raises(DomainError):
        services.accept_seat(with_funder(juror), by=user)


def test_accepting_gives_the_seat() -> None:
    call = make_judged_call()
    juror = invited(call)
    user = make_user(email="judith@lab.example")

    services.accept_seat(with_funder(juror), by=user)
    db.session.flush()

    assert (juror.status, juror.user_id, juror.token_hash) == (
        JurorStatus.ACCEPTED,
        user.id,
        None,
    )
    assert user.seat(Juror, call.id) == "member"


def test_one_person_has_one_seat() -> None:
    call = make_judged_call()
    user = make_user(email="judith@lab.example")
    make_juror(call, user=user, email="former@lab.example")
    juror = invited(call)

    with pytest.raises(DomainError):
        services.accept_seat(with_funder(juror), by=user)


def test_a_juror_is_corrected() -> None:
    juror = make_juror(make_judged_call())
    offer = Offer(full_name="New name", email="x@y.example", employer="Cerema", capacity=7)

    services.update_juror(with_funder(juror), offer, by=make_user())

    assert (juror.full_name, juror.employer, juror.capacity) == ("New name", "Cerema", 7)
    assert juror.email != "x@y.example"


def test_removing_a_juror_frees_what_they_had_not_begun() -> None:
    call = make_judged_call()
    juror, begun, free = make_juror(call), make_filed(call), make_filed(call)
    assign(juror, begun, free)
    make_review(juror, begun, 5, 5, 5)

    services.remove_juror(with_funder(juror), by=make_user())

    assert juror.status is JurorStatus.REMOVED
    assert db.session.scalars(select(Assignment.application_id)).all() == [begun.id]


def test_a_due_date_makes_the_jury() -> None:
    call = make_judged_call()
    day = to_paris(now()).date() + timedelta(days=20)

    services.set_due_date(call, day, by=make_user())

    jury = queries.jury_of(call.current_round.id)
    assert jury is not None
    assert jury.reviews_due_on == day


def test_a_past_due_date_is_refused() -> None:
    with pytest.raises(DomainError) as refusal:
        services.set_due_date(
            make_judged_call(), to_paris(now()).date() - timedelta(days=1), by=make_user()
        )

    assert refusal.value.field == "reviews_due_on"


def test_nothing_changes_once_the_results_are_announced() -> None:
    call = make_judged_call(announced_at=now() - timedelta(hours=1))

    with pytest.raises(DomainError):
        services.set_due_date(call, None, by=make_user())


def test_a_funder_writes_to_so_many_people_a_day_whatever_it_invites_them_to(monkeypatch) -> None:
    monkeypatch.setattr(bounds, "INVITATIONS_OF_FUNDER", 3)
    call, other = make_judged_call(), make_judged_call()
    other.funder_id = call.funder_id
    officer = make_officer(call)
    juror = invited(call)
    services.resend_juror_invitation(with_funder(juror), by=officer)
    db.session.refresh(other, ["funder"])
    invitee = organisations.Invitee(email="colleague@state.example", role=Role.EDITOR)
    organisations.invite(other.funder, invitee, by=officer)

    for another in (
        lambda: invited(other),
        lambda: services.resend_juror_invitation(with_funder(juror), by=officer),
        lambda: organisations.invite(
            other.funder, replace(invitee, email="another@state.example"), by=officer
        ),
    ):
        with pytest.raises(TooMany) as refused:
            another()
        assert 86_000 < refused.value.retry_after <= 86_401

    with time_machine.travel(now() + timedelta(days=1, minutes=1)):
        invited(other)


def test_too_many_invitations_are_told_on_the_page(monkeypatch, sign_in) -> None:
    monkeypatch.setattr(bounds, "INVITATIONS_OF_FUNDER", 1)
    call = make_judged_call()
    invited(call)
    page = sign_in(make_officer(call)).get(f"/juries/calls/{call.id}/invite")

    answer = page.submit("Send the invitation", full_name="Paul", email="paul@lab.example")

    assert answer.status == 429
    assert answer.errors[0] == "Your organisation has sent 1 invitations today."
    assert answer.value("full_name") == "Paul"
