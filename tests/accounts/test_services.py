"""The verbs of accounts, without pages."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from callforprojects.accounts import queries, services
from callforprojects.accounts.models import AccountToken, TokenPurpose, User, UserSession
from callforprojects.accounts.passwords import is_right
from callforprojects.accounts.services import tokens
from callforprojects.accounts.tasks import forget_expired
from callforprojects.activity.models import Activity
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError, Gone
from tests.accounts.scenes import token_in
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.usefixtures("app")


def wanted(**values):
    return services.NewUser(
        **{
            "email": "Anne@Town.example",
            "first_name": "Anne",
            "last_name": "Roux",
            "password": PASSWORD,
            "language": "en",
            **values,
        }
    )


def test_a_token_of_one_purpose_does_not_serve_another():
    user = make_user(confirmed=False)
    clear = tokens.issue(user, TokenPurpose.CONFIRM)

    with pytest.raises(Gone):
        services.reset_password(clear, PASSWORD)


def test_only_the_hash_of_a_token_is_kept():
    clear = tokens.issue(make_user(), TokenPurpose.RESET)

    kept = db.session.scalars(select(AccountToken.token_hash)).all()

    assert clear not in kept[0]
    assert len(kept[0]) == 64


def test_a_link_asked_by_a_stranger_takes_nothing_from_the_one_sent_before():
    user = make_user()
    first = tokens.issue(user, TokenPurpose.RESET)
    second = tokens.issue(user, TokenPurpose.RESET)
    token = queries.usable_token(first, TokenPurpose.RESET)
    assert token is not None
    assert token.user is user

    tokens.redeem(first, TokenPurpose.RESET)

    assert queries.usable_token(second, TokenPurpose.RESET) is None


def test_creating_a_user_twice_is_refused():
    services.create_user(wanted())

    with pytest.raises(DomainError) as refused:
        services.create_user(wanted(email="ANNE@town.example "))

    assert refused.value.field == "email"


def test_a_user_without_password_signs_in_nowhere():
    user = services.create_user(wanted(password=None))

    assert user.confirmed_at is not None
    with pytest.raises(DomainError):
        services.authenticate(user.email, "")


def test_an_administrator_is_confirmed_and_recorded():
    user = services.create_administrator(wanted())

    entry = db.session.scalars(select(Activity)).one()
    assert user.is_administrator
    assert user.confirmed_at is not None
    assert (entry.verb, entry.details) == ("user.created", {"is_administrator": True})


def test_the_right_password_of_a_confirmed_account_opens_it():
    user = make_user(email="anne@town.example", password=PASSWORD)

    assert services.authenticate(" ANNE@town.example", PASSWORD) is user


def test_every_refusal_says_the_same_sentence():
    make_user(email="anne@town.example", password=PASSWORD)
    make_user(email="unconfirmed@town.example", password=PASSWORD, confirmed=False)
    make_user(email="closed@town.example", password=PASSWORD, is_active=False)
    make_user(email="nopassword@town.example")
    attempts = [
        ("anne@town.example", "wrong password"),
        ("nobody@town.example", PASSWORD),
        ("unconfirmed@town.example", PASSWORD),
        ("closed@town.example", PASSWORD),
        ("nopassword@town.example", PASSWORD),
    ]

    said = set()
    for email, password in attempts:
        with pytest.raises(DomainError) as refused:
            services.authenticate(email, password)
        said.add((str(refused.value.message), refused.value.field))

    assert said == {
        (
            "Cette adresse électronique et ce mot de passe ne correspondent à aucun compte confirmé.",
            None,
        )
    }


def test_a_password_kept_with_old_parameters_is_kept_anew_when_it_opens(with_settings):
    user = make_user(email="anne@town.example", password=PASSWORD)
    before = user.password_hash
    with_settings(is_testing=False)

    services.authenticate("anne@town.example", PASSWORD)

    assert user.password_hash is not None
    assert user.password_hash != before
    assert "m=65536" in user.password_hash


def test_a_reset_ends_every_session_and_tells_the_person(sent):
    user = make_user(email="anne@town.example")
    services.open_session(user, "Firefox, Linux")
    services.ask_reset("anne@town.example", "fr")
    clear = token_in(sent()[0])

    services.reset_password(clear, PASSWORD)

    assert queries.open_sessions(user.id) == []
    assert [message.template for message in sent()] == [
        "accounts/reset",
        "accounts/password_changed",
    ]
    with pytest.raises(Gone):
        services.reset_password(clear, "another good phrase")


def test_a_weak_password_does_not_use_the_link_up():
    clear = tokens.issue(make_user(), TokenPurpose.RESET)

    with pytest.raises(DomainError):
        services.reset_password(clear, "short")

    assert queries.usable_token(clear, TokenPurpose.RESET) is not None


def test_a_link_to_reset_lasts_one_hour():
    clear = tokens.issue(make_user(), TokenPurpose.RESET)

    with time_machine.travel(now() + timedelta(minutes=61)), pytest.raises(Gone):
        services.reset_password(clear, PASSWORD)


def test_a_closed_account_gets_no_link(sent):
    make_user(email="closed@town.example", is_active=False)

    services.ask_reset("closed@town.example", "en")

    assert [message.template for message in sent()] == ["accounts/no_account"]


def test_an_address_without_account_is_told_by_mail_in_the_language_of_the_page(sent):
    services.ask_reset("Nobody@town.example", "fr")

    message = sent()[0]
    assert (message.to_email, message.language, message.user_id) == (
        "nobody@town.example",
        "fr",
        None,
    )
    assert message.subject == "Aucun compte avec cette adresse"


def test_changing_the_password_keeps_this_session_only(sent):
    user = make_user(password=PASSWORD)
    here, _key = services.open_session(user, "Firefox, Linux")
    services.open_session(user, "Chrome, Android")

    services.change_password(user, PASSWORD, "another good phrase", this_session=here.id)

    assert queries.open_sessions(user.id) == [here]
    assert is_right("another good phrase", user.password_hash)
    assert [message.template for message in sent()] == ["accounts/password_changed"]


@pytest.mark.parametrize(
    ("present", "new", "field"),
    [
        ("wrong password", "another good phrase", "present_password"),
        (PASSWORD, "short", "password"),
    ],
)
def test_a_password_is_not_changed_without_the_present_one_or_for_a_weak_one(present, new, field):
    user = make_user(password=PASSWORD)

    with pytest.raises(DomainError) as refused:
        services.change_password(user, present, new, this_session=None)

    assert refused.value.field == field
    assert is_right(PASSWORD, user.password_hash)


def test_a_session_is_found_by_its_key_until_it_is_over():
    user = make_user()
    session, key = services.open_session(user, "Firefox, Linux")

    assert queries.session_by_key(key) is session
    assert queries.session_by_key("another key") is None
    with time_machine.travel(now() + timedelta(days=14, minutes=1)):
        assert queries.session_by_key(key) is None
    user.is_active = False
    assert queries.session_by_key(key) is None
    user.is_active = True
    services.end_session(session)
    assert queries.session_by_key(key) is None


def test_ending_a_session_twice_keeps_the_first_instant():
    session, _key = services.open_session(make_user(), "")
    services.end_session(session)
    ended_at = session.ended_at

    services.end_session(session)

    assert session.ended_at == ended_at


def test_a_session_is_seen_every_ten_minutes_at_most():
    session, _key = services.open_session(make_user(), "")
    opened = session.last_seen_at

    with time_machine.travel(opened + timedelta(minutes=9), tick=False):
        services.see_session(session)
        assert session.last_seen_at == opened
    with time_machine.travel(opened + timedelta(minutes=10), tick=False):
        services.see_session(session)
        assert session.last_seen_at == opened + timedelta(minutes=10)


def test_an_unknown_language_is_refused():
    user = make_user()

    with pytest.raises(DomainError):
        services.choose_language(user, "de")

    assert user.language == "en"


def test_what_is_over_is_forgotten_by_the_runner():
    user = make_user()
    services.open_session(user, "old")
    tokens.issue(user, TokenPurpose.RESET)
    db.session.commit()

    with time_machine.travel(now() + timedelta(days=15)):
        kept, _key = services.open_session(user, "new")
        db.session.commit()
        forget_expired.run()

    assert db.session.scalars(select(UserSession.id)).all() == [kept.id]
    assert db.session.scalars(select(AccountToken)).all() == []


def signed_up(email):
    services.sign_up(email, "en")
    db.session.commit()
    return db.session.scalar(select(User.id).where(User.email == email))


def kept_people():
    db.session.rollback()
    return set(db.session.scalars(select(User.email)))


def test_an_account_that_nobody_confirms_is_forgotten_with_its_mails(sent):
    stranger = signed_up("victim@elsewhere.example")
    make_user(email="known@town.example")
    make_user(email="closed@town.example", confirmed=False, is_active=False)
    db.session.commit()

    with time_machine.travel(now() + timedelta(days=6, hours=23)):
        forget_expired.run()
        assert "victim@elsewhere.example" in kept_people()
    with time_machine.travel(now() + timedelta(days=7, hours=1)):
        forget_expired.run()

    assert kept_people() == {"known@town.example", "closed@town.example"}
    assert sent() == []
    rows = db.session.scalars(
        select(Activity).where(Activity.subject_id == stranger).order_by(Activity.sequence)
    )
    assert [(row.verb, row.actor_id) for row in rows] == [
        ("user.signed_up", None),
        ("user.forgotten", None),
    ]


def test_an_account_asked_for_again_stays_while_its_link_works():
    signed_up("late@town.example")
    with time_machine.travel(now() + timedelta(days=6)):
        signed_up("late@town.example")

    with time_machine.travel(now() + timedelta(days=8)):
        forget_expired.run()
        assert kept_people() == {"late@town.example"}
    with time_machine.travel(now() + timedelta(days=9, hours=1)):
        forget_expired.run()
        assert kept_people() == set()
        assert signed_up("late@town.example") is not None
