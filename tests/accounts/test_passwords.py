"""Which passwords are accepted, and how they are checked."""

import pytest
from argon2 import PasswordHasher, profiles

from callforprojects.accounts import passwords
from callforprojects.core.text.errors import DomainError
from tests.setting import set_in

pytestmark = [pytest.mark.unit, pytest.mark.usefixtures("app_without_database")]


@pytest.mark.parametrize(
    "password",
    [
        "elevensigns",
        "x" * 201,
        "password1234",
        "Motdepasse2026!",
        "AZERTYUIOP123",
        "123456789012",
        "aaaaaaaaaaaa",
        "121212121212",
        "bonjour bonjour",
        "a1b2c3d4e5f6",
        "my jean.dupont@ville.fr",
        "Jean.Dupont 1978 Rennes",
    ],
)
def test_a_weak_password_is_refused_beside_its_field(password):
    with pytest.raises(DomainError) as refused:
        passwords.check_strength(password, "jean.dupont@ville.fr")

    assert refused.value.field == "password"


@pytest.mark.parametrize(
    "password", ["quatre chevaux verts", "kT9$mLw2#vQx", "été à la montagne", "12 éléphants"]
)
def test_a_long_uncommon_password_is_accepted(password):
    passwords.check_strength(password, "jean.dupont@ville.fr")


def test_a_short_name_in_the_address_forbids_nothing():
    passwords.check_strength("montagne et vallée", "ta@ville.fr")


def test_a_password_is_kept_as_argon2id_and_found_right():
    stored = passwords.hash_password("quatre chevaux verts")

    assert stored.startswith("$argon2id$")
    assert passwords.is_right("quatre chevaux verts", stored)
    assert not passwords.is_right("quatre chevaux bleus", stored)


@pytest.mark.parametrize(
    "typed",
    [
        "e\u0301te\u0301 a\u0300 la mer",  # accents apart, as some keyboards send them
        "été\u00a0à\u00a0la\u00a0mer",  # spaces that do not break
        "été à la mer\u200b",  # pasted with a sign that does not show
    ],
)
def test_the_same_password_on_two_keyboards_is_the_same(typed):
    stored = passwords.hash_password("été à la mer")

    assert passwords.is_right(typed, stored)
    assert passwords.checked(typed, stored).stored_form is None
    assert passwords.is_right("été à la mer", passwords.hash_password(typed))


def test_a_password_kept_as_it_came_still_opens_and_is_kept_for_every_keyboard():
    apart = "e\u0301te\u0301 a\u0300 la mer"
    stored = PasswordHasher.from_parameters(profiles.CHEAPEST).hash(apart)

    done = passwords.checked(apart, stored)

    assert done.is_right
    assert passwords.is_due(apart, stored)
    assert passwords.is_right("été à la mer", done.stored_form)
    assert not passwords.is_right("été à la mer", stored)


def test_characters_of_a_password_are_those_that_people_see():
    with pytest.raises(DomainError):
        passwords.check_strength("e\u0301" * 3 + "azty&", "jean.dupont@ville.fr")


def test_nobody_s_password_is_always_wrong():
    assert not passwords.is_right("quatre chevaux verts", None)


def test_what_is_no_hash_is_wrong_and_does_not_fail():
    assert not passwords.is_right("quatre chevaux verts", "not a hash")


def test_a_hash_of_the_tests_is_outdated_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = passwords.hash_password("quatre chevaux verts")
    assert not passwords.is_due("quatre chevaux verts", stored)

    set_in(monkeypatch, is_testing=False)

    assert passwords.is_due("quatre chevaux verts", stored)
