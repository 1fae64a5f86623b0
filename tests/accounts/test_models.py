"""Facts about people, sessions and tokens."""

from datetime import timedelta

import pytest

from callforprojects.accounts.models import AccountToken, User, UserSession
from callforprojects.core.data.clock import now

pytestmark = pytest.mark.unit


def test_a_person_has_one_name_of_two():
    assert User(first_name="Manon", last_name="Eyraudet").full_name == "Manon Eyraudet"


def test_the_cookie_of_a_person_who_has_not_signed_in_is_empty():
    assert User(first_name="A", last_name="B", email="a@b.example").get_id() is None


def test_a_session_is_open_until_it_ends_or_expires():
    at = now()
    session = UserSession(expires_at=at + timedelta(hours=1), ended_at=None)

    assert session.is_open(at)
    assert not session.is_open(at + timedelta(hours=1))
    session.ended_at = at
    assert not session.is_open(at)


def test_a_token_is_usable_once_and_in_time():
    at = now()
    token = AccountToken(expires_at=at + timedelta(hours=1), used_at=None)

    assert token.is_usable(at)
    assert not token.is_usable(at + timedelta(hours=1))
    token.used_at = at
    assert not token.is_usable(at)
