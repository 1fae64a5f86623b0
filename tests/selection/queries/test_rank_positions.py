"""A page of the ranking made from what it shows is the one that ranking everything gives."""

import random
from dataclasses import replace

import pytest

from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.selection import queries
from callforprojects.selection.queries import RankingFilters, ranking
from tests.factories.selection import looking_at, make_ranked_call
from tests.seated import officer_of

pytestmark = pytest.mark.usefixtures("app")

PLAIN = RankingFilters()


def places(page):
    return [
        (row.id, row.rank, row.is_tied, row.running, row.is_within, row.is_cut)
        for row in page.items
    ]


@pytest.mark.parametrize("seed", range(6))
def test_each_page_is_that_of_the_whole_ranking(seed):
    draw = random.Random(seed)  # noqa: S311  # the same each time
    means = [draw.choice([50, 60, 60, 70, 80, None]) for _ in range(11)]
    call, applications = make_ranked_call(*means, envelope=Money.euros(draw.randint(0, 9000)))
    for application in applications:
        application.requested_amount = draw.choice([None, *map(Money.euros, (10, 700, 2000))])
    db.session.flush()
    totals = queries.totals_of(call)

    for number in range(1, 6):
        quick = ranking(call, PLAIN, officer_of(call), page=number, totals=totals, per_page=3)
        whole = ranking(call, PLAIN, officer_of(call), page=number, per_page=3)

        assert places(quick) == places(whole)
        assert quick.total == 11


def test_the_line_may_be_drawn_elsewhere_than_at_the_envelope():
    call, _applications = make_ranked_call(90, 80, 70, envelope=Money.euros(9000))
    lower = replace(PLAIN, line=Money.euros(2000))

    rows = ranking(call, lower, officer_of(call), totals=queries.totals_of(call)).items

    assert [row.is_within for row in rows] == [True, True, False]
    assert [row.is_cut for row in rows] == [False, False, True]


def test_equal_means_are_said_to_be_tied():
    call, _applications = make_ranked_call(90, 80, 80, None)

    rows = ranking(call, PLAIN, officer_of(call), totals=queries.totals_of(call)).items

    assert [row.is_tied for row in rows] == [False, True, True, False]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("title", ["A", "B", "C"]), ("-title", ["C", "B", "A"]), ("-requested", ["B", "A", "C"])],
)
def test_the_ranking_is_sorted_otherwise_without_changing_ranks(sort, expected):
    call, (first, second, third) = make_ranked_call(90, 80, 70)
    first.title, second.title, third.title = "B", "C", "A"
    first.requested_amount, third.requested_amount = Money.euros(3000), Money.euros(2000)
    db.session.flush()

    rows = ranking(call, looking_at(sort=sort), officer_of(call)).items

    assert [row.title for row in rows] == expected
    assert {row.title: row.rank for row in rows} == {"B": 1, "C": 2, "A": 3}
    assert not any(row.is_cut for row in rows)
