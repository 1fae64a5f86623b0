"""Three values, as tables."""

import pytest

from callforprojects.engines.conditions.truth import (
    Truth,
    conjunction,
    disjunction,
    negation_of,
)

pytestmark = pytest.mark.unit

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (T, T, T, T),
        (T, F, F, T),
        (T, U, U, T),
        (F, F, F, F),
        (F, U, F, U),
        (U, U, U, U),
    ],
)
def test_two_truths_together(left, right, both, either):
    assert conjunction([left, right]) is conjunction([right, left]) is both
    assert disjunction([left, right]) is disjunction([right, left]) is either


def test_of_nothing_all_hold_and_none_does():
    assert conjunction([]) is T
    assert disjunction([]) is F


def test_what_is_not_known_stays_so_when_denied():
    assert [negation_of(truth) for truth in (T, F, U)] == [F, T, U]
    assert Truth.of(holds=True) is T
    assert Truth.of(holds=False) is F
