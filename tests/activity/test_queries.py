"""Reading the activity."""

from datetime import UTC, date, datetime, timedelta

import pytest

from callforprojects.activity.queries import ActivityFilters, activity_of, whole_activity
from callforprojects.activity.services import record
from callforprojects.core.clock import now
from callforprojects.core.database import db
from tests.factories.accounts import make_user
from tests.factories.activity import make_activity


def test_activity_of_one_object_newest_first_with_names():
    marie = make_user(first_name="Marie", last_name="Durand")
    other = make_user()
    record("user.signed_up", marie, by=None)
    record("user.updated", marie, by=marie, fields=1)
    record("user.updated", other, by=marie)
    db.session.commit()

    entries = activity_of(marie)

    assert [(entry.verb, entry.actor, entry.details) for entry in entries] == [
        ("user.updated", "Marie Durand", {"fields": 1}),
        ("user.signed_up", "", {}),
    ]
    assert str(entries[0].sentence) == "a modifié son profil"


def test_activity_of_some_verbs_only():
    user = make_user()
    record("user.signed_up", user, by=user)
    record("user.updated", user, by=user)

    entries = activity_of(user, limit=1, verbs=("user.signed_up",))

    assert [entry.verb for entry in entries] == ["user.signed_up"]


def test_activity_of_stops_at_its_limit():
    user = make_user()
    for _number in range(4):
        record("user.updated", user, by=user)

    assert len(activity_of(user, limit=3)) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(count, count_queries):
    for _number in range(count):
        user = make_user()
        record("user.updated", user, by=user)
    db.session.commit()

    with count_queries() as queries:
        page = whole_activity(ActivityFilters())

    assert page.total == count
    assert len(queries) == 3


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (ActivityFilters(), 3),
        (ActivityFilters(verb="call.created"), 1),
        (ActivityFilters(verb="call.cancelled"), 0),
        (ActivityFilters(since=date(2026, 3, 2)), 2),
        (ActivityFilters(until=date(2026, 3, 1)), 1),
        (ActivityFilters(since=date(2026, 3, 2), until=date(2026, 3, 2)), 1),
    ],
)
def test_filters_by_verb_and_by_day_in_paris(filters, expected):
    make_activity(at=datetime(2026, 3, 1, 22, 59, tzinfo=UTC), verb="call.created")
    make_activity(at=datetime(2026, 3, 1, 23, 0, tzinfo=UTC))
    make_activity(at=datetime(2026, 3, 2, 23, 0, tzinfo=UTC))

    assert whole_activity(filters).total == expected


def test_the_list_is_cut_into_pages():
    for number in range(60):
        make_activity(at=now() - timedelta(minutes=number))

    page = whole_activity(ActivityFilters(), page=2)

    assert (page.total, page.first, page.last) == (60, 51, 60)
