"""A decision that was changed behind the program's back is named, whatever was written there."""

import pytest
import sqlalchemy as sa

from callforprojects.core.data.canonical import canonical, hash_of
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.selection import services
from callforprojects.selection.models import Decision
from tests.factories.juries import make_officer
from tests.factories.selection import C, announce, make_decision, make_ranked_call

pytestmark = pytest.mark.usefixtures("in_english")

COLUMNS = {
    "outcome": {"outcome": "selected", "conditions": ""},
    "amount": {"amount": Money.euros(999)},
    "reason": {"reason": "Another."},
    "conditions": {"conditions": "Nothing."},
}


@pytest.fixture
def reference():
    """That of a file whose decision was announced, and holds."""
    call, (application,) = make_ranked_call(80)
    make_decision(application, C)
    announce(call, make_officer(call))
    assert fault() is None
    return application.reference


@pytest.mark.parametrize("frozen", [{}, {"application": {}}, [], "text", 1])
@pytest.mark.parametrize("is_hashed", [False, True])
def test_what_is_no_decision_any_more_is_named(reference, frozen, is_hashed):
    hashed = {"sha256": hash_of(canonical(frozen))} if is_hashed else {}
    write(snapshot=frozen, **hashed)

    assert fault() == f"The decision on {reference} is not what was announced."


@pytest.mark.parametrize("text", ["{", "", None])
def test_what_is_no_text_of_a_decision_any_more_is_named(reference, text, engine_name):
    if engine_name == "postgresql" and text is not None:
        pytest.skip("The column refuses it.")
    db.session.execute(sa.text("UPDATE decision SET snapshot = :text"), {"text": text})

    assert fault() == f"The decision on {reference} is not what was announced."


@pytest.mark.parametrize("values", COLUMNS.values(), ids=COLUMNS)
def test_a_column_that_pages_read_is_what_was_announced(reference, values):
    write(**values)

    assert fault() == f"The decision on {reference} is not what was announced."


def write(**values):
    """Change the decision as who has the database does."""
    db.session.execute(sa.update(Decision).values(**values))


def fault():
    """What the journal says of the decisions that were announced, in words."""
    found = services.fault_of_decisions(db.session.connection())
    return found and str(found)
