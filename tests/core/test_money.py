"""Amounts, as people type them."""

import pytest

from callforprojects.core.money import Money


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
