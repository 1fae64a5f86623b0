"""Who may end a session in life: its own person."""

import pytest

from callforprojects.accounts.models import UserSession
from callforprojects.accounts.permissions import end_session
from callforprojects.core.data.visitors import Guest, Visitor
from tests.factories.accounts import make_administrator, make_user

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(
    ("who", "may"), [("self", True), ("other", False), ("administrator", False), ("guest", False)]
)
def test_end_session(who: str, may: bool) -> None:
    owner = make_user()
    people: dict[str, Visitor] = {
        "self": owner,
        "other": make_user(),
        "administrator": make_administrator(),
        "guest": Guest(),
    }

    assert end_session(people[who], UserSession(user_id=owner.id)) is may
