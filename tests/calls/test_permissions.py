"""The rules of calls, as a table."""

import uuid

import pytest

from callforprojects.calls import permissions
from callforprojects.calls.models import Call, Publication
from callforprojects.core.data.clock import now
from callforprojects.core.data.visitors import Guest, Visitor
from callforprojects.organisations.models import Membership, Organisation, Role
from tests.factories.calls import call_of
from tests.seated import Seated

pytestmark = pytest.mark.unit

FUNDER = uuid.uuid4()
WHO: dict[str, Visitor] = {
    "guest": Guest(),
    "stranger": Seated(),
    "editor elsewhere": Seated({Membership: {uuid.uuid4(): Role.EDITOR}}),
    "reader": Seated({Membership: {FUNDER: Role.READER}}),
    "editor": Seated({Membership: {FUNDER: Role.EDITOR}}),
    "administrator": Seated({Membership: {FUNDER: Role.ADMINISTRATOR}}),
    "site": Seated(is_administrator=True),
}
EVERYBODY = set(WHO)
MEMBERS = {"reader", "editor", "administrator"}
WRITERS = {"editor", "administrator"}
DRAFT = call_of(funder_id=FUNDER, status=Publication.DRAFT)
DELETED = call_of(funder_id=FUNDER, status=Publication.DRAFT, deleted_at=now())
PUBLISHED = call_of(funder_id=FUNDER, status=Publication.PUBLISHED)
CANCELLED = call_of(funder_id=FUNDER, status=Publication.CANCELLED)


@pytest.mark.parametrize(
    ("rule", "call", "allowed"),
    [
        (permissions.see_call, DRAFT, MEMBERS),
        (permissions.see_call, PUBLISHED, EVERYBODY),
        (permissions.see_call, CANCELLED, EVERYBODY),
        (permissions.edit_call, DRAFT, WRITERS),
        (permissions.edit_call, PUBLISHED, WRITERS),
        (permissions.edit_call, DELETED, set()),
        (permissions.delete_call, DRAFT, WRITERS),
        (permissions.delete_call, PUBLISHED, set()),
        (permissions.restore_call, DELETED, WRITERS),
        (permissions.restore_call, PUBLISHED, set()),
        (permissions.manage_call, PUBLISHED, WRITERS),
        (permissions.manage_call, DELETED, set()),
    ],
)
def test_who_may_do_what_with_a_call(rule, call: Call, allowed: set[str]) -> None:
    assert {who for who, visitor in WHO.items() if rule(visitor, call)} == allowed


@pytest.mark.parametrize(
    ("is_funder", "is_applicant", "expected", "looking"),
    [
        (True, False, WRITERS, EVERYBODY - WRITERS),
        (False, True, set(), EVERYBODY),
        (True, True, WRITERS, EVERYBODY),
    ],
)
def test_only_writers_of_a_funder_create_a_call(
    *, is_funder: bool, is_applicant: bool, expected: set[str], looking: set[str]
) -> None:
    """One that pays and applies is offered both: to create a call, to look for those of others."""
    organisation = Organisation(id=FUNDER, is_funder=is_funder, is_applicant=is_applicant)

    creating = {who for who, one in WHO.items() if permissions.create_call(one, organisation)}
    others = {who for who, one in WHO.items() if permissions.look_for_calls(one, organisation)}

    assert creating == expected
    assert others == looking
