"""Who may read the activity of everybody, as a table."""

import pytest

from callforprojects.activity.permissions import see_activity
from callforprojects.core.data.visitors import Guest, Visitor
from tests.seated import Seated

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("visitor", "expected"),
    [(Guest(), False), (Seated(), False), (Seated(is_administrator=True), True)],
)
def test_see_activity(visitor: Visitor, expected: bool) -> None:
    assert see_activity(visitor) is expected
