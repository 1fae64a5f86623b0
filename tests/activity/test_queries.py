"""Reading the activity."""

from datetime import UTC, datetime, timedelta

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
from callforprojects.core.text.i18n import in_language
from tests.factories.accounts import make_user
from tests.factories.activity import make_activity
from tests.factories.applications import make_application
from tests.factories.calls import make_funder
from tests.factories.selection import make_decision


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
                assert url_for(kind.page[0], **{kind.page[1]: uuid7()}).startswith("/")
