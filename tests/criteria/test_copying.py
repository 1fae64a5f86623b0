"""The copy of a call has the same grid, whatever a grid may say."""

import pytest

from callforprojects.core.data.database import db
from callforprojects.core.data.points import Points
from callforprojects.criteria.copying import OF_CRITERION, OF_GROUP, THRESHOLD, copy_grid
from callforprojects.criteria.models import Criterion, CriterionGroup, GridVersion, ThresholdOn
from callforprojects.criteria.queries import criteria_of, grid_to_fill, groups_of_version
from callforprojects.engines.scoring import CountsAs
from tests.factories.calls import make_call
from tests.factories.criteria import make_criterion

pytestmark = pytest.mark.usefixtures("app")

OWN = {"id", "created_at", "updated_at", "version", "grid_version_id", "stable_id", "group_id"}


def columns(model: type) -> set[str]:
    return set(model.__mapper__.columns.keys())  # type: ignore[attr-defined]  # a model


def test_no_column_of_a_grid_is_forgotten() -> None:
    assert columns(Criterion) == OWN | set(OF_CRITERION)
    assert columns(CriterionGroup) == (OWN - {"version", "group_id"}) | set(OF_GROUP)
    assert columns(GridVersion) == {
        *("id", "created_at", "updated_at", "round_id", "number"),
        *THRESHOLD,
    }


def test_groups_scales_and_thresholds_are_copied() -> None:
    call, copy = make_call(), make_call()
    limit = {"threshold": Points.of(2), "threshold_on": ThresholdOn.EACH_REVIEW}
    grid = GridVersion(
        round=call.current_round, number=3, threshold=Points.of(60), threshold_on=ThresholdOn.MEAN
    )
    db.session.add(grid)
    db.session.flush()
    group = CriterionGroup(grid_version_id=grid.id, position=1, title="Effects", **limit)
    db.session.add(group)
    db.session.flush()
    words = {Points.of(1): "weak", Points.of(5): "strong"}
    kinds = {"words": words, "scale_min": Points.of(1), **limit}
    first = make_criterion(1, 100, grid=grid, group_id=group.id, **kinds)
    bonus = make_criterion(2, 0, grid=grid, counts_as=CountsAs.BONUS)
    db.session.add_all([first, bonus])
    db.session.flush()

    copy_grid(call, copy)
    db.session.flush()
    db.session.expire_all()

    made, count = grid_to_fill(copy.current_round.id)
    assert made is not None
    assert (made.number, made.threshold, made.threshold_on, count) == (
        *(1, Points.of(60), ThresholdOn.MEAN),
        2,
    )
    (copied_group,) = groups_of_version(made.id)
    assert [getattr(copied_group, name) for name in OF_GROUP] == [
        getattr(group, name) for name in OF_GROUP
    ]
    for old, new in zip((first, bonus), criteria_of(copy.current_round.id), strict=True):
        for name in OF_CRITERION:
            assert getattr(new, name) == getattr(old, name), name
        assert (new.id, new.stable_id) != (old.id, old.stable_id)
        assert new.group_id == (copied_group.id if old.group_id else None)


def test_a_call_without_criteria_has_no_grid_to_give() -> None:
    call, copy = make_call(), make_call()

    copy_grid(call, copy)

    assert grid_to_fill(copy.current_round.id) == (None, 0)
