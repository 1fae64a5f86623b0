"""The verbs on the grid of a draft: add, change, order, remove, or take the proposal."""

from collections.abc import Sequence
from dataclasses import replace

from callforprojects.activity.services import record
from callforprojects.calls.models import Call
from callforprojects.calls.services import require_draft, touch
from callforprojects.core.data.database import db
from callforprojects.core.data.points import Points
from callforprojects.core.data.records import assigning
from callforprojects.core.data.versions import check_version, lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _, in_language
from callforprojects.criteria.details import CriterionDetails
from callforprojects.criteria.models import Criterion, GridVersion
from callforprojects.criteria.proposals import propose_criteria
from callforprojects.criteria.queries import criteria_of, criteria_of_version, grid_to_fill
from callforprojects.questionnaires.models import Revision
from callforprojects.questionnaires.queries import questions_of

_WEIGHTS = frozenset(map(Points.of, range(1, 101)))
_SCALES = frozenset(map(Points.of, range(1, 21)))


def add_criterion(call: Call, details: CriterionDetails, *, by: Visitor) -> Criterion:
    """A new criterion at the end of the grid. Raises DomainError beside `weight`, `scale_max`."""
    require_draft(call)
    grid, count = _grid_of(call)
    criterion = _added(grid, count + 1, details)
    _changed(call, "added", by)
    return criterion


def update_criterion(criterion: Criterion, details: CriterionDetails, *, by: Visitor) -> None:
    """Change one criterion. Raises as `add_criterion`, ConflictError when the page was stale."""
    require_draft(criterion.call)
    check_version(criterion, details.version, by=by, recorded_on=criterion.call)
    _fill(criterion, details)
    _changed(criterion.call, "updated", by)


def move_criterion(criterion: Criterion, places: int, *, by: Visitor) -> None:
    """Move it up (-1) or down (1); at the edge it stays (`call` must be loaded)."""
    require_draft(criterion.call)
    grid = criteria_of_version(criterion.grid_version_id)
    here = grid.index(criterion)
    there = min(max(here + places, 0), len(grid) - 1)
    grid.insert(there, grid.pop(here))
    _renumber(grid)
    _changed(criterion.call, "moved", by)


def remove_criterion(criterion: Criterion, *, by: Visitor) -> None:
    """Take it out of the grid (`call` must be loaded)."""
    call = criterion.call
    require_draft(call)
    grid = criteria_of_version(criterion.grid_version_id)
    _renumber([other for other in grid if other is not criterion])
    db.session.delete(criterion)
    _changed(call, "removed", by)


def proposed_criteria(call: Call, revision: Revision) -> list[CriterionDetails]:
    """The grid that the expected profile suggests, in the language of the call.

    Only questions that are asked are read. Raises DomainError when nothing is expected.
    """
    keys = {question.key for question in questions_of(revision)}
    with in_language(call.language):
        grid = propose_criteria(call.expected_profile)
    if not grid:
        raise DomainError(_("Fill in the expected profile first: the proposal comes from it."))
    return [
        replace(
            criterion, question_keys=tuple(key for key in criterion.question_keys if key in keys)
        )
        for criterion in grid
    ]


def replace_criteria(call: Call, grid: Sequence[CriterionDetails], *, by: Visitor) -> None:
    """Put this grid in the place of the present one."""
    require_draft(call)
    for criterion in criteria_of(call.current_round.id):
        db.session.delete(criterion)
    version, _count = _grid_of(call)
    for position, details in enumerate(grid, start=1):
        _added(version, position, details)
    _changed(call, "replaced", by)


def _grid_of(call: Call) -> tuple[GridVersion, int]:
    """The grid that is being filled and how many criteria it has; the first one begins it."""
    grid, count = grid_to_fill(call.current_round.id)
    if grid is None:
        lock(call)  # two people may add the first criterion at once: the second one finds the grid
        grid, count = grid_to_fill(call.current_round.id)
    if grid is None:
        grid = GridVersion(round=call.current_round, number=1)
        db.session.add(grid)
    return grid, count


def _added(grid: GridVersion, position: int, details: CriterionDetails) -> Criterion:
    criterion = Criterion(position=position)
    _fill(criterion, details)
    criterion.grid = grid
    db.session.add(criterion)
    return criterion


_assign_criterion = assigning(CriterionDetails, to=Criterion, apart={"version"})


def _fill(criterion: Criterion, details: CriterionDetails) -> None:
    if details.weight not in _WEIGHTS:
        raise DomainError(_("A weight is a whole number from 1 to 100."), field="weight")
    if details.scale_max not in _SCALES:
        raise DomainError(_("The highest mark is from 1 to 20."), field="scale_max")
    _assign_criterion(criterion, details)


def _renumber(grid: Sequence[Criterion]) -> None:
    for position, criterion in enumerate(grid, start=1):
        criterion.position = position


def _changed(call: Call, change: str, by: Visitor) -> None:
    touch(call)
    record("criteria.changed", call, by=by, change=change)
