"""Reading the grid of a call, and what is said of it on the pages of the call."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ScalarSelect, func, select

from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import Fact
from callforprojects.core.data.points import Points
from callforprojects.core.text.i18n import _, ngettext
from callforprojects.criteria.models import Criterion, CriterionGroup, GridVersion, Thresholded


def criteria_of(round_id: uuid.UUID) -> list[Criterion]:
    """The criteria of a round, in the order of its jury."""
    return _criteria_of_version(grid_in_force(round_id))


def criteria_of_version(grid_version_id: uuid.UUID) -> list[Criterion]:
    """Those of one version of a grid, in force or not."""
    return _criteria_of_version(grid_version_id)


def groups_of_version(grid_version_id: uuid.UUID) -> list[CriterionGroup]:
    """The groups of one version of a grid, in their order."""
    groups = select(CriterionGroup).where(CriterionGroup.grid_version_id == grid_version_id)
    return list(db.session.scalars(groups.order_by(CriterionGroup.position)))


def grid_to_fill(round_id: uuid.UUID) -> tuple[GridVersion | None, int]:
    """The version of the grid in force, and how many criteria it has; at first there is none."""
    of_version = Criterion.grid_version_id == GridVersion.id
    row = db.session.execute(
        select(GridVersion, select(func.count()).where(of_version).scalar_subquery()).where(
            GridVersion.id == grid_in_force(round_id)
        )
    ).first()
    return (None, 0) if row is None else (row[0], row[1])


def grid_as_fact(call: Call) -> Fact:
    """How many criteria a call has."""
    _grid, count = grid_to_fill(call.current_round.id)
    gone = ngettext("%(num)s criterion goes.", "%(num)s criteria go.", count)
    return Fact(_("Criteria"), count, gone)


def public_grid(call: Call) -> Mapping[str, object]:
    """What the page of a call shows of its criteria."""
    return {"criteria": criteria_of(call.current_round.id)}


def grid_as_json(call: Call) -> dict[str, Any] | None:
    """The grid of the current round, as versions of the call keep it: points in hundredths."""
    in_force = grid_in_force(call.current_round.id)
    grid = db.session.scalar(select(GridVersion).where(GridVersion.id == in_force))
    if grid is None:
        return None
    groups = db.session.scalars(
        select(CriterionGroup)
        .where(CriterionGroup.grid_version_id == grid.id)
        .order_by(CriterionGroup.position)
    ).all()
    stable_ids = {group.id: str(group.stable_id) for group in groups}
    return {
        **_threshold_as_json(grid),
        "groups": [
            {
                "stable_id": str(group.stable_id),
                "title": group.title,
                **_threshold_as_json(group),
            }
            for group in groups
        ],
        "criteria": [
            _criterion_as_json(criterion)
            | {"group": criterion.group_id and stable_ids[criterion.group_id]}
            for criterion in _criteria_of_version(grid.id)
        ],
    }


def _criterion_as_json(criterion: Criterion) -> dict[str, Any]:
    return {
        "stable_id": str(criterion.stable_id),
        "title": criterion.title,
        "guidance": criterion.guidance,
        "descriptors": _by_hundredths(criterion.descriptors),
        "weight": criterion.weight.hundredths,
        "scale_min": criterion.scale_min.hundredths,
        "scale_max": criterion.scale_max.hundredths,
        "scale_step": criterion.scale_step.hundredths,
        "words": _by_hundredths(criterion.words),
        "counts_as": criterion.counts_as.value,
        "purposes": criterion.purposes,
        "domains": criterion.domains,
        "question_keys": criterion.question_keys,
        **_threshold_as_json(criterion),
    }


def _threshold_as_json(thing: Thresholded) -> dict[str, Any]:
    threshold, of = thing.threshold, thing.threshold_on
    return {
        "threshold": None if threshold is None else threshold.hundredths,
        "threshold_on": None if of is None else of.value,
    }


def _by_hundredths(texts: Mapping[Points, str]) -> dict[str, str]:
    return {str(points.hundredths): text for points, text in texts.items()}


def grid_in_force(round_id: uuid.UUID) -> ScalarSelect[uuid.UUID]:
    """The version of the grid in force, to be read by the statement around it."""
    versions = select(GridVersion.id).where(GridVersion.round_id == round_id)
    return versions.order_by(GridVersion.number.desc()).limit(1).scalar_subquery()


def _criteria_of_version(version: uuid.UUID | ScalarSelect[uuid.UUID]) -> list[Criterion]:
    grid = select(Criterion).where(Criterion.grid_version_id == version)
    return list(db.session.scalars(grid.order_by(Criterion.position)))
