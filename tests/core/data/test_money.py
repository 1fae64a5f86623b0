"""Amounts: how they add up, compare and are rounded."""

from decimal import Decimal

import pytest

from callforprojects.core.data.money import Money

pytestmark = pytest.mark.unit


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
