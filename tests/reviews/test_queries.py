"""What is read of reviews: juror files, scoring, results; in a constant number of queries."""

from datetime import timedelta
from decimal import Decimal

import pytest

from callforprojects.applications.models import ApplicationStatus
from callforprojects.core.data.clock import now, to_paris
from callforprojects.juries.models import JurorStatus
from callforprojects.reviews import queries
from callforprojects.reviews.queries import FileState
from callforprojects.reviews.tables import SCORED, juror_table
from tests.factories.juries import (
    assign,
    make_conflict,
    make_filed,
    make_judged_call,
    make_juror,
    make_jury,
    user_of,
    with_call,
)
from tests.factories.reviews import make_review, scoring_session_of
from tests.seated import officer_of

pytestmark = pytest.mark.usefixtures("app")


def test_a_desk_sorts_files_by_what_is_left() -> None:
    call = make_judged_call()
    juror = make_juror(call)
    to_declare, to_score, begun, done, closed = (make_filed(call) for _ in range(5))
    withdrawn = make_filed(call, status=ApplicationStatus.WITHDRAWN, withdrawn_at=now())
    assign(juror, to_declare, declared=False)
    assign(juror, to_score, begun, done, closed, withdrawn)
    make_review(juror, begun, 1, None, None, submitted=False)
    make_review(juror, done, 1, 1, 1)
    make_conflict(juror, closed)

    (desk,) = queries.juror_calls(user_of(juror).id)
    page = queries.juror_files_page(user_of(juror).id, [desk], juror_table([desk]).state_of({}))

    assert [(file.application_id, file.status) for file in page.items] == [
        (begun.id, FileState.IN_PROGRESS),
        (to_score.id, FileState.TO_SCORE),
        (to_declare.id, FileState.TO_DECLARE),
        (done.id, FileState.DONE),
    ]
    assert (desk.total, desk.done, desk.to_declare, page.total) == (4, 1, 1, 4)


def test_a_desk_is_narrowed_by_call_and_by_state() -> None:
    calls = [make_judged_call(title=title) for title in ("First", "Second")]
    juror = make_juror(calls[0])
    second = make_juror(calls[1], user=juror.user)
    files = [make_filed(call, title=call.title) for call in calls]
    assign(juror, files[0])
    assign(second, files[1], declared=False)
    sat_in = queries.juror_calls(user_of(juror).id)

    def found(**asked: str) -> list[object]:
        state = juror_table(sat_in).state_of({key: [value] for key, value in asked.items()})
        page = queries.juror_files_page(user_of(juror).id, sat_in, state)
        everything = queries.all_juror_files(user_of(juror).id, state)
        assert [file.id for file in everything] == [file.id for file in page.items]
        assert page.total == len(page.items)
        return [file.id for file in page.items]

    assert found() == [files[0].id, files[1].id]
    assert found(call_id=str(calls[1].id)) == [files[1].id]
    assert found(status="to_score") == [files[0].id]
    assert found(call_id=str(calls[0].id), status="done") == []
    assert found(call_id=str(files[0].id)) == [files[0].id, files[1].id]  # no call: not asked
    assert found(q=str(files[1].reference).lower()) == [files[1].id]
    assert found(q="nothing like it") == []
    assert found(sort="-title") == [files[1].id, files[0].id]
    assert found(sort="-total") == [files[0].id, files[1].id]  # no total: as they come


def test_a_long_desk_is_read_page_by_page_in_one_query(count_queries) -> None:
    call = make_judged_call()
    juror = make_juror(call)
    assign(juror, *(make_filed(call) for _ in range(53)))
    user_id, calls = user_of(juror).id, queries.juror_calls(user_of(juror).id)

    with count_queries() as seen:
        last = queries.juror_files_page(
            user_id, calls, juror_table(calls).state_of({"page": ["2"]})
        )

    assert (len(last.items), last.total, last.pages) == (3, 53, 2)
    assert len(seen) == 1


def test_a_file_knows_its_neighbours_and_what_awaits_the_juror() -> None:
    call = make_judged_call()
    juror = make_juror(call)
    first, second, third = (make_filed(call) for _ in range(3))
    assign(juror, first, second)
    assign(juror, third, declared=False)
    make_review(juror, first, 1, 1, 1)

    at_first = queries.navigation_of(user_of(juror).id, first)
    at_second = queries.navigation_of(user_of(juror).id, second)

    assert (at_first.number, at_first.total, at_first.done) == (1, 3, 1)
    assert at_first.previous is None
    assert at_first.next is not None
    assert at_first.next == at_first.waiting
    assert at_first.next.application_id == second.id
    assert at_second.previous is not None
    assert at_second.previous.application_id == first.id
    assert at_second.next is not None
    assert at_second.next == at_second.waiting
    assert (at_second.next.application_id, at_second.next.status) == (
        third.id,
        FileState.TO_DECLARE,
    )


def test_scores_that_must_stay_hidden_are_in_no_sum_and_no_order() -> None:
    call = make_judged_call()
    calm, hidden = make_filed(call), make_filed(call)
    one, two = make_juror(call), make_juror(call)
    assign(one, calm, hidden)
    assign(two, calm, hidden)
    for juror, mark in ((one, 5), (two, 0)):
        make_review(juror, hidden, mark, mark, mark)
        make_review(juror, calm, 3, 3, 6)

    state = SCORED.state_of({"sort": ["-spread"]})
    page = queries.scored_files(call.current_round.id, state, officer_of(call), hidden={hidden.id})
    first, last = page.items
    up = queries.all_scored_files(
        call.current_round.id,
        SCORED.state_of({"sort": ["mean"]}),
        officer_of(call),
        hidden={hidden.id},
    )
    assert [file.id for file in up] == [calm.id, hidden.id]

    assert [file.id for file in page.items] == [calm.id, hidden.id]
    assert not first.is_hidden
    assert list(first.totals) == [60, 60]
    assert (last.is_hidden, last.mean, last.totals) == (True, None, [])
    assert (
        queries.results_of_call(call.current_round.id, without={hidden.id}).criteria[0].count == 2
    )
    assert queries.results_of_call(call.current_round.id).criteria[0].count == 4


def test_a_seat_without_files_has_an_empty_desk() -> None:
    juror = make_juror(make_judged_call())

    (desk,) = queries.juror_calls(user_of(juror).id)
    assert (desk.total, desk.counts) == (0, {})
    assert (
        list(
            queries.juror_files_page(
                user_of(juror).id, [desk], juror_table([desk]).state_of({})
            ).items
        )
        == []
    )


def test_a_removed_juror_has_no_desk() -> None:
    juror = make_juror(make_judged_call(), status=JurorStatus.REMOVED)

    assert queries.juror_calls(user_of(juror).id) == []


@pytest.mark.parametrize(
    ("days", "done", "announced", "late"),
    [
        (-1, False, False, True),
        (1, False, False, False),
        (-1, True, False, False),
        (-1, False, True, False),
    ],
)
def test_late_is_past_the_date_with_files_left(
    days: int, done: bool, announced: bool, late: bool
) -> None:
    call = make_judged_call(announced_at=None)
    make_jury(call, reviews_due_on=to_paris(now()).date() + timedelta(days=days))
    juror, file = make_juror(call), make_filed(call)
    assign(juror, file)
    if done:
        make_review(juror, file, 1, 1, 1)
    if announced:
        call.current_round.announced_at = now()

    (desk,) = queries.juror_calls(user_of(juror).id)

    assert desk.is_late is late


@pytest.mark.parametrize("count", [1, 3])
def test_desks_take_one_query(count: int, count_queries) -> None:
    call, other = make_judged_call(), make_judged_call()
    juror = make_juror(call)
    make_juror(other, user=juror.user)
    for _ in range(count):
        assign(juror, make_filed(call))
    user_id = user_of(juror).id

    with count_queries() as seen:
        calls = queries.juror_calls(user_id)

    assert sorted(desk.total for desk in calls) == [0, count]
    assert len(seen) == 1


def test_results_count_only_marks_given_and_counted() -> None:
    call = make_judged_call()
    file, other_file = make_filed(call), make_filed(call)
    one, two, three, four = (make_juror(call) for _ in range(4))
    for juror in (one, two, three, four):
        assign(juror, file)
    assign(one, other_file)
    make_review(one, file, 5, 3, 10)
    make_review(two, file, 3, "na", 0)
    make_review(three, file, 0, None, None, submitted=False)
    make_review(one, other_file, 1, 1, 1)

    relevance, governance, quality = queries.results_of_application(file).criteria

    assert (relevance.count, relevance.mean, relevance.spread) == (
        2,
        Decimal("80.0000"),
        Decimal("20.0000"),
    )
    assert (governance.count, governance.mean) == (1, Decimal("60.0000"))
    assert (quality.count, quality.mean, quality.spread) == (
        2,
        Decimal("50.0000"),
        Decimal("50.0000"),
    )


def test_results_by_purpose_and_domain_follow_the_criteria() -> None:
    call = make_judged_call()
    juror, file = make_juror(call), make_filed(call)
    assign(juror, file)
    make_review(juror, file, 4, 1, 10)

    results = queries.results_of_application(file)

    assert results.purposes["environment"] == Decimal("80.0000")
    assert results.purposes["cohesion"] is None
    assert results.domains["governance"] == Decimal("20.0000")
    assert results.cells["environment", "governance"] is None  # no criterion speaks to both
    assert results.has_marks


def test_a_review_set_aside_is_in_no_result() -> None:
    call = make_judged_call()
    juror, file = make_juror(call), make_filed(call)
    assign(juror, file)
    make_review(juror, file, 4, 1, 10).is_counted = False

    assert not queries.results_of_application(file).has_marks
    assert not queries.results_of_call(call.current_round.id).has_marks


@pytest.mark.parametrize("count", [1, 3])
def test_results_of_a_call_take_two_queries(count: int, count_queries) -> None:
    call = make_judged_call()
    for _ in range(count):
        juror, file = make_juror(call), make_filed(call)
        assign(juror, file)
        make_review(juror, file, 5, 5, 10)
    round_id = call.current_round.id

    with count_queries() as seen:
        results = queries.results_of_call(round_id)

    assert [result.count for result in results.criteria] == [count] * 3
    assert [result.mean for result in results.criteria] == [Decimal("100.0000")] * 3
    assert len(seen) == 2


def test_the_most_disputed_come_first() -> None:
    call = make_judged_call()
    calm, silent, disputed = (make_filed(call) for _ in range(3))
    one, two = make_juror(call), make_juror(call)
    for file, values in ((calm, (5, 5)), (disputed, (0, 5))):
        for juror, value in zip((one, two), values, strict=True):
            assign(juror, file)
            make_review(juror, file, value, value, value)

    page = queries.scored_files(
        call.current_round.id, SCORED.state_of({"sort": ["-spread"]}), officer_of(call)
    )

    assert [file.id for file in page.items] == [disputed.id, calm.id, silent.id]


def test_files_come_with_their_totals() -> None:
    call = make_judged_call()
    judged, silent = make_filed(call), make_filed(call)
    juror = make_juror(call)
    assign(juror, judged)
    make_review(juror, judged, 5, 5, 10)

    files = queries.all_scored_files(call.current_round.id, SCORED.state_of({}), officer_of(call))
    found = {file.id: (file.totals, file.reviews) for file in files}

    assert found == {judged.id: ([Decimal("100.0000")], 1), silent.id: ([], None)}


def test_others_are_numbered_and_only_those_who_handed_in() -> None:
    call = make_judged_call()
    me, one, two, drafting = (make_juror(call) for _ in range(4))
    file = make_filed(call)
    for juror in (me, one, two, drafting):
        assign(juror, file)
    for juror in (me, one, two):
        make_review(juror, file, 5, 5, 5)
    make_review(drafting, file, 1, None, None, submitted=False)

    opinions = queries.other_opinions(file.id, me.id)

    assert [(opinion.number, opinion.name) for opinion in opinions] == [
        (2, one.full_name),
        (3, two.full_name),
    ]


def test_waiting_jurors_leave_out_who_stepped_back() -> None:
    call = make_judged_call()
    waiting, closed, done = (make_juror(call) for _ in range(3))
    file = make_filed(call)
    for juror in (waiting, closed, done):
        assign(juror, file)
    make_conflict(closed, file)
    make_review(done, file, 1, 1, 1)

    assert [(each.juror, each.count) for each in queries.waiting_jurors(call.current_round.id)] == [
        (waiting, 1)
    ]


def test_a_juror_reads_their_own_scoring_session() -> None:
    call = make_judged_call()
    juror, file = make_juror(call), make_filed(call)
    assign(juror, file)
    make_review(juror, file, 5, 5, 5, submitted=False)

    scoring = scoring_session_of(juror, with_call(file))

    dossier = queries.dossier_of(scoring)
    first, second, third = (
        dossier.answers_by_criterion[criterion.id] for criterion in scoring.criteria
    )
    assert [question.key for question in first.questions] == ["context"]
    assert [question.key for question in second.questions] == ["governance"]
    assert third.is_empty
    whole = queries.whole_file_of(scoring)
    assert whole.claimed["environment", "governance"] == 2
    assert whole.expected["environment", "governance"] == 3
    assert scoring.is_editable
    assert scoring.marked == 3
    assert scoring.total == 90
