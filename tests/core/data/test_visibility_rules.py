"""Conditions of who may know of what are put together, and say nothing needlessly in SQL."""

import uuid

import pytest

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.visibility_rules import Equals, SitsIn
from callforprojects.core.data.visitors import Guest
from callforprojects.organisations.models import Membership, Role
from tests.factories.calls import call_of
from tests.seated import Seated

pytestmark = pytest.mark.unit

MINE, OTHER = uuid.uuid4(), uuid.uuid4()
CALL = call_of(id=uuid.uuid4(), funder_id=OTHER)
FILE = Application(
    id=uuid.uuid4(),
    organisation_id=MINE,
    round=CALL.current_round,
    status=ApplicationStatus.DRAFT,
)
PERSON = Seated({Membership: {MINE: Role.EDITOR}})
OWN = SitsIn(column=Application.organisation_id, seats=Membership)
ADMINISTERED = SitsIn(
    column=Application.organisation_id, seats=Membership, roles={Role.ADMINISTRATOR}
)
FUNDED = SitsIn(column=Call.funder_id, seats=Membership, through=(Application.round, Round.call))
DRAFT = Equals(column=Application.status, value=ApplicationStatus.DRAFT)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (OWN, True),
        (ADMINISTERED, False),
        (FUNDED, False),
        (DRAFT, True),
        (~DRAFT, False),
        (OWN & DRAFT, True),
        (OWN & ~DRAFT, False),
        (FUNDED | DRAFT, True),
        (FUNDED | ~DRAFT, False),
    ],
)
def test_it_is_asked_of_one_thing(condition, holds) -> None:
    assert condition.holds(PERSON, FILE) is holds
    assert not (OWN | FUNDED).holds(Guest(), FILE)


def sql(condition, known=None) -> str:
    return " ".join(str(condition.of_rows(PERSON, known or {})).split())


def test_it_is_asked_of_rows() -> None:
    assert sql(OWN).startswith("application.organisation_id IN")
    assert sql(~DRAFT) == "application.status != :status_1"
    assert sql(FUNDED).startswith(
        "application.round_id IN (SELECT round.id FROM round JOIN call ON call.id = round.call_id"
    )


def test_who_sits_nowhere_asks_for_no_row() -> None:
    assert str((OWN | FUNDED).of_rows(Guest())) == "false"


def test_what_a_query_knows_is_not_read_of_each_row() -> None:
    assert sql(DRAFT, {Application.status: ApplicationStatus.DRAFT}) == "true"
    assert sql(~DRAFT, {Application.status: ApplicationStatus.DRAFT}) == "false"
    assert sql(OWN, {Application.organisation_id: MINE}) == "true"
    assert sql(OWN, {Application.organisation_id: OTHER}) == "false"
    found = sql(FUNDED, {Application.round_id: CALL.current_round.id})
    assert found.startswith("EXISTS (SELECT round.id FROM round JOIN call")
    assert "application" not in found


def test_a_condition_of_another_table_is_another_condition() -> None:
    assert SitsIn(column=User.id, seats=Membership).holds(PERSON, User(id=MINE))
