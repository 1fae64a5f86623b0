"""Sharing the envelope, as a table."""

import pytest

from callforprojects.engines.envelope import Candidate, allocate_envelope

pytestmark = pytest.mark.unit

S, W, N = "selected", "waiting", "other"


def outcomes_of(candidates, available):
    allocation = allocate_envelope(candidates, available)
    found = {S: allocation.selected, W: allocation.waiting, N: allocation.others}
    return sorted((one.key, outcome) for outcome, some in found.items() for one in some)


@pytest.mark.parametrize(
    ("pairs", "available", "outcomes"),
    [
        ([], 100, []),
        ([(1, 100)], 100, [S]),
        ([(1, 101)], 100, [N]),
        ([(1, 50), (2, 50), (3, 50)], 100, [S, S, W]),
        ([(1, 50), (2, 50), (3, 50), (4, 50)], 100, [S, S, W, N]),
        # strict order of merit: a smaller request further down does not jump the line
        ([(1, 50), (2, 80), (3, 10)], 100, [S, W, N]),
        # equal ranks are taken together, or not at all
        ([(1, 50), (2, 30), (2, 30), (4, 10)], 100, [S, W, W, N]),
        ([(1, 40), (2, 30), (2, 30), (4, 10)], 100, [S, S, S, W]),
        # six selected: 20 % is 1.2, rounded up to 2
        ([(n, 10) for n in range(1, 10)], 60, [S, S, S, S, S, S, W, W, N]),
        # five selected: exactly one
        ([(n, 10) for n in range(1, 8)], 50, [S, S, S, S, S, W, N]),
        # nothing was asked for: nothing stops it
        ([(1, 0), (2, 0)], 0, [S, S]),
    ],
)
def test_the_money_goes_in_order_of_rank(pairs, available, outcomes):
    candidates = [Candidate(key, *pair) for key, pair in enumerate(pairs)]

    assert outcomes_of(candidates, available) == list(enumerate(outcomes))


def test_what_somebody_else_decides_keeps_its_money():
    closed = Candidate(0, 1, 60, is_open=False)
    others = [Candidate(1, 2, 40), Candidate(2, 3, 40)]

    assert outcomes_of([closed, *others], 100) == [(1, S), (2, W)]
