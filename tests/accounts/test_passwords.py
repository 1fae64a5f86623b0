"""Which passwords are accepted, and how they are checked."""

import pytest

from callforprojects.accounts import passwords
from callforprojects.core.text.errors import DomainError


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


def test_nobody_s_password_is_always_wrong():
    assert not passwords.is_right("quatre chevaux verts", None)


def test_what_is_no_hash_is_wrong_and_does_not_fail():
    assert not passwords.is_right("quatre chevaux verts", "not a hash")


def test_a_hash_of_the_tests_is_outdated_in_production(with_settings):
    stored = passwords.hash_password("quatre chevaux verts")
    assert not passwords.is_outdated(stored)

    with_settings(is_testing=False)

    assert passwords.is_outdated(stored)
