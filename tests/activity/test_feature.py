"""Who may read the activity of everybody in life: accounts as they are kept."""

from collections.abc import Callable

import pytest

from callforprojects.activity.permissions import see_activity
from callforprojects.core.data.visitors import Guest, Visitor
from tests.factories.accounts import make_administrator, make_user

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(
    ("visitor", "expected"), [(make_administrator, True), (make_user, False), (Guest, False)]
)
def test_see_activity(visitor: Callable[[], Visitor], expected: bool) -> None:
    assert see_activity(visitor()) is expected
