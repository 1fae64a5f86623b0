"""The gate: who is refused, how, and that a template asks the same question."""

import uuid

import pytest
from flask import Flask, render_template_string
from werkzeug.exceptions import HTTPException

from callforprojects.accounts.models import User
from callforprojects.core.data import visitors
from callforprojects.core.data.database import db
from callforprojects.core.data.visibility_rules import Visibility
from callforprojects.core.data.visitors import NOBODY, Guest, Seat
from callforprojects.core.web import access
from callforprojects.core.web.access import requires
from callforprojects.juries.models import Juror
from callforprojects.organisations.models import Membership
from tests.declaring import declare_in


def allow(visitor: object, user: User) -> bool:
    del visitor
    return user.first_name == "Open"


def status_of(
    app: Flask, user_id: uuid.UUID, *, conceal: bool = False, sign_in: bool = True
) -> int:
    """What the gate answers to a guest who asks for a person."""
    view = requires(allow, User, conceal=conceal, sign_in=sign_in)(lambda user: user.first_name)
    with app.test_request_context():
        try:
            assert view(user_id=user_id) == "Open"
        except HTTPException as refusal:
            return refusal.code or 0
    return 200


@pytest.fixture
def people(app: Flask) -> dict[str, uuid.UUID]:
    found = {}
    for name in ("Open", "Closed"):
        user = User(email=f"{name}@example.org".lower(), first_name=name, last_name="X")
        db.session.add(user)
        db.session.flush()
        found[name] = user.id
    db.session.commit()
    return found


def test_the_subject_is_loaded_and_handed_over(app: Flask, people: dict[str, uuid.UUID]) -> None:
    assert status_of(app, people["Open"]) == 200


def test_a_guest_who_is_refused_is_asked_to_sign_in(
    app: Flask, people: dict[str, uuid.UUID]
) -> None:
    assert status_of(app, people["Closed"]) == 401
    assert status_of(app, people["Closed"], conceal=True) == 401


def test_where_signing_in_would_not_help_nothing_is_there(
    app: Flask, people: dict[str, uuid.UUID]
) -> None:
    assert status_of(app, people["Closed"], conceal=True, sign_in=False) == 404


def test_what_is_out_of_sight_is_not_there(
    app: Flask, people: dict[str, uuid.UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert status_of(app, people["Closed"], sign_in=False) == 403

    rules = {User: Visibility(may_know=lambda _visitor, _user: False)}
    declare_in(monkeypatch, visibility_rules=rules)

    assert status_of(app, people["Closed"], sign_in=False) == 404
    assert status_of(app, people["Open"]) == 200


def test_what_does_not_exist_is_not_found(app: Flask) -> None:
    assert status_of(app, uuid.uuid4()) == 404


def test_a_guest_sits_nowhere(app: Flask) -> None:
    guest = Guest()

    assert (guest.id, guest.seats(Membership), guest.seat(Juror, uuid.uuid4())) == (
        NOBODY,
        {},
        None,
    )


def test_seats_are_read_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[uuid.UUID] = []
    place = uuid.uuid4()

    def source(user_id: uuid.UUID) -> dict[uuid.UUID, str]:
        asked.append(user_id)
        return {place: "chair"}

    class Person(Seat):
        id = uuid.uuid4()

    declare_in(monkeypatch, seats={User: source})
    person = Person()

    assert [person.seat(User, place), person.seat(User, uuid.uuid4())] == ["chair", None]
    assert asked == [Person.id]


def test_a_template_asks_the_same_question(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(visitors.RULES, "core.allow", allow)
    user = User(email="o@example.org", first_name="Open", last_name="X")

    with app.test_request_context():
        shown = render_template_string("{{ can('core.allow', user) }}", user=user)

    assert shown == "True"


def test_the_name_of_the_identifier_follows_the_model() -> None:
    from callforprojects.organisations.models import JoinRequest

    assert access.url_argument(JoinRequest) == "join_request_id"
