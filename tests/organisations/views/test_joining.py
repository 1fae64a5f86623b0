"""The pages by which people come to belong: invitations and requests."""

from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from callforprojects.core.data.database import db
from callforprojects.organisations.models import Invitation, Role
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.organisations import (
    make_invitation,
    make_join_request,
    make_member,
    make_organisation,
    make_territory_organisation,
)
from tests.factories.territories import make_territory
from tests.finding import found
from tests.organisations.scenes import path

SCRIPT = "<script>alert(1)</script>"


def link_in(message):
    return urlsplit(found(r"http://127\.0\.0\.1:5000(\S+)", message.text)).path


def invite(browser, organisation, email="invited@town.example"):
    page = browser.get(path(organisation, "/invite"))
    return page.submit("Invite", email=email, role="editor")


@pytest.mark.usefixtures("mail_server")
def test_from_the_invitation_to_the_seat_through_a_new_account(
    app, browser, sign_in, organisation, administrator, sent
):
    assert (
        invite(sign_in(administrator), organisation).follow().has("The invitation is on its way.")
    )
    page = browser.get(link_in(sent()[0]))
    assert page.has("invites you to join Atelier du fleuve.")

    names = {"first_name": "Anne", "last_name": "Roux", "password": PASSWORD}
    page = page.submit("Accept", **names).follow()

    assert page.has("You are now a member.")
    assert "Members" in page.links
    assert [message.template for message in sent()] == [
        "organisations/invitation",
        "accounts/opened",
        "organisations/invitation_accepted",
    ]


def test_an_account_asked_for_and_not_confirmed_is_opened_by_the_invitation(
    browser, organisation, sent
):
    user = make_user(email="invited@town.example", confirmed=False)
    invitation, clear = make_invitation(organisation)
    names = {"first_name": "Anne", "last_name": "Roux", "password": PASSWORD}

    page = browser.get(f"/organisations/invitations/accept/{clear}").submit("Accept", **names)

    assert page.location == path(organisation)
    db.session.refresh(user)
    assert user.confirmed_at is not None
    db.session.refresh(invitation)
    assert invitation.accepted_at is not None


def test_whoever_has_an_account_signs_in_with_its_address_filled_in(browser, organisation):
    make_user(email="invited@town.example", password=PASSWORD)
    _invitation, clear = make_invitation(organisation)
    here = f"/organisations/invitations/accept/{clear}"

    page = browser.get(here)
    assert page.has("invited@town.example has an account")
    form = page.follow("Sign in and answer")
    assert form.value("email") == "invited@town.example"
    assert form.has("This step leads to the invitation to join Atelier du fleuve.")

    assert form.submit("Sign in", password=PASSWORD).location == here


def test_sign_up_has_the_address_of_the_invitation(browser, organisation):
    _invitation, clear = make_invitation(organisation)
    here = f"/organisations/invitations/accept/{clear}"

    assert browser.get(f"/accounts/sign-up?next={here}").value("email") == "invited@town.example"


def test_nobody_opens_an_account_that_exists_by_an_invitation(browser, organisation):
    user = make_user(email="invited@town.example", password=PASSWORD)
    _invitation, clear = make_invitation(organisation)
    before = user.password_hash

    page = browser.post(
        f"/organisations/invitations/accept/{clear}",
        data={"csrf_token": browser.token(), "first_name": "E", "last_name": "Vil"}
        | {"password": "another good password"},
    )

    assert page.status == 422
    db.session.refresh(user)
    assert (user.password_hash, user.first_name) == (before, user.first_name)


def test_the_invitation_of_an_unproved_address_holds_nothing_that_a_stranger_typed(sign_in, sent):
    lure = make_organisation(name="Prize at evil.example")
    stranger = make_member(lure, Role.ADMINISTRATOR)
    stranger.first_name = "Gagnez-un-prix"

    invite(sign_in(stranger), lure, "somebody@elsewhere.example")

    (message,) = sent()
    for part in (message.subject, message.text, message.html):
        assert "evil.example" not in part
        assert "Gagnez" not in part


def test_the_invitation_of_a_proved_address_names_who_invites(
    sign_in, organisation, administrator, sent
):
    make_user(email="known@town.example")

    invite(sign_in(administrator), organisation, "known@town.example")

    (message,) = sent()
    assert message.subject == "Invitation to join Atelier du fleuve"
    assert administrator.full_name in message.text


def test_a_territory_invites_under_its_official_name(sign_in, sent):
    make_territory()
    body = make_territory_organisation(name="Prize at evil.example")

    invite(sign_in(make_member(body, Role.ADMINISTRATOR)), body, "somebody@elsewhere.example")

    (message,) = sent()
    assert message.subject == "Invitation to join Rennes"
    assert "evil.example" not in message.text


def test_another_account_is_named_before_it_takes_the_seat(sign_in, organisation):
    _invitation, clear = make_invitation(organisation)
    browser = sign_in(make_user(email="anne@home.example", first_name="Anne", last_name="Roux"))

    page = browser.get(f"/organisations/invitations/accept/{clear}")
    assert page.has("You are signed in as Anne Roux (anne@home.example).")
    assert page.has("The invitation was sent to invited@town.example.")

    assert page.submit("Accept").follow().has("You are now a member.")


def test_opening_an_invitation_accepts_nothing(sign_in, organisation):
    invitation, clear = make_invitation(organisation)
    browser = sign_in(make_user(email="invited@town.example"))

    for _reading in range(2):
        assert browser.get(f"/organisations/invitations/accept/{clear}").status == 200

    db.session.refresh(invitation)
    assert invitation.accepted_at is None


def test_an_invitation_used_or_unknown_is_gone(sign_in, organisation):
    _invitation, clear = make_invitation(organisation)
    browser = sign_in(make_user(email="invited@town.example"))
    page = browser.get(f"/organisations/invitations/accept/{clear}")
    page.submit("Accept")

    for token in (clear, "unknown"):
        again = browser.get(f"/organisations/invitations/accept/{token}")
        assert (again.status, again.h1) == (410, "This invitation no longer works")


@pytest.mark.usefixtures("mail_server")
def test_invitations_are_sent_again_and_taken_back(sign_in, organisation, administrator, sent):
    make_invitation(organisation, invited_by=administrator)
    browser = sign_in(administrator)
    page = browser.get(path(organisation, "/members"))

    page = page.submit("Send again invited@town.example").follow()
    assert page.has("The invitation is on its way.")
    page = page.submit("Take back invited@town.example").follow()

    assert page.has("The invitation is taken back.")
    assert not page.has("invited@town.example")
    assert [message.template for message in sent()] == ["organisations/invitation"]
    assert browser.get(link_in(sent()[0])).status == 410


def test_taking_back_what_was_accepted_meanwhile_is_a_conflict(
    sign_in, organisation, administrator
):
    invitation, _clear = make_invitation(organisation, invited_by=administrator)
    page = sign_in(administrator).get(path(organisation, "/members"))
    invitation.accepted_at = invitation.created_at

    assert page.submit("Take back invited@town.example").status == 409


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "Enter the address of the person to invite."),
        ("anne", "Enter a complete e-mail address, for example name@town.fr."),
    ],
)
def test_who_to_invite_must_be_said(sign_in, organisation, administrator, email, sentence):
    page = invite(sign_in(administrator), organisation, email)

    assert page.errors == [f"E-mail address: {sentence}"]
    assert db.session.scalars(select(Invitation)).all() == []


def test_a_role_that_does_not_exist_is_refused(sign_in, organisation, administrator):
    page = (
        sign_in(administrator)
        .get(path(organisation, "/invite"))
        .submit("Invite", email="a@town.example", role="owner")
    )

    assert page.status == 422


@pytest.mark.usefixtures("mail_server")
def test_a_colleague_asks_to_join_and_is_let_in(sign_in, organisation, administrator, sent):
    colleague = sign_in(make_user(email="anne@ours.example"))

    page = (
        colleague.get(path(organisation))
        .follow("Ask to join")
        .submit("Send my request", message=SCRIPT)
        .follow()
    )
    assert page.has("Your request to join waits for an answer.")
    assert SCRIPT not in sent()[0].html
    answer = sign_in(administrator).get(link_in(sent()[0]))
    assert answer.has(SCRIPT)
    assert answer.submit("Answer", answer="reader").follow().has("Your answer is on its way.")

    assert colleague.get(path(organisation, "/members")).status == 200
    assert [message.template for message in sent()] == [
        "organisations/join_requested",
        "organisations/join_approved",
    ]


def test_a_request_is_refused_and_answered_once(sign_in, organisation, administrator, sent):
    request = make_join_request(organisation)
    browser = sign_in(administrator)
    page = browser.get(f"/organisations/join-requests/{request.id}")
    page.submit("Answer", answer="refuse")

    again = page.submit("Answer", answer="editor")

    assert again.status == 409
    assert again.has("Refused")
    assert [message.template for message in sent()] == ["organisations/join_refused"]


def test_an_answer_must_be_chosen(sign_in, organisation, administrator):
    request = make_join_request(organisation)

    page = sign_in(administrator).get(f"/organisations/join-requests/{request.id}").submit("Answer")

    assert page.errors == ["Your answer: Choose an answer."]


def test_asking_twice_is_refused(sign_in, organisation):
    browser = sign_in(make_user(email="anne@ours.example"))
    page = browser.get(path(organisation, "/join"))
    page.submit("Send my request")

    again = page.submit("Send my request", message="The town planning service.")
    assert again.errors == ["Your request waits for an answer already."]


def test_the_pages_and_mails_speak_french(sign_in, organisation, administrator, sent):
    administrator.language = "fr"
    browser = sign_in(administrator)

    headings = [
        browser.get(place).h1
        for place in (
            "/organisations/",
            "/organisations/create",
            path(organisation, "/edit"),
            path(organisation, "/members"),
        )
    ]
    browser.get(path(organisation, "/invite")).submit(
        "Inviter", email="new@town.example", role="reader"
    )

    assert headings == [
        "Organisations",
        "Inscrire une organisation",
        "Modifier l’organisation",
        "Membres",
    ]
    assert sent()[0].subject == "Invitation à rejoindre une organisation"
    assert "jusqu’au" in sent()[0].text
