"""Who may change the grid of a call in life: the seats that the database gives."""

from collections.abc import Callable

import pytest

from callforprojects.core.data.visitors import Guest, Visitor
from callforprojects.criteria import permissions
from callforprojects.organisations.models import Organisation, Role
from tests.factories.accounts import make_administrator, make_user
from tests.factories.calls import make_call, make_officer
from tests.factories.criteria import first_criterion

pytestmark = pytest.mark.usefixtures("app")

WHO: dict[str, Callable[[Organisation], Visitor]] = {
    "guest": lambda _funder: Guest(),
    "stranger": lambda _funder: make_user(),
    "reader": lambda funder: make_officer(funder, Role.READER),
    "editor": lambda funder: make_officer(funder, Role.EDITOR),
    "administrator": lambda funder: make_officer(funder, Role.ADMINISTRATOR),
    "site": lambda _funder: make_administrator(),
}


@pytest.mark.parametrize("who", WHO)
def test_who_may_edit_the_criteria_of_a_call(who: str) -> None:
    call = make_call("ready")
    criterion, visitor = first_criterion(call), WHO[who](call.funder)
    expected = who in {"editor", "administrator"}

    assert permissions.edit_criterion(visitor, criterion) is expected
