"""Who may change the grid of a call."""

import pytest

from callforprojects.criteria import permissions
from callforprojects.criteria.queries import criteria_of
from tests.calls.test_permissions import WHO, somebody
from tests.factories.calls import make_call

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize("who", WHO)
def test_who_may_edit_the_criteria_of_a_call(who):
    call = make_call("ready")
    expected = who in {"editor", "administrator"}

    assert (
        permissions.edit_criterion(somebody(who, call.funder), criteria_of(call.id)[0]) is expected
    )
