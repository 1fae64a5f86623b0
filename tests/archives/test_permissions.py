"""The rules of the archives, as a table."""

import uuid
from collections.abc import Callable

import pytest

from callforprojects.archives import permissions
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now
from callforprojects.core.data.visitors import Guest, Visitor
from callforprojects.organisations.models import Membership, Organisation, Role
from callforprojects.organisations.silence import LegalNature
from tests.factories.calls import call_of
from tests.seated import Seated

pytestmark = pytest.mark.unit

FUNDER = uuid.uuid4()
WHO: dict[str, Visitor] = {
    "guest": Guest(),
    "editor elsewhere": Seated({Membership: {uuid.uuid4(): Role.EDITOR}}),
    "reader": Seated({Membership: {FUNDER: Role.READER}}),
    "editor": Seated({Membership: {FUNDER: Role.EDITOR}}),
    "administrator": Seated({Membership: {FUNDER: Role.ADMINISTRATOR}}),
    "site": Seated(is_administrator=True),
}
MEMBERS = {"reader", "editor", "administrator"}
WRITERS = {"editor", "administrator"}


def funder(
    nature: LegalNature | None = LegalNature.ADMINISTRATION,
    *,
    pays: bool = True,
    applies: bool = False,
) -> Organisation:
    return Organisation(id=FUNDER, is_funder=pays, is_applicant=applies, own_nature=nature)


KEEPING = [
    funder(),
    funder(LegalNature.PUBLIC_BODY),
    funder(applies=True),
    funder(None),  # not known yet: kept, rather than lost
]
NOT_KEEPING = [
    funder(LegalNature.ASSOCIATION),
    funder(LegalNature.FOUNDATION),
    funder(LegalNature.COMPANY),
    funder(pays=False, applies=True),
]


def allowed(rule: Callable[..., bool], subject: Organisation | Call) -> set[str]:
    return {who for who, visitor in WHO.items() if rule(visitor, subject)}


@pytest.mark.parametrize("organisation", KEEPING)
def test_the_members_of_a_public_funder_see_its_archives(organisation: Organisation) -> None:
    call = call_of(funder_id=FUNDER, funder=organisation)

    assert allowed(permissions.see_archives, organisation) == MEMBERS
    assert allowed(permissions.set_retention, organisation) == WRITERS
    assert allowed(permissions.see_kept_files, call) == MEMBERS
    assert allowed(permissions.eliminate_files, call) == WRITERS


@pytest.mark.parametrize("organisation", NOT_KEEPING)
def test_the_others_keep_no_public_archives(organisation: Organisation) -> None:
    call = call_of(funder_id=FUNDER, funder=organisation)

    assert allowed(permissions.see_archives, organisation) == set()
    assert allowed(permissions.set_retention, organisation) == set()
    assert allowed(permissions.see_kept_files, call) == set()
    assert allowed(permissions.eliminate_files, call) == set()


def test_of_a_deleted_call_nothing_is_eliminated() -> None:
    call = call_of(funder_id=FUNDER, funder=funder(), deleted_at=now())

    assert allowed(permissions.see_kept_files, call) == MEMBERS
    assert allowed(permissions.eliminate_files, call) == set()
