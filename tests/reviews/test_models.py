"""What a version of a review kept is read for ever, whatever its format."""

import uuid

import pytest

from callforprojects.core.data.points import Points
from callforprojects.criteria.models import Criterion
from callforprojects.reviews.models import KeptMark, ReviewVersion, ScoreStatus

pytestmark = pytest.mark.unit

CRITERION = Criterion(id=uuid.UUID(int=3), stable_id=uuid.UUID(int=1))


@pytest.mark.parametrize(("number", "value"), [(1, 4), (2, 400)])
def test_a_mark_is_read_in_the_format_in_which_it_was_kept(number: int, value: int) -> None:
    mark = {"status": "scored", "value": value, "comment": "Sound."}
    version = ReviewVersion(format=number, marks={str(CRITERION.stable_id): mark})

    assert version.mark_on(CRITERION) == KeptMark(ScoreStatus.SCORED, Points.of(4), "Sound.")


@pytest.mark.parametrize("number", [1, 2])
def test_what_has_no_mark_is_no_zero(number: int) -> None:
    mark = {"status": "not_applicable", "value": None, "comment": "It is not."}
    version = ReviewVersion(format=number, marks={str(CRITERION.stable_id): mark})

    kept = version.mark_on(CRITERION)
    assert kept == KeptMark(ScoreStatus.NOT_APPLICABLE, None, "It is not.")
    assert version.mark_on(Criterion(id=uuid.UUID(int=1), stable_id=uuid.UUID(int=2))) is None
