"""Sharing the envelope, as a table."""

import pytest

from callforprojects.core.data.money import Money
from callforprojects.selection.models import Outcome
from callforprojects.selection.sharing import Candidate, share_out

S, W, N = Outcome.SELECTED, Outcome.WAITING_LIST, Outcome.NOT_SELECTED


def candidates(*pairs):
    return [
        Candidate(place, rank, Money.euros(amount)) for place, (rank, amount) in enumerate(pairs)
    ]


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
    shares = share_out(candidates(*pairs), Money.euros(available))

    assert [share.outcome for share in sorted(shares, key=lambda one: one.key)] == outcomes


def test_only_the_selected_get_an_amount():
    shares = share_out(candidates((1, 60), (2, 60)), Money.euros(100))

    assert [share.amount for share in shares] == [Money.euros(60), None]


def test_what_somebody_else_decides_keeps_its_money():
    closed = Candidate(0, 1, Money.euros(60), is_open=False)
    others = [Candidate(1, 2, Money.euros(40)), Candidate(2, 3, Money.euros(40))]

    shares = share_out([closed, *others], Money.euros(100))

    assert [(share.key, share.outcome) for share in shares] == [(1, S), (2, W)]
