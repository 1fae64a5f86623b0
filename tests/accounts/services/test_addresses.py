"""Changing one's address: proved by the new one, stopped by the former one, followed by all."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from callforprojects.accounts import queries, services
from callforprojects.accounts.models import TokenPurpose, User
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError, DomainError, Gone, TooMany
from callforprojects.juries.models import JurorStatus
from callforprojects.organisations import services as organisations
from tests.accounts.scenes import token_in
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.applications import make_body
from tests.factories.juries import make_judged_call, make_juror
from tests.factories.organisations import make_invitation

pytestmark = pytest.mark.usefixtures("app")

OLD, NEW = "ada@town.example", "ada@region.example"


@pytest.fixture
def ada():
    return make_user(email=OLD, password=PASSWORD)


def asked(user, sent, email=NEW):
    """The link that the new address has, and the one with which the former can stop it."""
    before = len(sent())
    services.ask_address(user, email, PASSWORD)
    link, word = sent()[before:]
    return token_in(link), token_in(word)


def test_nothing_changes_until_the_link_is_followed(ada, sent):
    link, _stop = asked(ada, sent)

    assert ada.email == OLD
    assert [(m.to_email, m.template, m.is_secret) for m in sent()] == [
        (NEW, "accounts/address_link", True),
        (OLD, "accounts/address_asked", True),
    ]
    assert ada.full_name not in sent()[0].text + sent()[0].html
    services.confirm_address(link, by=ada)

    assert ada.email == NEW
    assert queries.user_by_email(OLD) is None
    assert (sent()[2].to_email, sent()[2].template) == (OLD, "accounts/address_changed")
    with pytest.raises(Gone):
        services.confirm_address(link, by=ada)


def test_sessions_seats_and_invitations_follow(ada, sent):
    town, other = make_body(), make_body()
    waiting, clear = make_invitation(town, email=OLD, invited_by=make_user())
    twice, _ = make_invitation(other, email=OLD, invited_by=make_user())
    make_invitation(other, email=NEW, invited_by=make_user())
    judging = make_juror(make_judged_call(), user=ada)
    offered = make_juror(make_judged_call(), user=None, email=OLD, status=JurorStatus.INVITED)
    offered.user_id = None
    session, _key = services.open_session(ada, "Firefox")
    link, _stop = asked(ada, sent)

    services.confirm_address(link, by=ada)

    assert (waiting.email, judging.email, offered.email) == (NEW, NEW, NEW)
    assert twice.revoked_at is not None
    assert session.is_open(now())
    membership = organisations.accept_invitation(clear, by=ada)
    assert membership.organisation_id == town.id


def test_a_seat_takes_the_address_to_which_another_was_offered(ada, sent):
    """Else its mails would go on to the former address."""
    call = make_judged_call()
    judging = make_juror(call, user=ada)
    offered = make_juror(call, email=NEW, status=JurorStatus.INVITED)
    offered.user_id = None
    link, _stop = asked(ada, sent)

    services.confirm_address(link, by=ada)

    assert (judging.email, judging.status) == (NEW, JurorStatus.ACCEPTED)
    assert (offered.status, offered.token_hash) == (JurorStatus.REMOVED, None)


def test_the_link_is_of_no_use_to_somebody_else(ada, sent):
    link, _stop = asked(ada, sent)

    with pytest.raises(Gone):
        services.confirm_address(link, by=make_user(email="wrong@mailbox.example"))

    assert ada.email == OLD


def test_the_last_link_asked_for_is_the_one_that_works(ada, sent):
    mistyped, _stop = asked(ada, sent, "ada@regiom.example")
    link, _stop = asked(ada, sent)

    with pytest.raises(Gone):
        services.confirm_address(mistyped, by=ada)
    services.confirm_address(link, by=ada)

    assert ada.email == NEW


def test_an_address_that_is_used_is_told_by_mail_only(ada, sent):
    owner = make_user(email=NEW)

    services.ask_address(ada, NEW, PASSWORD)

    assert [(m.to_email, m.template) for m in sent()] == [
        (NEW, "accounts/address_taken"),
        (OLD, "accounts/address_asked"),
    ]
    assert queries.pending_token(ada.id, TokenPurpose.CHANGE_ADDRESS) is None
    assert ada.full_name not in sent()[0].text
    assert owner.email == NEW


def test_an_account_that_nobody_has_confirmed_hinders_nobody(ada, sent):
    services.sign_up(NEW, "fr")
    link, _stop = asked(ada, sent)

    services.confirm_address(link, by=ada)

    assert [u.id for u in db.session.scalars(select(User).where(User.email == NEW))] == [ada.id]


def test_an_account_opened_meanwhile_keeps_its_address(ada, sent):
    link, _stop = asked(ada, sent)
    make_user(email=NEW)

    with pytest.raises(ConflictError):
        services.confirm_address(link, by=ada)


@pytest.mark.parametrize(
    ("email", "password", "field"),
    [(NEW, "wrong", "present_password"), (OLD.upper(), PASSWORD, "email")],
)
def test_what_is_wrong_is_said_beside_its_field(ada, sent, email, password, field):
    with pytest.raises(DomainError) as refused:
        services.ask_address(ada, email, password)

    assert (refused.value.field, sent()) == (field, [])


def test_nobody_fills_the_mailbox_of_another(ada):
    for number in range(3):
        services.ask_address(ada, f"{number}{NEW}", PASSWORD)

    with pytest.raises(TooMany):
        services.ask_address(ada, NEW, PASSWORD)


def test_the_former_address_stops_it_before(ada, sent):
    link, stop = asked(ada, sent)

    services.stop_address(stop)

    assert (ada.email, ada.password_hash) == (OLD, None)
    with pytest.raises(Gone):
        services.confirm_address(link, by=ada)
    assert (sent()[-1].to_email, sent()[-1].template) == (OLD, "accounts/reset")


@pytest.mark.parametrize("which", ["asked", "changed"])
def test_the_former_address_takes_it_back_afterwards(ada, sent, which):
    session, _key = services.open_session(ada, "Firefox")
    link, stop = asked(ada, sent)
    services.confirm_address(link, by=ada)
    if which == "changed":
        stop = token_in(sent()[-1])

    services.stop_address(stop)

    assert (ada.email, ada.password_hash) == (OLD, None)
    assert session.ended_at is not None
    assert (sent()[-1].to_email, sent()[-1].template) == (OLD, "accounts/reset")


def test_the_first_address_is_given_back_whatever_came_between(ada, sent):
    link, stop = asked(ada, sent)
    services.confirm_address(link, by=ada)
    link, _stop = asked(ada, sent, "ada@third.example")
    services.confirm_address(link, by=ada)

    services.stop_address(stop)

    assert ada.email == OLD


def test_links_are_good_for_a_day_and_for_a_week(ada, sent):
    link, stop = asked(ada, sent)
    db.session.commit()

    with time_machine.travel(now() + timedelta(days=1, minutes=1), tick=False):
        with pytest.raises(Gone):
            services.confirm_address(link, by=ada)
        services.stop_address(stop)
