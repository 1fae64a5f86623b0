"""Dates and amounts as an administrative writer would write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from callforprojects.core.data import formats
from callforprojects.core.data.money import Money
from callforprojects.core.text.i18n import in_language

pytestmark = [pytest.mark.unit, pytest.mark.usefixtures("app_without_database")]

CLOSING = datetime(2027, 3, 12, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fr", "12\u00a0mars 2027 à\u00a017\u00a0h\u00a000 (heure de Paris)"),
        ("en", "12 March 2027 at 17:00 (Paris time)"),
    ],
)
def test_an_instant_says_its_hour_and_its_zone(language: str, written: str) -> None:
    with in_language(language):
        assert formats.instant(CLOSING) == written


def test_the_first_of_a_month() -> None:
    with in_language("fr"):
        assert formats.day(date(2027, 5, 1)) == "1er\u00a0mai 2027"
        assert formats.day(date(2027, 5, 11)) == "11\u00a0mai 2027"
        assert formats.instant(datetime(2027, 2, 1, 9, tzinfo=UTC)).startswith(
            "1er\u00a0février 2027 à\u00a010\u00a0h\u00a000"
        )


def test_amounts() -> None:
    with in_language("fr"):
        assert formats.money(Money.euros(305_000_000)) == "305\u202f000\u202f000\u00a0€"
        assert formats.money(Money.euros("1234.50")) == "1\u202f234,50\u00a0€"
    with in_language("en"):
        assert formats.money(Money.euros("1234.50")) == "€1,234.50"


def test_the_terms_of_a_list() -> None:
    with in_language("fr"):
        assert formats.join_words(["Résilience", 3]) == "Résilience\u00a0; 3"
    with in_language("en"):
        assert formats.join_words(["Resilience", 3]) == "Resilience; 3"


def test_numbers_and_shares() -> None:
    with in_language("fr"):
        assert formats.number(842175) == "842\u202f175"
        assert formats.number(Decimal("3.5"), 1) == "3,5"
        assert formats.percent(0.125, 1) == "12,5\u00a0%"
        assert formats.filesize(3_400_000) == "3,4\u00a0Mo"
        assert formats.filesize(999_600) == "1\u00a0Mo"
        assert formats.filesize(999_960_000) == "1\u00a0Go"
        assert formats.filesize(2_000_000_000) == "2\u00a0Go"
    with in_language("en"):
        assert formats.percent(0.7) == "70%"
        assert formats.filesize(12_400) == "12\u00a0kB"


def test_nothing_is_written_as_nothing() -> None:
    assert [
        formats.day(None),
        formats.instant(None),
        formats.money(None),
        formats.number(None),
    ] == [""] * 4
