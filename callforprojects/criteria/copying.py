"""What the copy of a call takes over of its grid: all of it, in a first version."""

from collections.abc import Collection

from callforprojects.calls.models import Call
from callforprojects.core.data.database import Model, db
from callforprojects.core.data.identifiers import uuid7
from callforprojects.criteria.models import Criterion, CriterionGroup, GridVersion
from callforprojects.criteria.queries import criteria_of_version, grid_to_fill, groups_of_version

THRESHOLD = ("threshold", "threshold_on")
OF_GROUP = (*THRESHOLD, "position", "title")
OF_CRITERION = (
    *(*THRESHOLD, "position", "title", "guidance", "descriptors", "weight", "counts_as"),
    *("scale_min", "scale_max", "scale_step", "words", "purposes", "domains", "question_keys"),
)


def copy_grid(call: Call, copy: Call) -> None:
    """Give to the copy of a call the same grid; a call without criteria has none to give."""
    grid, _count = grid_to_fill(call.current_round.id)
    if grid is None:
        return
    version = GridVersion(round=copy.current_round, **_values(grid, THRESHOLD))
    groups = {
        group.id: CriterionGroup(id=uuid7(), **_values(group, OF_GROUP))
        for group in groups_of_version(grid.id)
    }
    db.session.add(version)
    db.session.flush()
    for group in groups.values():
        group.grid_version_id = version.id
        db.session.add(group)
    db.session.flush()
    for criterion in criteria_of_version(grid.id):
        copied = Criterion(**_values(criterion, OF_CRITERION), grid=version)
        copied.group_id = groups[criterion.group_id].id if criterion.group_id else None
        db.session.add(copied)


def _values(row: Model, names: Collection[str]) -> dict[str, object]:
    """The values of some columns; lists and mappings are those of the copy alone."""
    values = {name: getattr(row, name) for name in names}
    return {
        name: type(value)(value) if isinstance(value, list | dict) else value
        for name, value in values.items()
    }
