"""Whom a request is counted for, and what is said past a limit."""

import pytest

from callforprojects.core.data.formats import wait_in_words
from callforprojects.core.text.i18n import in_language
from callforprojects.core.web.limits import count_use, network_of, seconds_to_wait


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unix socket", "unix socket"),
    ],
)
def test_whom_an_address_is_counted_for(address, network):
    assert network_of(address) == network


def test_what_was_counted_says_how_long_to_wait():
    assert [count_use("2 per minute", "a purpose", "somebody") for _turn in range(3)] == [
        True,
        True,
        False,
    ]

    assert 0 < seconds_to_wait("2 per minute", "a purpose", "somebody") <= 61
    assert seconds_to_wait("2 per minute", "a purpose", "somebody else") == 0
    assert seconds_to_wait("2 per minute", "another purpose", "somebody") == 0


@pytest.mark.parametrize(
    ("seconds", "sentence"),
    [
        (1, "Vous pourrez réessayer dans 1 seconde."),
        (40, "Vous pourrez réessayer dans 40 secondes."),
        (91, "Vous pourrez réessayer dans 2 minutes."),
        (3600, "Vous pourrez réessayer dans 60 minutes."),
    ],
)
def test_a_wait_is_told_as_one_waits(seconds, sentence):
    with in_language("fr"):
        assert wait_in_words(seconds) == sentence


def test_a_long_wait_is_told_as_an_instant():
    with in_language("en"):
        assert wait_in_words(86400).startswith("You can try again from ")


def test_every_limited_page_says_when(browser):
    pages = (browser.get("/territories/search?q=rennes") for _turn in range(200))

    answer = next(page for page in pages if page.status == 429)

    assert 0 < int(answer.response.headers["Retry-After"]) <= 61
    assert answer.h1 == "Too many attempts"
    assert answer.has("You can try again in")
