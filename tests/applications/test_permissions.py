"""The rules of applications, as a table."""

import uuid

import pytest

from callforprojects.applications import permissions
from callforprojects.applications.models import Application, ApplicationStatus, ConflictOfInterest
from callforprojects.calls.models import Publication
from callforprojects.core.data.visitors import Guest, Visitor
from callforprojects.organisations.models import Membership, Organisation, Role
from tests.factories.calls import call_of
from tests.seated import Seated

pytestmark = pytest.mark.unit

FUNDER, APPLICANT, CALL = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
ONE_CALL = call_of(id=CALL, funder_id=FUNDER, status=Publication.PUBLISHED)
DRAFT, FILED, WITHDRAWN = (
    Application(
        id=uuid.uuid4(), organisation_id=APPLICANT, round=ONE_CALL.current_round, status=status
    )
    for status in ApplicationStatus
)
BACK = {FILED.id: str(CALL), WITHDRAWN.id: str(CALL)}
WHO: dict[str, Visitor] = {
    "guest": Guest(),
    "stranger": Seated(),
    "site": Seated(is_administrator=True),
    "reader": Seated({Membership: {APPLICANT: Role.READER}}),
    "editor": Seated({Membership: {APPLICANT: Role.EDITOR}}),
    "administrator": Seated({Membership: {APPLICANT: Role.ADMINISTRATOR}}),
    "editor elsewhere": Seated({Membership: {uuid.uuid4(): Role.EDITOR}}),
    "reader of the funder": Seated({Membership: {FUNDER: Role.READER}}),
    "officer": Seated({Membership: {FUNDER: Role.EDITOR}}),
    "officer who stepped back": Seated(
        {Membership: {FUNDER: Role.EDITOR}, ConflictOfInterest: BACK}
    ),
    "member who stepped back": Seated(
        {Membership: {APPLICANT: Role.READER}, ConflictOfInterest: BACK}
    ),
}
WRITERS = {"editor", "administrator"}
MEMBERS = {"reader", "member who stepped back", *WRITERS}
AGENTS = {"reader of the funder", "officer"}
OF_FUNDER = {"officer who stepped back", *AGENTS}


def test_the_three_statuses_are_those_of_the_table() -> None:
    statuses = ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN

    assert (DRAFT.status, FILED.status, WITHDRAWN.status) == statuses
    assert [permissions.is_filed(each) for each in (DRAFT, FILED, WITHDRAWN)] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("rule", "on_draft", "on_filed", "on_withdrawn"),
    [
        (permissions.edit_application, WRITERS, WRITERS, WRITERS),
        (permissions.submit_application, WRITERS, WRITERS, WRITERS),
        (permissions.delete_application, WRITERS, set(), set()),
        (permissions.restore_application, WRITERS, set(), set()),
        (permissions.withdraw_application, set(), WRITERS, set()),
        (permissions.follow_application, MEMBERS, MEMBERS, MEMBERS),
        (permissions.read_application, MEMBERS, MEMBERS | AGENTS, MEMBERS | AGENTS),
        (permissions.read_receipt, MEMBERS, MEMBERS | AGENTS, MEMBERS | AGENTS),
    ],
)
def test_who_may_do_what_with_an_application(
    rule, on_draft: set[str], on_filed: set[str], on_withdrawn: set[str]
) -> None:
    given = [
        {who for who, visitor in WHO.items() if rule(visitor, application)}
        for application in (DRAFT, FILED, WITHDRAWN)
    ]

    assert given == [on_draft, on_filed, on_withdrawn]


@pytest.mark.usefixtures("app_without_database")
@pytest.mark.parametrize("is_judged", [False, True])
def test_claims_are_read_with_the_documents_of_the_application(
    monkeypatch: pytest.MonkeyPatch, *, is_judged: bool
) -> None:
    """Readers are declared by this feature and those above: one of whom it holds suffices."""
    monkeypatch.setattr(permissions, "read_documents", lambda _visitor, _thing: is_judged)

    reading = {who for who, one in WHO.items() if permissions.read_claims(one, FILED)}

    assert reading == (set(WHO) if is_judged else set())


@pytest.mark.parametrize(
    ("rule", "status", "allowed"),
    [
        (permissions.start_application, Publication.DRAFT, set()),
        (permissions.start_application, Publication.PUBLISHED, set(WHO) - {"guest"}),
        (permissions.start_application, Publication.CANCELLED, set(WHO) - {"guest"}),
        (permissions.list_applications, Publication.PUBLISHED, OF_FUNDER),
        (
            permissions.act_on_every_file,
            Publication.PUBLISHED,
            set(WHO) - {"officer who stepped back", "member who stepped back"},
        ),
    ],
)
def test_who_may_do_what_with_the_applications_of_a_call(
    rule, status: Publication, allowed: set[str]
) -> None:
    call = call_of(id=CALL, funder_id=FUNDER, status=status)

    assert {who for who, visitor in WHO.items() if rule(visitor, call)} == allowed


def test_what_one_has_stepped_back_from_is_of_its_call_alone() -> None:
    agent, other = WHO["officer who stepped back"], call_of(id=uuid.uuid4(), funder_id=FUNDER)

    assert permissions.stepped_back_from(agent) == {FILED.id, WITHDRAWN.id}
    assert permissions.count_stepped_back(agent, ONE_CALL) == 2
    assert permissions.count_stepped_back(agent, other) == 0
    assert permissions.act_on_every_file(agent, other)
    assert permissions.has_stepped_back(agent, FILED)
    assert not permissions.has_stepped_back(agent, DRAFT)


@pytest.mark.parametrize(
    ("is_funder", "is_applicant", "expected"),
    [(True, False, set()), (False, True, MEMBERS), (True, True, MEMBERS)],
)
def test_who_only_pays_has_no_application(
    *, is_funder: bool, is_applicant: bool, expected: set[str]
) -> None:
    organisation = Organisation(id=APPLICANT, is_funder=is_funder, is_applicant=is_applicant)

    applying = {who for who, one in WHO.items() if permissions.applies(one, organisation)}

    assert applying == expected
