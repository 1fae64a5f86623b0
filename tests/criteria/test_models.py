"""A grid as the schema allows it: what is of no use in it is refused by the database."""

import uuid
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from callforprojects.core.data.database import db
from callforprojects.core.data.points import Points
from callforprojects.criteria.models import Criterion, CriterionGroup, GridVersion, ThresholdOn
from callforprojects.engines.scoring import CountsAs
from tests.factories.calls import make_call
from tests.factories.criteria import make_criterion

MEAN, EACH = ThresholdOn.MEAN, ThresholdOn.EACH_REVIEW


@pytest.fixture
def grid(app) -> GridVersion:
    version = GridVersion(round=make_call().current_round)
    db.session.add(version)
    db.session.flush()
    return version


def kept(*rows: Any) -> None:
    db.session.add_all(rows)
    db.session.flush()


def a_group(grid: GridVersion, **values: Any) -> CriterionGroup:
    return CriterionGroup(grid_version_id=grid.id, position=1, title="Effects", **values)


def test_a_criterion_is_of_the_simplest_kind_unless_told(grid) -> None:
    criterion = make_criterion(grid=grid)
    kept(criterion)
    db.session.expire_all()

    assert criterion.marks == [Points.of(number) for number in range(6)]
    assert (criterion.counts_as, criterion.words, criterion.group_id) == (CountsAs.MEAN, {}, None)
    assert (criterion.threshold, criterion.threshold_on) == (None, None)
    assert (grid.threshold, grid.number) == (None, 1)


@pytest.mark.parametrize(
    "values",
    [
        {"scale_min": Points.of(1)},
        {"scale_min": Points.of(1), "scale_step": Points.of("0.5")},
        {"scale_max": Points.of("4.5"), "scale_step": Points.of("1.5")},
        {"counts_as": CountsAs.BONUS, "weight": Points.zero()},
        {"threshold": Points.of(2), "threshold_on": EACH},
        {"threshold": Points.of(5), "threshold_on": MEAN},
        {"weight": Points.of("12.5")},
    ],
)
def test_other_kinds_are_kept(grid, values: dict[str, Any]) -> None:
    criterion = make_criterion(grid=grid, **values)
    kept(criterion)
    db.session.expire_all()

    assert {name: getattr(criterion, name) for name in values} == values


@pytest.mark.parametrize(
    "values",
    [
        {"scale_min": Points.of(-1)},
        {"scale_min": Points.of(5)},
        {"scale_step": Points.zero()},
        {"scale_step": Points.of(2)},
        {"scale_max": Points.of("4.5")},
        {"scale_max": Points.of(21)},
        {"weight": Points.of("100.01")},
        {"counts_as": CountsAs.BONUS},
        {"counts_as": CountsAs.NOTHING},
        {"threshold": Points.of(2)},
        {"threshold_on": MEAN},
        {"threshold": Points.of(6), "threshold_on": MEAN},
        {"scale_min": Points.of(1), "threshold": Points.zero(), "threshold_on": MEAN},
        {"group_id": uuid.uuid4()},
    ],
)
def test_a_criterion_that_makes_no_sense_is_refused(grid, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        kept(make_criterion(grid=grid, **values))


@pytest.mark.parametrize(
    "values",
    [
        {"threshold": Points.of(50)},
        {"threshold_on": EACH},
        {"threshold": Points.of(101), "threshold_on": MEAN},
        {"threshold": Points.of(-1), "threshold_on": MEAN},
    ],
)
def test_a_threshold_that_makes_no_sense_is_refused(grid, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), db.session.begin_nested():
        kept(a_group(grid, **values))
    with pytest.raises(IntegrityError), db.session.begin_nested():
        kept(GridVersion(round_id=grid.round_id, number=2, **values))


def test_a_criterion_stands_in_a_group_of_its_own_grid(grid) -> None:
    other = GridVersion(round_id=grid.round_id, number=2)
    kept(other)
    own, strange = a_group(grid), a_group(other)
    kept(own, strange)

    kept(make_criterion(grid=grid, group_id=own.id))
    with pytest.raises(IntegrityError):
        kept(make_criterion(grid=grid, group_id=strange.id))


def test_a_grid_holds_a_criterion_once_and_a_version_once(grid) -> None:
    first = make_criterion(grid=grid)
    kept(first)

    with pytest.raises(IntegrityError), db.session.begin_nested():
        kept(make_criterion(grid=grid, stable_id=first.stable_id))
    with pytest.raises(IntegrityError), db.session.begin_nested():
        kept(GridVersion(round_id=grid.round_id, number=1))


def test_marks_go_by_steps_or_are_those_that_have_a_word() -> None:
    scale = {"scale_min": Points.of(1), "scale_max": Points.of(2), "scale_step": Points.of("0.5")}
    words = {Points.of(5): "very good", Points.zero(): "poor"}

    assert Criterion(**scale, words={}).marks == [Points(100), Points(150), Points(200)]
    assert Criterion(**scale, words=words).marks == [Points.zero(), Points.of(5)]
