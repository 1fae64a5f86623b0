"""Reading the activity."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from flask import url_for

from callforprojects.activity.queries import activity_of, pages_of_activity, whole_activity
from callforprojects.activity.services import record
from callforprojects.activity.subjects import kinds, subjects
from callforprojects.activity.tables import ACTIVITY
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.identifiers import uuid7
from callforprojects.core.data.visitors import Guest
from callforprojects.core.tables.pagination import paginate_by_key
from callforprojects.core.text.i18n import in_language
from tests.factories.accounts import make_user
from tests.factories.activity import make_activity
from tests.factories.applications import make_application
from tests.factories.calls import make_funder
from tests.factories.selection import make_decision

pytestmark = pytest.mark.usefixtures("app")


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


def whole(**asked):
    return whole_activity(
        ACTIVITY.state_of({name: [value] for name, value in asked.items()}), Guest()
    )


@pytest.fixture
def many(monkeypatch):
    """Seven things done, of which three in one instant, in pages of two."""
    monkeypatch.setattr(paginate_by_key, "__kwdefaults__", {"per_page": 2})
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    made = [make_activity(at=at + timedelta(hours=hour)) for hour in (0, 1, 2, 2, 2, 3, 4)]
    db.session.commit()
    return made


def sequence_of(page):
    return [(entry.at, entry.subject_id) for entry in page.items]


@pytest.mark.parametrize("sort", ["-at", "at"])
def test_a_page_beside_another_is_that_of_its_number(many, sort):
    by_number = [whole(sort=sort, page=str(number)) for number in range(1, 5)]

    for before, after in pairwise(by_number):
        forth = whole(sort=sort, page=str(after.page), after=str(before.last_key))
        back = whole(sort=sort, page=str(before.page), before=str(after.first_key))
        assert sequence_of(forth) == sequence_of(after)
        assert sequence_of(back) == sequence_of(before)
        assert (forth.page, forth.total, back.page) == (after.page, 7, before.page)
    assert len({entry for page in by_number for entry in sequence_of(page)}) == 7


def test_what_is_done_meanwhile_shows_nothing_twice(many):
    first = whole()
    make_activity(at=datetime(2026, 3, 2, tzinfo=UTC))
    db.session.commit()

    second = whole(page="2", after=str(first.last_key))

    assert set(sequence_of(first)).isdisjoint(sequence_of(second))
    assert set(sequence_of(first)) & set(sequence_of(whole(page="2")))


@pytest.mark.parametrize("after", ["nonsense", "01890000-0000-7000-8000-000000000000"])
def test_a_row_that_is_not_there_leaves_the_number_of_the_page(many, after):
    assert sequence_of(whole(page="2", after=after)) == sequence_of(whole(page="2"))


def test_a_page_beside_another_is_looked_for_from_its_row(many, count_queries):
    key = str(whole().last_key)

    with count_queries() as queries:
        whole(page="2", after=key)

    assert "(activity.at, activity.id) < (SELECT" in queries[0]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(count, count_queries):
    for _number in range(count):
        user = make_user()
        record("user.updated", user, by=user)
        record("organisation.created", make_funder(), by=user)
    db.session.commit()

    with count_queries() as queries:
        page = whole()

    assert page.total == 2 * count
    assert len(queries) == 5  # how many, the rows, who did them, the people, the organisations


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, 3),
        ({"verb": "call.created"}, 1),
        ({"verb": "call.cancelled"}, 0),
        ({"verb": "unknown"}, 3),
        ({"kind": "call"}, 3),
        ({"kind": "user"}, 0),
        ({"since": "2026-03-02"}, 2),
        ({"until": "2026-03-01"}, 1),
        ({"since": "2026-03-02", "until": "2026-03-02"}, 1),
        ({"since": "2026-03-02", "until": "2026-03-01"}, 0),
        ({"since": "0001-01-01", "until": "9999-12-31"}, 3),
        ({"since": "yesterday"}, 3),
    ],
)
def test_filters_by_verb_and_by_day_in_paris(filters, expected):
    make_activity(at=datetime(2026, 3, 1, 22, 59, tzinfo=UTC), verb="call.created")
    make_activity(at=datetime(2026, 3, 1, 23, 0, tzinfo=UTC))
    make_activity(at=datetime(2026, 3, 2, 23, 0, tzinfo=UTC))

    assert whole(**filters).total == expected


@pytest.mark.parametrize(
    ("words", "expected"), [("durand", 2), ("Marie DUR", 2), ("durand marie", 2), ("%", 0)]
)
def test_filters_by_the_name_of_the_person(words, expected):
    marie, paul = make_user(first_name="Marie", last_name="Durand"), make_user(last_name="Petit")
    for person in (marie, marie, paul, None):
        make_activity(actor_id=person and person.id)

    assert whole(person=words).total == expected


def test_the_list_is_cut_into_pages_and_turned_round():
    for number in range(60):
        make_activity(at=now() - timedelta(minutes=number))

    page = whole(page="2")

    assert (page.total, page.first, page.last) == (60, 51, 60)
    assert whole(sort="at").items[0].at == page.items[-1].at


def test_all_that_was_done_to_one_object():
    user = make_user()
    for _number in range(51):
        record("user.updated", user, by=user)
    record("user.updated", make_user(), by=user)

    page = pages_of_activity(user, page=2)

    assert (page.total, len(page.items)) == (51, 1)


def test_what_things_were_done_to_is_named():
    application = make_application(submitted=True)
    call, person = application.call, make_user(first_name="Marie", last_name="Durand")
    decision = make_decision(application)
    recorded = [
        ("call", call.id, "Call", call.title, "calls.detail"),
        ("questionnaire", call.questionnaire_id, "Questionnaire of the call", call.title, "calls.detail"),
        ("application", application.id, "Application", "", ""),
        ("decision", decision.id, "Decision on the application", "", ""),
        ("organisation", call.funder_id, "Organisation", call.funder.name, "organisations.detail"),
        ("user", person.id, "Account", "Marie Durand", "accounts.detail"),
        ("call", uuid7(), "Call", "", ""),
        ("parrot", uuid7(), "parrot", "", ""),
    ]  # fmt: skip

    found = subjects((kind, identifier) for kind, identifier, *_ in recorded)

    with in_language("en"):
        for kind, identifier, label, name, endpoint in recorded:
            subject = found[kind, identifier]
            assert (str(subject.kind), subject.name, subject.endpoint) == (label, name, endpoint)


def test_every_kind_that_has_a_page_has_its_address(app):
    with app.test_request_context():
        for kind in kinds().values():
            if kind.page:
                arguments: dict[str, Any] = {kind.page[1]: uuid7()}
                assert url_for(kind.page[0], **arguments).startswith("/")
