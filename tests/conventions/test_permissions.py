"""A rule answers from its objects and from what was read of the visitor: it asks no query."""

import pytest

from callforprojects.core.data.database import db
from callforprojects.juries.models import Juror
from tests.factories.accounts import make_user

RULE = """
def may(visitor):
    return ask(visitor)
"""


def rule_that(ask):
    """A rule as it would stand in the permissions of a feature, which answers by `ask`."""
    names = {"ask": ask}
    exec(compile(RULE, "/somewhere/calls/permissions.py", "exec"), names)  # noqa: S102  # the text above
    return names["may"]


def test_a_rule_that_asks_the_database_stops_the_test(app):
    asks = rule_that(
        lambda visitor: db.session.get(type(visitor), visitor.id, populate_existing=True)
    )
    with pytest.raises(AssertionError, match=r"^calls.may asks the database: SELECT"):
        asks(make_user())


def test_the_seats_of_the_visitor_and_what_is_hidden_from_them_are_read_once(count_queries):
    asks = rule_that(lambda visitor: visitor.seats(Juror) or visitor.hidden(Juror))
    person = make_user()
    with count_queries() as queries:
        assert person.id
        queries.clear()
        asks(person)
        asks(person)
    assert len(queries) == 1
