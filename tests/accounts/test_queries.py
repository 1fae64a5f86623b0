"""Lists of sessions cost the same, however many they are."""

import pytest

from callforprojects.accounts import queries, services
from tests.factories.accounts import make_user

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize("count", [1, 3])
def test_open_sessions_is_one_query(count, count_queries):
    user = make_user()
    for number in range(count):
        services.open_session(user, f"Browser {number}")
    user_id = user.id

    with count_queries() as asked:
        found = queries.open_sessions(user_id)

    assert len(found) == count
    assert len(asked) == 1


def test_the_sessions_of_others_are_not_listed():
    services.open_session(make_user(), "theirs")

    assert queries.open_sessions(make_user().id) == []


def test_loading_a_visitor_is_one_query(count_queries):
    _session, key = services.open_session(make_user(), "")

    with count_queries() as asked:
        row = queries.session_by_key(key)
        assert row is not None
        name = row.user.first_name

    assert name == "Camille"
    assert len(asked) == 1
