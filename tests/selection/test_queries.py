"""The ranking, its cut line and its sums; the public results."""

from decimal import Decimal

import pytest

from callforprojects.applications.models import ApplicationStatus
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.iso37101.portfolio import Portfolio
from callforprojects.iso37101.profile import Profile
from callforprojects.organisations.models import Organisation, Role
from callforprojects.questionnaires.models import MatrixClaim
from callforprojects.reviews.services import refresh_standing
from callforprojects.selection import queries
from callforprojects.selection.models import Outcome
from callforprojects.selection.queries import (
    UNDECIDED,
    Basis,
    RankingFilters,
)
from tests.factories.juries import assign, keep, make_filed, make_judged_call, make_juror
from tests.factories.reviews import make_review
from tests.factories.selection import (
    looking_at,
    make_decision,
    make_ranked,
    make_ranked_call,
    make_writer,
)
from tests.factories.territories import make_territory
from tests.seated import officer_of

pytestmark = pytest.mark.usefixtures("app")

ALL = RankingFilters()
euros = Money.euros


def rows_of(call, filters=ALL):
    return queries.ranking(call, filters, officer_of(call)).items


def test_the_best_mean_comes_first_and_the_unreviewed_last():
    call, (low, none, high) = make_ranked_call(40, None, 90)

    rows = rows_of(call)

    assert [(row.id, row.rank) for row in rows] == [
        (high.id, 1),
        (low.id, 2),
        (none.id, None),
    ]
    assert [row.running for row in rows] == [euros(1000), euros(2000), None]


def test_equal_means_share_a_rank_and_the_next_one_is_skipped():
    call, _applications = make_ranked_call(70, 80, 70, 60)

    rows = rows_of(call)

    assert [row.rank for row in rows] == [1, 2, 2, 4]
    assert [row.running for row in rows] == [euros(1000), euros(3000), euros(3000), euros(4000)]


def test_drafts_and_withdrawn_applications_take_no_part():
    call, (kept, withdrawn) = make_ranked_call(40, 90)
    withdrawn.status, withdrawn.withdrawn_at = ApplicationStatus.WITHDRAWN, call.closes_at

    assert [(row.id, row.rank) for row in rows_of(call)] == [(kept.id, 1)]


@pytest.mark.parametrize(
    ("envelope", "beyond", "cut"),
    [
        (3000, [False, False, False], [False, False, False]),
        (2999, [False, False, True], [False, False, True]),
        (2000, [False, False, True], [False, False, True]),
        (1000, [False, True, True], [False, True, False]),
        (999, [True, True, True], [True, False, False]),
        (None, [False, False, False], [False, False, False]),
    ],
)
def test_the_cut_line_falls_where_the_running_total_passes_the_envelope(envelope, beyond, cut):
    call, _applications = make_ranked_call(
        90, 80, 70, envelope=None if envelope is None else euros(envelope)
    )

    rows = rows_of(call)

    assert [row.is_beyond for row in rows] == beyond
    assert [row.is_cut for row in rows] == cut


def test_the_cut_line_never_separates_equal_means():
    call, _applications = make_ranked_call(90, 80, 80, envelope=euros(2000))

    assert [row.is_cut for row in rows_of(call)] == [False, True, False]


def test_the_ranking_is_narrowed_by_what_applicants_are_and_where():
    call, applications = make_ranked_call(90, 80, 70)
    homes = ("departement:972", "commune:75056", "commune:35238")
    for application, home in zip(applications, homes, strict=True):
        body = db.session.get_one(Organisation, application.organisation_id)
        body.territory_id = make_territory(home).id
        body.territory_type = make_territory(home).kind
    db.session.commit()

    def ranks(**asked):
        return [row.rank for row in rows_of(call, looking_at(**asked))]

    assert ranks(territory_type="departement") == [1, 2]
    assert ranks(territory_type="departement", area="drom") == [1]
    assert ranks(area="metro") == [2, 3]


def test_filters_change_neither_ranks_nor_running_totals():
    call, (first, second, third) = make_ranked_call(90, 80, 70, envelope=euros(1000))
    for application in (second, third):
        body = db.session.get_one(Organisation, application.organisation_id)
        body.territory_type = "commune"
    make_decision(first, Outcome.SELECTED)
    make_decision(third, Outcome.WAITING_LIST)

    communes = rows_of(call, looking_at(territory_type="commune"))
    waiting = rows_of(call, looking_at(outcome="waiting_list"))
    undecided = rows_of(call, looking_at(outcome=UNDECIDED))

    assert [(row.rank, row.running, row.is_cut) for row in communes] == [
        (2, euros(2000), True),
        (3, euros(3000), False),
    ]
    assert [row.rank for row in waiting] == [3]
    assert [row.rank for row in undecided] == [2]


def test_a_running_total_is_not_shown_in_an_order_in_which_it_says_nothing():
    call, _applications = make_ranked_call(90, 80)

    by_title = rows_of(call, looking_at(sort="title"))
    worst_first = rows_of(call, looking_at(sort="-rank"))

    assert [row.running for row in [*by_title, *worst_first]] == [None] * 4


def test_the_running_total_can_add_up_what_is_decided():
    call, (first, second, third) = make_ranked_call(90, 80, 70)
    make_decision(first, Outcome.SELECTED, amount=euros(600))
    make_decision(second, Outcome.NOT_SELECTED)
    make_decision(third, Outcome.SELECTED, amount=euros(100))

    rows = rows_of(call, RankingFilters(basis=Basis.DECIDED))

    assert [row.running for row in rows] == [euros(600), euros(600), euros(700)]


def test_the_second_page_goes_on_and_draws_the_line_once():
    call, _applications = make_ranked_call(*[99 - n for n in range(52)], envelope=euros(50_000))

    first = queries.ranking(call, ALL, officer_of(call), page=1)
    second = queries.ranking(call, ALL, officer_of(call), page=2)

    assert (len(first.items), first.total, any(row.is_cut for row in first.items)) == (
        50,
        52,
        False,
    )
    assert [(row.rank, row.is_cut) for row in second.items] == [(51, True), (52, False)]
    assert len(list(queries.whole_ranking(call, ALL, officer_of(call)))) == 52


def test_means_come_from_weights_shared_among_the_criteria_that_apply():
    call = make_judged_call(envelope=euros(1000))
    full, partial = make_filed(call), make_filed(call)
    juror = make_juror(call)
    assign(juror, full, partial)

    make_review(juror, full, 3, 3, 6)  # 60 % of each scale
    make_review(juror, partial, 5, "na", 5)  # 50 x 100 % + 20 x 50 %, over 70
    refresh_standing(partial.id)
    rows = rows_of(call)

    assert [(row.id, row.rank) for row in rows] == [(partial.id, 1), (full.id, 2)]
    assert [round(row.mean, 2) for row in rows] == [Decimal("85.71"), 60]


def test_totals_say_what_is_asked_decided_and_left():
    call, (first, second, third, _fourth) = make_ranked_call(90, 80, None, 60)
    make_decision(first, Outcome.SELECTED, amount=euros(900))
    make_decision(second, Outcome.SELECTED_WITH_CONDITIONS, amount=euros(600))
    make_decision(third)

    totals = queries.totals_of(call)

    assert (totals.applications, totals.ranked, totals.decided, totals.missing) == (4, 3, 3, 1)
    assert (totals.requested, totals.granted, totals.left) == (
        euros(4000),
        euros(1500),
        euros(1000),
    )
    assert (totals.excess, totals.funded, totals.usual_count) == (euros(0), 2, 3)


def test_the_usual_number_of_reviews_is_the_most_frequent():
    call, _applications = make_ranked_call(50)
    for mean in (60, 70):
        make_ranked(call, mean, count=2)

    assert queries.totals_of(call).usual_count == 2


def test_an_empty_call_has_an_empty_ranking():
    call, _none = make_ranked_call()

    assert rows_of(call) == []
    assert queries.totals_of(call).requested == euros(0)


def test_the_portfolio_of_the_selected_is_that_of_their_claims():
    call, (first, second, refused) = make_ranked_call(90, 80, 70)
    claims = {
        first: [("environment", "mobility", 3), ("cohesion", "mobility", -1)],
        second: [("environment", "mobility", 1)],
        refused: [("environment", "mobility", 2)],
    }
    for application, cells in claims.items():
        for purpose, domain, level in cells:
            keep(
                MatrixClaim(
                    answer_set_id=application.answer_set_id,
                    purpose=purpose,
                    domain=domain,
                    level=level,
                )
            )
    for application in (first, second):
        make_decision(application, Outcome.SELECTED, announced_at=call.closes_at)
    make_decision(refused, announced_at=call.closes_at)

    portfolio = queries.selected_portfolio(call, 2)

    assert portfolio == Portfolio.of(
        Profile.from_cells(claims[application]) for application in (first, second)
    )


def test_letters_go_to_who_may_write_and_to_who_filed():
    call, (application,) = make_ranked_call(90)
    editor = make_writer(application)
    make_writer(application, Role.READER)
    make_writer(application, is_active=False)

    recipients = queries.recipients_of(call)[application.id]

    assert {user.id for user in recipients} == {editor.id, call.created_by_id}
