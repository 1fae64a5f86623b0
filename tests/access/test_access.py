"""Every page × every role: the policy is what the pages do."""

import uuid
from pathlib import Path

import pytest
from werkzeug.routing import UUIDConverter

from tests.access.confidential import READERS
from tests.access.table import Row, document, known_addresses, rows
from tests.access.walk import Answer, Walk
from tests.access.world import GUEST, ROLES

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "access.md"
TABLE = rows()


def answer(walk: Walk, row: Row, role: str) -> Answer:
    identifier = walk.world.subjects[row.subject] if row.subject else None
    return walk.ask(role, row.method, row.endpoint, identifier)


def test_every_page_has_a_row(walk):
    """A new page needs its line in `policy/<feature>.py`, then `python tools/access.py`."""
    spoken_of = {(row.method, row.endpoint) for row in TABLE}

    assert sorted(walk.doors() - spoken_of) == [], "pages without a row"
    assert sorted(spoken_of - walk.doors()) == [], "rows without a page"


def test_a_row_is_written_once():
    assert len({str(row) for row in TABLE}) == len(TABLE)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_each_role_is_answered_as_the_table_says(walk, row):
    found = {role: answer(walk, row, role) for role in ROLES}

    assert {role: found[role].status for role in ROLES} == dict(
        zip(ROLES, row.statuses, strict=True)
    )
    is_asked = row.method == "GET" and row.word(GUEST) == "sign in"
    assert [role for role in ROLES if found[role].is_sent_to_sign_in] == [GUEST] * is_asked


@pytest.mark.usefixtures("one_engine")  # the gate finds nothing, before any query of a page
def test_an_identifier_that_does_not_exist_is_found_by_nobody(walk):
    nothing = uuid.uuid4()
    about = {
        rule.endpoint
        for rule in walk.rules()
        if any(isinstance(rule._converters[name], UUIDConverter) for name in rule.arguments)
    }
    opened = {
        f"{method} {endpoint} {role}": found.status
        for method, endpoint in sorted(walk.doors())
        if endpoint in about
        for role in ROLES
        if (found := walk.ask(role, method, endpoint, nothing)).status != 404
    }

    assert len(about) > 80
    assert opened == {}


@pytest.mark.usefixtures("one_engine")  # the same templates; who may open what is asked on both
@pytest.mark.parametrize("role", ROLES)
def test_what_others_wrote_is_on_no_page(walk, role):
    pages = "".join(answer(walk, row, role).text for row in TABLE if row.method == "GET")

    assert {words for words in READERS if words in pages} == {
        words for words, readers in READERS.items() if role in readers
    }


def test_the_walk_changes_nothing(walk):
    call = walk.world.subjects["draft call"]

    first, second = (
        walk.ask_again("officer", "POST", "calls.publish", call) for _again in range(2)
    )

    assert (first.status, second.status) == (302, 302)
    assert walk.ask_again("juror", "GET", "calls.detail", call).status == 404


def test_the_document_says_the_same():
    """Written by `python tools/access.py`."""
    assert DOCUMENT.read_text("utf-8") == document(known_addresses())
