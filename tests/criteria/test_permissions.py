"""The rules of criteria, as a table: they are those of their call."""

import uuid

import pytest

from callforprojects.calls.models import Call, Publication, Round
from callforprojects.core.data.clock import now
from callforprojects.core.data.visitors import Guest, Visitor
from callforprojects.criteria import permissions
from callforprojects.criteria.models import Criterion, GridVersion
from callforprojects.organisations.models import Membership, Role
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
WRITERS = {"editor", "administrator"}
MEMBERS = {"reader", *WRITERS}
DRAFT = call_of(funder_id=FUNDER, status=Publication.DRAFT)
DELETED = call_of(funder_id=FUNDER, status=Publication.DRAFT, deleted_at=now())
PUBLISHED = call_of(funder_id=FUNDER, status=Publication.PUBLISHED)


@pytest.mark.parametrize(
    ("call", "editing", "seeing"),
    [(DRAFT, WRITERS, MEMBERS), (DELETED, set(), MEMBERS), (PUBLISHED, WRITERS, set(WHO))],
)
def test_who_may_do_what_with_a_criterion(call: Call, editing: set[str], seeing: set[str]) -> None:
    criterion = Criterion(grid=GridVersion(round=Round(call=call)))

    edits = {who for who, one in WHO.items() if permissions.edit_criterion(one, criterion)}
    sees = {who for who, one in WHO.items() if permissions.see_criterion(one, criterion)}

    assert (edits, sees) == (editing, seeing)
