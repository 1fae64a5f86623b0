"""What is read of juries, in a constant number of queries."""

import pytest

from callforprojects.core.tables.in_memory import filtered_and_sorted
from callforprojects.juries import queries
from callforprojects.juries.models import JurorStatus
from callforprojects.juries.tables import FILES, JURORS
from tests.factories.juries import (
    assign,
    make_conflict,
    make_filed,
    make_judged_call,
    make_juror,
)
from tests.factories.reviews import make_review
from tests.seated import officer_of

pytestmark = pytest.mark.usefixtures("app")


def test_lines_tell_load_and_progress() -> None:
    call = make_judged_call()
    juror = make_juror(call)
    files = [make_filed(call) for _ in range(5)]
    assign(juror, *files[:3])
    assign(juror, *files[3:], declared=False)
    make_review(juror, files[0], 5, 5, 5)
    make_review(juror, files[1], 5, None, None, submitted=False)
    make_conflict(juror, files[4])

    (line,) = queries.juror_lines(call.current_round.id)

    assert (line.load, line.to_declare, line.begun, line.submitted, line.conflicts) == (
        4,
        1,
        1,
        1,
        1,
    )


def test_progress_leaves_out_what_a_conflict_took_away() -> None:
    call = make_judged_call()
    juror, file = make_juror(call), make_filed(call)
    assign(juror, file)
    make_review(juror, file, 5, 5, 5)
    make_conflict(juror, file)

    (line,) = queries.juror_lines(call.current_round.id)

    assert (line.load, line.submitted) == (0, 0)


def test_who_sits_in_two_juries_steps_back_in_one() -> None:
    call, other = make_judged_call(), make_judged_call()
    juror, file = make_juror(call), make_filed(call)
    make_juror(other, user=juror.user)
    make_conflict(juror, file)

    assert [line.conflicts for line in queries.juror_lines(call.current_round.id)] == [1]
    assert [line.conflicts for line in queries.juror_lines(other.current_round.id)] == [0]
    assert queries.conflicted_jurors(file.id) == {juror.id}


@pytest.mark.parametrize("count", [1, 3])
def test_lines_take_four_queries(count: int, count_queries) -> None:
    call = make_judged_call()
    file = make_filed(call)
    for _ in range(count):
        juror = make_juror(call)
        assign(juror, file)
    round_id = call.current_round.id

    with count_queries() as seen:
        lines = queries.juror_lines(round_id)

    assert (len(lines), len(seen)) == (count, 4)


@pytest.mark.parametrize("count", [1, 3])
def test_given_files_take_one_query(count: int, count_queries) -> None:
    call = make_judged_call()
    juror = make_juror(call)
    for _ in range(count):
        assign(juror, make_filed(call))
    round_id, officer = call.current_round.id, officer_of(call)

    with count_queries() as seen:
        page = queries.files_of_call(round_id, FILES.state_of({}), officer)
        names = [(file.organisation, file.jurors[0].id) for file in page.items]

    assert len(names) == count
    assert len(seen) == 3  # how many, the page, its jurors


def test_who_stepped_back_is_set_apart() -> None:
    call = make_judged_call()
    one, two, file = make_juror(call), make_juror(call), make_filed(call)
    assign(one, file)
    assign(two, file)
    make_conflict(two, file)

    (given,) = queries.all_files_of_call(
        call.current_round.id, FILES.state_of({}), officer_of(call)
    )

    assert [juror.id for juror in given.jurors] == [one.id]
    assert [juror.id for juror in given.withdrawn] == [two.id]


def test_files_to_declare_leave_out_what_is_closed() -> None:
    call = make_judged_call()
    juror, known, new, closed = make_juror(call), *(make_filed(call) for _ in range(3))
    assign(juror, known, closed)
    assign(juror, new, declared=False)
    make_conflict(juror, closed)

    found = {each.application.id: each.has_conflict for each in queries.files_to_declare(juror.id)}

    assert found == {known.id: False, new.id: None}


def test_only_accepted_jurors_judge() -> None:
    call = make_judged_call()
    accepted = make_juror(call)
    make_juror(call, status=JurorStatus.REMOVED)

    assert queries.jurors_who_judge(call.current_round.id) == [accepted]


def test_a_preview_names_files_and_jurors() -> None:
    call = make_judged_call()
    juror, file = make_juror(call, capacity=1), make_filed(call)
    lacking = make_filed(call)

    preview = queries.preview_of(call.current_round.id, queries.plan_of(call.current_round.id, 1))

    assert preview.files == [(file, [juror])]
    assert preview.loads == [(juror, 1, 1)]
    assert preview.missing == [(lacking, 1)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Alps", "beach", "Copse"]),
        ({"sort": ["-title"]}, ["Copse", "beach", "Alps"]),
        ({"sort": ["-count"]}, ["beach", "Copse", "Alps"]),
        ({"sort": ["-count"], "show": ["alone"]}, ["Alps"]),
        ({"q": ["EACH"]}, ["beach"]),
        ({"q": ["nothing like it"]}, []),
    ],
)
def test_files_are_sorted_and_narrowed(asked, found) -> None:
    call = make_judged_call()
    _alone, two, one = (make_filed(call, title=title) for title in ("Alps", "beach", "Copse"))
    first, second = make_juror(call), make_juror(call)
    assign(first, two, one)
    assign(second, two)
    state = FILES.state_of(asked)

    page = queries.files_of_call(call.current_round.id, state, officer_of(call))

    assert [file.title for file in page.items] == found
    assert page.total == len(found)
    everything = queries.all_files_of_call(call.current_round.id, state, officer_of(call))
    assert [file.title for file in everything] == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Ana", "bea", "Cléo"]),
        ({"sort": ["-load"]}, ["bea", "Ana", "Cléo"]),
        ({"sort": ["most"]}, ["Cléo", "Ana", "bea"]),
        ({"sort": ["employer"]}, ["Cléo", "Ana", "bea"]),
        ({"q": ["town hall"]}, ["Cléo"]),
        ({"status": ["invited"]}, ["bea"]),
        ({"status": ["removed"]}, []),
    ],
)
def test_jurors_are_sorted_and_narrowed(asked, found) -> None:
    call = make_judged_call()
    make_juror(call, full_name="Ana")
    busy = make_juror(call, full_name="bea", status=JurorStatus.INVITED)
    make_juror(call, full_name="Cléo", employer="Town hall", capacity=4)
    assign(busy, make_filed(call))

    lines = filtered_and_sorted(queries.juror_lines(call.current_round.id), JURORS.state_of(asked))

    assert [line.juror.full_name for line in lines] == found
