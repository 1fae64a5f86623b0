"""Joining two accounts: asked by the one that is kept, proved by both, done once, said to both."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from callforprojects.accounts import queries, services
from callforprojects.accounts.models import TokenPurpose, User, UserSession
from callforprojects.accounts.services import tokens
from callforprojects.activity.queries import activity_of, last_change_of
from callforprojects.activity.services import record
from callforprojects.applications.models import Application
from callforprojects.calls.queries import authors_of
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError, Gone, TooMany
from callforprojects.core.text.i18n import in_language
from callforprojects.messages.models import Message, MessageStatus
from callforprojects.organisations import services as organisations
from callforprojects.organisations.models import JoinRequest, Membership, Role
from tests.accounts.scenes import token_in
from tests.factories.accounts import PASSWORD, join, make_administrator, make_user
from tests.factories.applications import make_application, make_body
from tests.factories.calls import make_call
from tests.factories.messages import make_message
from tests.factories.organisations import (
    make_funder,
    make_invitation,
    make_join_request,
    make_member,
)

KEPT, OTHER = "ada@town.example", "ada@region.example"


@pytest.fixture(autouse=True)
def _english(app):
    with in_language("en"):
        yield


@pytest.fixture
def kept():
    return make_user(email=KEPT, password=PASSWORD, first_name="Ada", last_name="Lovelace")


@pytest.fixture
def other():
    return make_user(email=OTHER, password=PASSWORD, first_name="Ada", last_name="Byron")


def asked(user, sent, email=OTHER):
    """The link that the other address has."""
    services.ask_join(user, email, PASSWORD)
    return token_in(sent()[-1])


def moving(gone, kept):
    return [str(each) for each in services.joining_of(gone, kept).moving]


def obstacles(gone, kept):
    return [str(each.sentence) for each in services.joining_of(gone, kept).obstacles]


def test_the_other_account_is_closed_and_both_addresses_are_told(kept: User, other: User, sent):
    session, _key = services.open_session(other, "Firefox")
    link = asked(kept, sent)
    assert (sent()[0].to_email, sent()[0].template, sent()[0].is_secret) == (
        OTHER, "accounts/join_link", True,
    )  # fmt: skip
    assert KEPT not in sent()[0].text + sent()[0].html

    services.join_accounts(link, PASSWORD, by=kept)
    db.session.commit()

    assert (other.first_name, other.last_name, other.password_hash) == ("", "", None)
    assert (other.is_active, other.email) == (False, f"{other.id.hex}@closed.invalid")
    assert (kept.email, kept.full_name) == (KEPT, "Ada Lovelace")
    assert session.ended_at is not None
    assert [(m.to_email, m.template, m.user_id) for m in sent()] == [
        (KEPT, "accounts/joined", kept.id),
        (OTHER, "accounts/joined_to", None),
    ]
    assert OTHER in sent()[0].text
    assert KEPT in sent()[1].text
    assert queries.account_joined_by(other.id) is kept
    with pytest.raises(Gone):
        services.join_accounts(link, PASSWORD, by=kept)


def test_an_address_without_account_is_told_so_and_the_page_is_not(kept, sent):
    services.sign_up("nobody@region.example", "fr")  # asked for, and proved by nobody
    before = len(sent())

    for email in ("nobody@region.example", "unknown@region.example"):
        services.ask_join(kept, email, PASSWORD)
        token = queries.pending_token(kept.id, TokenPurpose.JOIN)
        assert token is not None
        assert token.email == email

    assert [(m.to_email, m.template) for m in sent()[before:]] == [
        ("nobody@region.example", "accounts/join_unknown"),
        ("unknown@region.example", "accounts/join_unknown"),
    ]
    assert KEPT not in sent()[-1].text + sent()[-1].html


@pytest.mark.parametrize(
    ("email", "password", "field"),
    [(OTHER, "wrong", "present_password"), (KEPT.upper(), PASSWORD, "email")],
)
def test_what_is_wrong_is_said_beside_its_field(kept, sent, email, password, field):
    with pytest.raises(DomainError) as refused:
        services.ask_join(kept, email, password)

    assert (refused.value.field, sent()) == (field, [])


def test_nobody_fills_the_mailbox_of_another(kept, other):
    for number in range(2):
        services.ask_join(kept, f"{number}{OTHER}", PASSWORD)
    services.ask_join(kept, OTHER, PASSWORD)

    with pytest.raises(TooMany):
        services.ask_join(kept, OTHER, PASSWORD)


def test_the_link_is_for_the_account_that_asked_and_for_a_day(kept, other, sent):
    link = asked(kept, sent)
    db.session.commit()

    for stranger in (other, make_user(password=PASSWORD)):
        with pytest.raises(Gone):
            services.join_accounts(link, PASSWORD, by=stranger)
    with (
        time_machine.travel(now() + timedelta(days=1, minutes=1), tick=False),
        pytest.raises(Gone),
    ):
        services.join_accounts(link, PASSWORD, by=kept)

    assert other.closed_at is None


def test_the_password_of_the_other_account_is_asked_for(kept, other, sent):
    link = asked(kept, sent)
    other.password_hash = None

    with pytest.raises(DomainError) as refused:
        services.join_accounts(link, PASSWORD, by=kept)

    assert refused.value.field == "other_password"
    assert other.closed_at is None


def test_an_account_closed_meanwhile_is_joined_to_nothing(kept, other, sent):
    link = asked(kept, sent)
    services.close_account(other, by=other)

    with pytest.raises(Gone):
        services.join_accounts(link, PASSWORD, by=kept)


def test_the_address_can_have_another_account_afterwards(kept, other):
    join(other, kept)

    services.sign_up(OTHER, "fr")

    found = db.session.scalars(select(User).where(User.email == OTHER)).one()
    assert found.id != other.id


def test_an_administrator_is_not_absorbed_and_nobody_becomes_one(kept):
    administrator = make_administrator(password=PASSWORD)
    make_administrator()

    (sentence,) = obstacles(administrator, kept)
    assert sentence.startswith("The other account administers the platform")
    with pytest.raises(DomainError, match="administers the platform"):
        join(administrator, kept)

    assert (administrator.closed_at, kept.is_administrator) == (None, False)
    join(kept, administrator)
    assert administrator.is_administrator


def test_of_two_administrators_the_platform_keeps_one(other):
    other.is_administrator = True
    administrator = make_administrator(password=PASSWORD)

    join(other, administrator)

    assert (administrator.is_administrator, other.is_administrator) == (True, False)


def test_an_address_that_can_be_taken_back_is_waited_for(kept, other, sent):
    services.ask_address(other, "thief@mailbox.example", PASSWORD)
    link = token_in(sent()[0])
    assert obstacles(other, kept) == []
    services.confirm_address(link, by=other)
    db.session.commit()

    (sentence,) = obstacles(other, kept)
    assert sentence.startswith("The address of the other account has changed")
    with time_machine.travel(now() + timedelta(days=7, minutes=1), tick=False):
        assert obstacles(other, kept) == []


def test_seats_move_and_the_higher_role_is_kept(kept, other):
    alone, both = make_body(name="Alone"), make_body(name="Both")
    make_member(alone, Role.ADMINISTRATOR, user=other)
    make_member(both, Role.READER, user=kept)
    make_member(both, Role.EDITOR, user=other)
    db.session.scalars(select(Membership).where(Membership.role == Role.EDITOR)).one(
    ).is_signatory = True  # fmt: skip

    assert set(moving(other, kept)) >= {
        "The seat in Alone: Administrator.",
        "The seat in Both, where both accounts have one. The higher role is kept: Editor.",
    }
    join(other, kept)

    seats = db.session.scalars(select(Membership).order_by(Membership.organisation_id)).all()
    assert [(s.organisation_id, s.user_id, s.role, s.is_signatory) for s in seats] == [
        (alone.id, kept.id, Role.ADMINISTRATOR, False),
        (both.id, kept.id, Role.EDITOR, True),
    ]


def test_invitations_and_requests_follow(kept, other):
    town, there = make_body(), make_body()
    invitation, clear = make_invitation(town, email=OTHER)
    twice, _ = make_invitation(there, email=OTHER)
    make_invitation(there, email=KEPT)
    make_member(there, user=kept)
    asked_both = make_body()
    for organisation, user in ((there, other), (asked_both, other), (asked_both, kept)):
        make_join_request(organisation, user=user)

    join(other, kept)

    assert (invitation.email, twice.revoked_at is None) == (KEPT, False)
    waiting = db.session.scalars(select(JoinRequest)).all()
    assert [(r.organisation_id, r.user_id) for r in waiting] == [(asked_both.id, kept.id)]
    assert organisations.accept_invitation(clear, by=kept).organisation_id == town.id


def test_what_was_filed_is_theirs_and_frozen(kept, other):
    town = make_body()
    make_member(town, user=other)
    filed = make_application(organisation=town, by=other, submitted=True)
    (submission,) = filed.submissions
    before = (submission.snapshot_text, submission.sha256, submission.updated_at)

    assert "1 application begun or filed, with the answers written." in moving(other, kept)
    join(other, kept)

    db.session.refresh(submission)
    assert (submission.snapshot_text, submission.sha256, submission.updated_at) == before
    assert submission.submitted_by_id == kept.id
    assert db.session.get_one(Application, filed.id).created_by_id == kept.id


def test_history_shows_the_name_of_who_it_is_now(kept, other):
    funder = make_funder()
    make_member(funder, user=other)
    call = make_call(funder=funder)
    profile = services.ProfileDetails(
        first_name="Ada", last_name="Byron", job_title="", phone="", language="en"
    )
    services.update_profile(other, profile)
    record("call.updated", call, by=other)
    change = last_change_of(other)
    assert change is not None
    assert change.name == "Ada Byron"

    join(other, kept)

    assert [(e.actor, str(e.sentence)) for e in activity_of(other)] == [
        ("Ada Lovelace", "joined this account to another one of the same person"),
        ("Ada Lovelace", "changed their profile"),
    ]
    change = last_change_of(other)
    assert change is not None
    assert change.by_id == kept.id
    assert [user.id for user in authors_of(call, besides=make_user())] == [kept.id]
    services.close_account(kept, by=make_administrator())
    assert {e.actor for e in activity_of(other)} == {"Closed account"}


def test_what_was_joined_follows_again(kept, other):
    first = make_user(password=PASSWORD)
    services.choose_language(first, "fr")
    join(first, other)
    join(other, kept)

    assert queries.account_joined_by(first.id) is kept
    assert {e.actor for e in activity_of(first)} == {"Ada Lovelace"}


def test_mails_are_theirs_and_what_waits_leaves_once(kept, other, sent):
    about = {"about_kind": "decision", "about_id": kept.id}
    receipt = make_message(to_email=OTHER, user_id=other.id, template="applications/receipt")
    before_account = make_message(to_email=OTHER, template="organisations/invitation")
    for person in (kept, other):
        make_message(
            to_email=person.email, user_id=person.id, template="selection/decision",
            status=MessageStatus.HELD, **about,
        )  # fmt: skip
    only = make_message(
        to_email=OTHER, user_id=other.id, template="selection/decision", status=MessageStatus.HELD
    )
    make_message(to_email="officer@funder.example", reply_to=OTHER)
    make_message(to_email=OTHER, user_id=other.id, template="accounts/password_changed")
    for each in (receipt, before_account):
        each.status, each.sent_at = MessageStatus.SENT, now()
    db.session.flush()

    join(other, kept)

    left = {m.template for m in sent() if m.to_email == OTHER}
    assert left == {"applications/receipt", "organisations/invitation", "accounts/joined_to",
                    "selection/decision"}  # fmt: skip
    assert {receipt.user_id, before_account.user_id} == {kept.id}
    letters = db.session.scalars(
        select(Message).where(Message.template == "selection/decision").order_by(Message.id)
    ).all()
    assert [(m.to_email, m.status) for m in letters] == [
        (KEPT, MessageStatus.HELD), (OTHER, MessageStatus.CANCELLED), (KEPT, MessageStatus.HELD),
    ]  # fmt: skip
    assert only in letters
    assert OTHER not in {m.reply_to for m in sent()}


def test_links_sent_to_the_other_account_stop_working(kept, other):
    reset = tokens.issue(other, TokenPurpose.RESET)

    join(other, kept)

    with pytest.raises(Gone):
        services.reset_password(reset, "quatre chevaux bleus")
    ended = db.session.scalars(select(UserSession).where(UserSession.user_id == other.id)).all()
    assert all(session.ended_at for session in ended)
