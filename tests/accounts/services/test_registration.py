"""Signing up, and asking for links, without pages."""

import base64
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from callforprojects.accounts import queries, services
from callforprojects.accounts.models import AccountToken, TokenPurpose, User
from callforprojects.accounts.passwords import is_right
from callforprojects.accounts.services import tokens
from callforprojects.accounts.tasks import tell_failed_sign_ins
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError, Gone
from tests.accounts.scenes import token_in
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.usefixtures("app")


def newcomer(**values):
    return services.Newcomer(
        **{
            "first_name": "Anne",
            "last_name": "Roux",
            "password": PASSWORD,
            "language": "en",
            **values,
        }
    )


def test_signing_up_makes_an_account_without_name_nor_password(sent):
    services.sign_up("Anne@Town.example", "en", next_path="/calls/?text=evil.example")

    user = queries.user_by_email("anne@town.example")
    message = sent()[0]
    assert user is not None
    assert (user.full_name, user.password_hash, user.confirmed_at) == ("", None, None)
    assert (message.template, message.to_email, message.subject) == (
        "accounts/confirm",
        "anne@town.example",
        "Confirm your e-mail address",
    )
    assert "http://127.0.0.1:5000/accounts/confirm/" in message.text
    assert "evil.example" not in message.text + message.html


def test_where_somebody_wants_to_go_is_read_with_the_link_only(sent):
    path = "/organisations/invitations/accept/a-secret-é"
    services.sign_up("anne@town.example", "en", next_path=path)
    clear = token_in(sent()[0])

    token = queries.usable_token(clear, TokenPurpose.CONFIRM)

    kept = db.session.scalar(select(AccountToken.next_path))
    assert kept is not None
    assert token is not None
    assert "invitations" not in kept
    assert b"invitations" not in base64.urlsafe_b64decode(kept)
    assert token.next_path_for(clear) == path
    assert token.next_path_for("another") == ""
    token.next_path = path  # in clear, as it was kept for a while
    assert token.next_path_for(clear) == ""


def test_the_link_opens_the_account_once(sent):
    services.sign_up("anne@town.example", "fr")
    clear = token_in(sent()[0])

    user = services.confirm(clear, newcomer())

    assert user.confirmed_at is not None
    assert (user.full_name, user.language) == ("Anne Roux", "en")
    assert services.authenticate("anne@town.example", PASSWORD) is user
    with pytest.raises(Gone):
        services.confirm(clear, newcomer(password="another good phrase"))


def test_a_weak_password_leaves_the_link_good(sent):
    services.sign_up("anne@town.example", "en")
    clear = token_in(sent()[0])

    with pytest.raises(DomainError) as refused:
        services.confirm(clear, newcomer(password="anne@town.example!"))

    assert refused.value.field == "password"
    assert services.confirm(clear, newcomer()).confirmed_at is not None


def test_the_link_to_confirm_lasts_three_days(sent):
    services.sign_up("anne@town.example", "en")
    clear = token_in(sent()[0])

    with time_machine.travel(now() + timedelta(days=3, minutes=1)), pytest.raises(Gone):
        services.confirm(clear, newcomer())


@pytest.mark.parametrize("ask", [services.ask_reset, services.sign_up])
@pytest.mark.parametrize("who", ["known", "unproved", "nobody"])
def test_asking_again_and_again_fills_nobodys_mailbox(sent, ask, who):
    if who != "nobody":
        make_user(email="anne@town.example", confirmed=who == "known")
    begun = now()

    for minutes in range(0, 120, 2):
        with time_machine.travel(begun + timedelta(minutes=minutes), tick=False):
            ask("anne@town.example", "en")

    assert 2 <= len(sent()) <= 6


def test_a_link_that_was_used_may_be_asked_for_again_at_once(sent):
    make_user(email="anne@town.example")
    services.ask_reset("anne@town.example", "en")
    services.reset_password(token_in(sent()[0]), PASSWORD)

    services.ask_reset("anne@town.example", "en")

    assert [message.template for message in sent()].count("accounts/reset") == 2


def test_signing_up_with_a_known_address_changes_nothing_and_says_so_by_mail(sent):
    user = make_user(email="anne@town.example", password=PASSWORD)

    services.sign_up("anne@town.example", "en")

    assert is_right(PASSWORD, user.password_hash)
    assert [message.template for message in sent()] == ["accounts/already_registered"]
    assert db.session.scalars(select(User)).all() == [user]


def test_forgotten_on_an_unproved_address_sends_the_link_that_proves_it(sent):
    make_user(email="anne@town.example", confirmed=False)

    services.ask_reset("anne@town.example", "en")

    assert [message.template for message in sent()] == ["accounts/confirm"]
    assert services.confirm(token_in(sent()[0]), newcomer()).confirmed_at is not None


def test_a_link_to_reset_never_opens_an_unproved_account():
    clear = tokens.issue(make_user(confirmed=False), TokenPurpose.RESET)

    with pytest.raises(Gone):
        services.reset_password(clear, PASSWORD)


def test_many_failed_attempts_are_told_once_a_day(sent):
    user = make_user(email="anne@town.example")

    for day in range(2):
        with time_machine.travel(now() + timedelta(hours=25 * day)):  # a day of autumn has 25
            services.notify_failed_sign_ins(user)
            services.notify_failed_sign_ins(user)

    assert [message.template for message in sent()] == ["accounts/failed_sign_ins"] * 2


@pytest.mark.parametrize("values", [{"confirmed": False}, {"is_active": False}])
def test_failed_attempts_on_an_account_that_nobody_opens_are_told_to_nobody(sent, values):
    user = make_user(**values)
    db.session.commit()

    tell_failed_sign_ins.run(str(user.id))
    tell_failed_sign_ins.run("")

    assert sent() == []
