"""Every form of the product sent twice by the same person: the second ends where the first ended."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy.session import Session

from callforprojects.core.data.database import Base, db
from callforprojects.core.web.request_keys import key_input
from tests.access.contents import CONTENTS, NOT_FORMS, ONLY_IN_A_DEMONSTRATION, complete
from tests.access.table import rows
from tests.access.walk import FORMS, Answer, Walk
from tests.access.world import GUEST, ROLES, build as build_world
from tests.databases import empty_tables
from tests.page import fields_of, parse

REDIRECTED = (302, 303)
# Signing in twice gives the browser its cookie twice.
UNCOUNTED = {"request_key", "user_session"}


def sendings() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """By endpoint: who sends the form, about what, with which contents."""
    found: dict[str, tuple[str, str, dict[str, Any]]] = {}
    for row in rows():
        if row.method == "POST" and 302 in row.statuses:
            role = ROLES[row.statuses.index(302)]
            found.setdefault(row.endpoint, (role, row.subject, FORMS.get(row.endpoint, {})))
    return {**found, **CONTENTS}


SENDINGS = sendings()


@pytest.fixture(scope="module")
def walk(application: Flask) -> Iterator[Walk]:
    """The world of the table, in which requests keep what they do."""
    with application.app_context():
        world = build_world()
        complete(world)
        ready = Walk(application, world)
        db.session.remove()
        yield ready
        db.session.remove()
        empty_tables()


@pytest.fixture(autouse=True)
def _undone(walk: Walk) -> Iterator[None]:
    """One transaction around the requests of a test, forgotten after it."""
    db.session.remove()
    with db.engine.connect() as connection, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Session, "get_bind", lambda *_a, **_k: connection)
        db.session.configure(join_transaction_mode="create_savepoint")
        outer = connection.begin()
        yield
        db.session.remove()
        outer.rollback()
    db.session.configure(join_transaction_mode="conditional_savepoint")


def contents_of(walk: Walk, endpoint: str) -> dict[str, Any]:
    """What the page shows in its form, and what is typed in it."""
    role, subject, typed = SENDINGS[endpoint]
    made = {name: value(walk.world) if callable(value) else value for name, value in typed.items()}
    data: dict[str, Any] = {}
    if ("GET", endpoint) in walk.doors():
        identifier = walk.world.subjects.get(subject)
        shown = walk.ask_again(role, "GET", endpoint, identifier, made).text
        for form in next(parse(shown).iter("main")).iter("form") if "<main" in shown else ():
            if form.get("method") == "post":
                data = fields_of(form).to_dict(flat=False)
    db.session.remove()
    return {**data, **made}


def number_of_rows() -> dict[str, int]:
    """How many rows each table has: what is done twice adds some."""
    names = [name for name in Base.metadata.tables if name not in UNCOUNTED]
    counts = (f"SELECT '{name}', count(*) FROM \"{name}\"" for name in names)  # our own names
    return {str(n): c for n, c in db.session.execute(sa.text(" UNION ALL ".join(counts)))}


@pytest.mark.parametrize("endpoint", sorted(SENDINGS))
def test_a_form_sent_twice_ends_where_it_ended(walk: Walk, endpoint: str) -> None:
    role, subject, _typed = SENDINGS[endpoint]
    contents = contents_of(walk, endpoint)

    def send(key: str) -> tuple[Answer, dict[str, int]]:
        identifier = walk.world.subjects.get(subject)
        keyed = {**contents, "request_key": key}
        answer = walk.ask_again(role, "POST", endpoint, identifier, keyed)
        counted = number_of_rows()
        db.session.remove()
        return answer, counted

    key, key_of_another_tab = str(key_input())[-24:-2], str(key_input())[-24:-2]
    first, second = send(key), send(key)
    from_another_tab, _counted = send(key_of_another_tab)

    assert first[0].status in REDIRECTED, "the form was not accepted: see `contents.py`"
    assert second == first
    is_nobody = role == GUEST  # two guests may send the same: the second is judged for itself
    assert from_another_tab.status in REDIRECTED or is_nobody, "done already, and blamed for it"


def test_every_form_is_sent(walk: Walk) -> None:
    """A new form needs a content that it accepts, in `contents.py` or in the table of access."""
    posted = {endpoint for method, endpoint in walk.doors() if method == "POST"}

    assert sorted(posted - set(SENDINGS) - NOT_FORMS - ONLY_IN_A_DEMONSTRATION) == []
