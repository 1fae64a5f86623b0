"""Giving files evenly: loads as equal as can be, never a conflict, never past a capacity."""

from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given, settings, strategies as st

from callforprojects.core.data.identifiers import uuid7
from callforprojects.engines.distribution import JurorCapacity, Plan, Situation, distribute

pytestmark = pytest.mark.unit

FILES = [uuid7() for _ in range(14)]
JURORS = [uuid7() for _ in range(8)]


def situations(*, with_limits: bool) -> st.SearchStrategy[Situation]:
    """Files, jurors, and when asked conflicts, pairs that stay and capacities."""

    def build(files: int, present: int, data: list[tuple[int, int]], caps: list[int]) -> Situation:
        pairs = [(JURORS[j % present], FILES[f % files]) for j, f in data]
        cut = len(pairs) // 2
        forbidden = set(pairs[:cut]) if with_limits else set()
        fixed = set(pairs[cut:]) - forbidden if with_limits else set()
        jurors = [
            JurorCapacity(JURORS[place], caps[place] if with_limits and caps[place] < 9 else None)
            for place in range(present)
        ]
        return Situation(FILES[:files], jurors, fixed, forbidden)

    numbers = st.tuples(st.integers(0, 7), st.integers(0, 13))
    return st.builds(
        build,
        st.integers(1, len(FILES)),
        st.integers(1, len(JURORS)),
        st.lists(numbers, max_size=40),
        st.lists(st.integers(0, 12), min_size=8, max_size=8),
    )


def jurors_by_file(situation: Situation, plan: Plan) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {file: [] for file in situation.applications}
    for juror, file in [*situation.fixed, *plan.new]:
        found[file].append(juror)
    return found


@given(situations(with_limits=False), st.integers(1, 4))
def test_loads_differ_by_one_at_most_when_nothing_forbids_it(
    situation: Situation, per_file: int
) -> None:
    plan = distribute(situation, per_file)

    loads = list(plan.loads.values())
    wanted = min(per_file, len(situation.jurors))
    assert max(loads) - min(loads) <= 1
    assert all(len(set(names)) == wanted for names in jurors_by_file(situation, plan).values())


@settings(max_examples=200)
@given(situations(with_limits=True), st.integers(1, 4))
def test_limits_are_kept(situation: Situation, per_file: int) -> None:
    plan = distribute(situation, per_file)

    assert not set(plan.new) & set(situation.forbidden)
    assert not set(plan.new) & set(situation.fixed)
    assert len(set(plan.new)) == len(plan.new)
    for able in situation.jurors:
        before = sum(juror == able.id for juror, _file in situation.fixed)
        given_now = sum(juror == able.id for juror, _file in plan.new)
        assert plan.loads[able.id] == before + given_now
        assert given_now == 0 or able.capacity is None or plan.loads[able.id] <= able.capacity
    for file, names in jurors_by_file(situation, plan).items():
        fixed = sum(other == file for _juror, other in situation.fixed)
        assert len(names) == max(fixed, per_file - plan.missing.get(file, 0))


@settings(max_examples=200)
@given(situations(with_limits=True), st.integers(1, 4))
def test_no_single_move_would_make_it_more_even(situation: Situation, per_file: int) -> None:
    plan = distribute(situation, per_file)
    taken = {*plan.new, *situation.fixed, *situation.forbidden}

    for giver, file in plan.new:
        for juror in situation.jurors:
            if (juror.id, file) not in taken and juror.has_capacity(plan.loads[juror.id]):
                assert plan.loads[juror.id] + 1 >= plan.loads[giver]


@settings(max_examples=200)
@given(situations(with_limits=True), st.integers(1, 4))
def test_a_place_stays_empty_only_when_no_juror_can_take_it(
    situation: Situation, per_file: int
) -> None:
    plan = distribute(situation, per_file)
    taken = {*plan.new, *situation.fixed, *situation.forbidden}

    for file in plan.missing:
        assert not any(
            (juror.id, file) not in taken and juror.has_capacity(plan.loads[juror.id])
            for juror in situation.jurors
        )


@given(situations(with_limits=True), st.integers(1, 4))
def test_the_same_situation_gives_the_same_plan(situation: Situation, per_file: int) -> None:
    assert distribute(situation, per_file) == distribute(situation, per_file)


def test_a_chain_of_exchanges_finds_room() -> None:
    """The first juror alone may take the second file: they give the first one away."""
    first, second = FILES[:2]
    able, other = JurorCapacity(JURORS[0], 1), JurorCapacity(JURORS[1], 1)
    situation = Situation([first, second], [able, other], forbidden={(other.id, second)})

    plan = distribute(situation, 1)

    assert set(plan.new) == {(other.id, first), (able.id, second)}
    assert plan.missing == {}


def test_what_lacks_is_said() -> None:
    situation = Situation(FILES[:3], [JurorCapacity(JURORS[0], 2)])

    plan = distribute(situation, 1)

    assert sum(plan.missing.values()) == 1
    assert plan.loads == {JURORS[0]: 2}


def test_without_jurors_everything_lacks() -> None:
    assert distribute(Situation(FILES[:1], []), 2).missing == {FILES[0]: 2}


def test_jurors_meet_different_colleagues() -> None:
    """With two jurors a file among four, the pairs are mixed: not always the same two."""
    situation = Situation(FILES[:12], [JurorCapacity(juror) for juror in JURORS[:4]])

    plan = distribute(situation, 2)

    teams = {frozenset(names) for names in jurors_by_file(situation, plan).values()}
    assert len(teams) >= 4


def test_the_fingerprint_tells_plans_apart() -> None:
    jurors = [JurorCapacity(juror) for juror in JURORS[:3]]
    plans = [distribute(Situation(FILES[:4], jurors), per_file) for per_file in (1, 2, 3)]

    assert all(one.fingerprint != other.fingerprint for one, other in pairwise(plans))
