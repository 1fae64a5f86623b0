"""What conditions speak of."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from callforprojects.engines.conditions import FactKind, PlaceCodes, ZoneCodes

pytestmark = pytest.mark.unit

SMALL_AND_LARGE: dict[FactKind, tuple[Any, Any]] = {
    FactKind.NUMBER: (Decimal("1.5"), Decimal(2)),
    FactKind.MONEY: (100, 200),
    FactKind.DATE: (date(2027, 1, 31), date(2027, 2, 1)),
}


@pytest.mark.parametrize("kind", list(FactKind))
def test_what_is_ordered_has_values_that_are_more_than_others(kind):
    assert kind.is_ordered is (kind in SMALL_AND_LARGE)
    if kind.is_ordered:
        small, large = SMALL_AND_LARGE[kind]
        assert small < large


def test_a_place_and_a_zone_that_nobody_looked_into_hold_nothing():
    assert PlaceCodes(frozenset({"region:53"})).communes == frozenset()
    assert ZoneCodes(frozenset({"region:53"})).part == frozenset()
