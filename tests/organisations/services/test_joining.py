"""Coming to belong: invitations and requests."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Guest
from callforprojects.core.text.errors import ConflictError, DomainError, Gone, NotAllowed
from callforprojects.messages.models import Message
from callforprojects.organisations import queries, services
from callforprojects.organisations.models import (
    JoinRequestStatus,
    Role,
)
from callforprojects.organisations.services import (
    Invitee,
)
from tests.factories.accounts import make_user
from tests.factories.organisations import (
    make_invitation,
    make_join_request,
    make_member,
)
from tests.finding import found
from tests.organisations.scenes import refusal, seat, templates, verbs

pytestmark = pytest.mark.usefixtures("app")


def token_in(message):
    return found(r"/accept/([\w-]+)", message.text)


def test_an_invitation_leaves_by_mail_and_gives_a_seat_once(organisation, sent):
    administrator = make_member(organisation, Role.ADMINISTRATOR)
    person = make_user(email="invited@town.example")

    services.invite(
        organisation,
        Invitee(email="Invited@Town.example", role=Role.EDITOR, is_signatory=True),
        by=administrator,
    )
    clear = token_in(sent()[0])
    services.accept_invitation(clear, by=person)

    assert seat(person, organisation) == (
        Role.EDITOR,
        True,
    )
    assert templates(sent) == [
        ("organisations/invitation", "invited@town.example"),
        ("organisations/invitation_accepted", administrator.email),
    ]
    with pytest.raises(Gone):
        services.accept_invitation(clear, by=person)
    assert verbs() == ["member.invited", "member.joined"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_stranger_is_invited_in_the_language_of_who_invites(organisation, language, sent):
    administrator = make_member(organisation, Role.ADMINISTRATOR, user=make_user(language=language))

    services.invite(
        organisation, Invitee(email="new@town.example", role=Role.READER), by=administrator
    )

    assert sent()[0].subject.startswith(
        {"fr": "Invitation à rejoindre", "en": "Invitation to join"}[language]
    )


def test_members_and_people_invited_are_not_invited_again(organisation):
    member = make_member(organisation)
    make_invitation(organisation, email="waiting@town.example")

    for email in (member.email, "waiting@town.example"):
        assert (
            refusal(
                services.invite, organisation, Invitee(email=email, role=Role.READER), by=member
            )
            == "email"
        )


def test_another_account_takes_the_seat_and_both_are_told(organisation, sent):
    invitation, clear = make_invitation(organisation)
    somebody = make_user(email="anne@home.example")

    services.accept_invitation(clear, by=somebody)

    assert seat(somebody, organisation) is not None
    told = {message.to_email: message for message in sent()}
    assert set(told) == {invitation.invited_by.email, "invited@town.example"}
    assert "anne@home.example" in told[invitation.invited_by.email].text
    assert "anne@home.example" not in told["invited@town.example"].text
    with pytest.raises(Gone):
        services.accept_invitation(clear, by=make_user(email="invited@town.example"))


def test_a_guest_accepts_nothing(organisation):
    _invitation, clear = make_invitation(organisation)

    with pytest.raises(NotAllowed):
        services.accept_invitation(clear, by=Guest())


def test_a_member_leaves_the_invitation_of_another(organisation):
    invitation, clear = make_invitation(organisation)

    with pytest.raises(DomainError):
        services.accept_invitation(clear, by=make_member(organisation, Role.READER))

    assert invitation.accepted_at is None


def test_an_invitation_lasts_two_weeks_and_is_sent_again(organisation, sent):
    invitation, before = make_invitation(organisation)
    person = make_user(email="invited@town.example")
    administrator = make_member(organisation, Role.ADMINISTRATOR)

    with time_machine.travel(now() + timedelta(days=14, minutes=1)):
        with pytest.raises(Gone):
            services.accept_invitation(before, by=person)
        services.resend_member_invitation(pending(invitation), by=administrator)
        with pytest.raises(Gone):
            services.accept_invitation(before, by=person)
        services.accept_invitation(token_in(sent()[0]), by=person)

    assert seat(person, organisation) is not None


def pending(invitation):
    from sqlalchemy.orm import joinedload

    from callforprojects.organisations.models import Invitation

    return db.session.scalars(
        select(Invitation)
        .where(Invitation.id == invitation.id)
        .options(joinedload(Invitation.organisation))
    ).one()


def test_who_never_answered_is_forgotten_three_months_later(organisation, administrator, sent):
    invitee = Invitee(email="new@town.example", role=Role.READER)
    kept = services.invite(
        organisation, replace(invitee, email="kept@town.example"), by=administrator
    )
    gone = services.invite(organisation, invitee, by=administrator)
    gone.expires_at = now() - timedelta(days=90, seconds=1)
    kept.expires_at = now() - timedelta(days=89)
    db.session.flush()

    assert services.forget_unanswered_invitations(now()) == 1

    assert [each.email for each in queries.pending_invitations(organisation.id)] == [kept.email]
    assert db.session.scalars(select(Message.to_email)).all() == [kept.email]


def test_an_invitation_taken_back_no_longer_works(organisation):
    invitation, clear = make_invitation(organisation)
    administrator = make_member(organisation, Role.ADMINISTRATOR)

    services.revoke_invitation(pending(invitation), by=administrator)

    with pytest.raises(Gone):
        services.accept_invitation(clear, by=make_user(email="invited@town.example"))
    with pytest.raises(ConflictError):
        services.revoke_invitation(pending(invitation), by=administrator)
    with pytest.raises(ConflictError):
        services.resend_member_invitation(pending(invitation), by=administrator)
    assert verbs() == ["invitation.cancelled"]


def test_who_has_a_seat_meanwhile_keeps_it(organisation):
    _invitation, clear = make_invitation(organisation, role=Role.READER)
    person = make_member(
        organisation, Role.ADMINISTRATOR, user=make_user(email="invited@town.example")
    )

    membership = services.accept_invitation(clear, by=person)

    assert membership.role is Role.ADMINISTRATOR


def test_a_colleague_asks_and_the_administrators_are_told(organisation, sent):
    administrator = make_member(organisation, Role.ADMINISTRATOR)
    make_member(organisation, Role.EDITOR)
    colleague = make_user(email="colleague@ours.example")

    request = services.request_to_join(organisation, "Service des sports", by=colleague)

    assert request.status is JoinRequestStatus.PENDING
    assert templates(sent) == [("organisations/join_requested", administrator.email)]
    assert "Service des sports" in sent()[0].text
    assert str(request.id) in sent()[0].text
    assert refusal(services.request_to_join, organisation, "", by=colleague) is None
    assert verbs() == ["join_request.made"]


def test_who_has_a_seat_does_not_ask_for_one(organisation):
    member = make_member(organisation)

    refusal(services.request_to_join, organisation, "", by=member)

    assert queries.pending_requests(organisation.id) == []


def asked(request):
    from sqlalchemy.orm import joinedload

    from callforprojects.organisations.models import JoinRequest

    query = select(JoinRequest).where(JoinRequest.id == request.id)
    return db.session.scalars(
        query.options(joinedload(JoinRequest.organisation), joinedload(JoinRequest.user))
    ).one()


def test_a_request_is_approved_once(organisation, sent):
    administrator, person = make_member(organisation, Role.ADMINISTRATOR), make_user()
    request = make_join_request(organisation, person)

    services.approve_request(asked(request), Role.EDITOR, by=administrator)

    assert seat(person, organisation) == (Role.EDITOR, False)
    assert (request.status, request.decided_by_id) == (JoinRequestStatus.APPROVED, administrator.id)
    assert templates(sent) == [("organisations/join_approved", person.email)]
    with pytest.raises(ConflictError):
        services.refuse_request(asked(request), by=administrator)


def test_a_request_is_refused(organisation, sent):
    administrator, person = make_member(organisation, Role.ADMINISTRATOR), make_user()
    request = make_join_request(organisation, person)

    services.refuse_request(asked(request), by=administrator)

    assert seat(person, organisation) is None
    assert request.status is JoinRequestStatus.REFUSED
    assert templates(sent) == [("organisations/join_refused", person.email)]
    assert verbs() == ["join_request.refused"]


def test_approving_who_has_a_seat_meanwhile_changes_nothing_of_it(organisation):
    administrator, person = make_member(organisation, Role.ADMINISTRATOR), make_user()
    request = make_join_request(organisation, person)
    make_member(organisation, Role.ADMINISTRATOR, user=person)

    services.approve_request(asked(request), Role.READER, by=administrator)

    assert seat(person, organisation) == (Role.ADMINISTRATOR, False)
