"""The clock, Paris, and the demonstration's past."""

from datetime import UTC, date, datetime

import pytest

from callforprojects.core.data.clock import living_at, months_after, now, to_paris

pytestmark = pytest.mark.unit


def test_a_summer_instant_is_two_hours_later_in_paris() -> None:
    assert to_paris(datetime(2026, 7, 1, 15, tzinfo=UTC)).hour == 17


def test_a_month_without_that_day_ends_on_its_last() -> None:
    assert months_after(datetime(2026, 12, 31, 12, tzinfo=UTC), 2) == date(2027, 2, 28)


def test_a_naive_date_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        to_paris(datetime(2026, 7, 1, 15))  # noqa: DTZ001  # what is refused


def test_living_at_another_instant_ends_with_its_block() -> None:
    past = datetime(2025, 3, 12, 16, tzinfo=UTC)

    with living_at(past):
        assert now() == past
    assert now() > past
