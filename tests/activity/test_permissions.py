"""Who may read the activity of everybody."""

import pytest

from callforprojects.activity.permissions import see_activity
from callforprojects.core.data.visitors import Guest
from tests.factories.accounts import make_administrator, make_user

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(
    ("visitor", "expected"), [(make_administrator, True), (make_user, False), (Guest, False)]
)
def test_see_activity(visitor, expected):
    assert see_activity(visitor()) is expected
