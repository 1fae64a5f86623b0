"""Amounts, as people type them."""

from decimal import Decimal

import pytest

from callforprojects.core.data.money import Money


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1 234,50 €", 123450),
        ("1\u202f234,50\u00a0€", 123450),
        ("1,234.50", 123450),
        ("1.234,50", 123450),
        ("1234.5", 123450),
        ("1,234", 123400),
        ("12,5", 1250),
        ("305 000 000", 30_500_000_000),
        ("0", 0),
        ("-3,20", -320),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, cents: int) -> None:
    assert Money.parse(typed) == Money(cents)


@pytest.mark.parametrize("typed", ["", "abc", "1,2,3", "12,345,6", "1e9", "NaN", "٣", "12.345.6"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        Money.parse(typed)


def test_amounts_add_up_and_compare() -> None:
    assert Money.euros(10) + Money.euros("0.50") - Money(50) == Money(1000)
    assert Money(1) < Money(2)
    assert max(Money(3), Money(2)) == Money(3)
    assert [bool(Money.zero()), bool(Money(1))] == [False, True]
    assert str(Money(123450)) == "1234.50"


def test_a_share_is_rounded_half_up_to_the_cent() -> None:
    assert Money(1001).share(Decimal("0.5")) == Money(501)
    assert Money.euros(Decimal("0.005")) == Money(1)


def test_what_is_no_number_is_no_amount() -> None:
    with pytest.raises(ValueError, match="not an amount"):
        Money.euros("many")
