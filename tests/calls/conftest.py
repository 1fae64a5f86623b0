"""What the tests of calls share: an officer, and what the activity says."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from callforprojects.accounts.models import User
from callforprojects.activity.models import Activity
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from tests.factories.accounts import make_user


@pytest.fixture
def officer() -> User:
    """Whoever acts: verbs check states, not people."""
    return make_user()


@pytest.fixture
def verbs() -> Callable[[Call], list[str]]:
    """`verbs(call)` is what the activity says was done to it, oldest first."""

    def read(call: Call) -> list[str]:
        query = sa.select(Activity).where(Activity.subject_id == call.id).order_by(Activity.id)
        return [row.verb for row in db.session.scalars(query)]

    return read
