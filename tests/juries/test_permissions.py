"""The rules of juries, as a table."""

import uuid

import pytest

from callforprojects.applications.models import (
    Application,
    ApplicationStatus,
    ConflictOfInterest,
    Project,
)
from callforprojects.calls.models import Call, Publication
from callforprojects.core.data.clock import now
from callforprojects.core.data.visitors import Guest, Visitor
from callforprojects.juries import permissions
from callforprojects.juries.models import Assignment, Juror, Jury
from callforprojects.organisations.models import Membership, Role
from tests.factories.calls import call_of
from tests.seated import Seated

pytestmark = pytest.mark.unit

FUNDER, APPLICANT = uuid.uuid4(), uuid.uuid4()
CALL = call_of(id=uuid.uuid4(), funder_id=FUNDER, status=Publication.PUBLISHED)
DELETED = call_of(id=CALL.id, funder_id=FUNDER, status=Publication.DRAFT, deleted_at=now())
DRAFT, FILED, WITHDRAWN = (
    Application(id=uuid.uuid4(), organisation_id=APPLICANT, round=CALL.current_round, status=status)
    for status in ApplicationStatus
)
FILES = (DRAFT, FILED, WITHDRAWN)
BACK = {file.id: str(CALL.id) for file in FILES}
SEAT = {CALL.id: "member"}


def given(state: str) -> dict[uuid.UUID, str]:
    """The files of the call, all given, and how far their declaration is."""
    return dict.fromkeys((file.id for file in FILES), state)


WHO: dict[str, Visitor] = {
    "guest": Guest(),
    "stranger": Seated(),
    "site": Seated(is_administrator=True),
    "applicant": Seated({Membership: {APPLICANT: Role.EDITOR}}),
    "officer": Seated({Membership: {FUNDER: Role.EDITOR}}),
    "reader of the funder": Seated({Membership: {FUNDER: Role.READER}}),
    "officer elsewhere": Seated({Membership: {uuid.uuid4(): Role.EDITOR}}),
    "officer who stepped back": Seated(
        {Membership: {FUNDER: Role.EDITOR}, ConflictOfInterest: BACK}
    ),
    "juror": Seated({Juror: SEAT}),
    "juror elsewhere": Seated({Juror: {uuid.uuid4(): "member"}}),
    "juror to declare": Seated({Juror: SEAT, Assignment: given(permissions.TO_DECLARE)}),
    "juror who declared": Seated({Juror: SEAT, Assignment: given(permissions.OPEN)}),
}
JURY = {"juror", "juror to declare", "juror who declared"}


@pytest.mark.parametrize(
    ("rule", "on_draft", "on_filed", "on_withdrawn"),
    [
        (permissions.manage_jury, set(), {"officer"}, {"officer"}),
        (
            permissions.step_back,
            set(),
            {"officer", "reader of the funder"},
            {"officer", "reader of the funder"},
        ),
        (permissions.declare_interests, *[{"juror to declare", "juror who declared"}] * 3),
        (permissions.judge_application, *[{"juror who declared"}] * 3),
    ],
)
def test_who_may_do_what_with_a_file(
    rule, on_draft: set[str], on_filed: set[str], on_withdrawn: set[str]
) -> None:
    """Whether a file that is given can be judged is said by the query of the seats."""
    answers = [{who for who, visitor in WHO.items() if rule(visitor, file)} for file in FILES]

    assert answers == [on_draft, on_filed, on_withdrawn]


@pytest.mark.parametrize(
    ("call", "allowed"), [(CALL, {"officer", "officer who stepped back"}), (DELETED, set())]
)
def test_who_manages_a_jury_and_its_seats(call: Call, allowed: set[str]) -> None:
    jury = Jury(round=call.current_round)

    for thing in (call, jury, Juror(jury=jury)):
        managing = {who for who, one in WHO.items() if permissions.manage_jury(one, thing)}
        assert managing == allowed
        assert permissions.call_of(thing) is call


def test_who_sits_in_the_jury_of_a_call() -> None:
    assert {who for who, one in WHO.items() if permissions.sit(one, CALL)} == JURY


def test_nobody_lifts_their_own_conflict() -> None:
    project = Project(applications=[FILED])
    someone = ConflictOfInterest(user_id=uuid.uuid4(), project=project)
    own = ConflictOfInterest(user_id=WHO["officer"].id, project=project)

    lifting = {who for who, one in WHO.items() if permissions.lift_conflict(one, someone)}

    assert lifting == {"officer"}
    assert not permissions.lift_conflict(WHO["officer"], own)


@pytest.mark.parametrize(
    ("values", "is_at_work"),
    [
        ({"status": Publication.PUBLISHED}, True),
        ({"status": Publication.PUBLISHED, "announced_at": now()}, False),
        ({"status": Publication.CANCELLED}, False),
    ],
)
def test_a_call_that_is_over_is_at_work_no_more(
    values: dict[str, object], *, is_at_work: bool
) -> None:
    call = call_of(opens_at=now(), closes_at=now(), **values)

    assert permissions.is_call_at_work(Application(round=call.current_round)) is is_at_work
