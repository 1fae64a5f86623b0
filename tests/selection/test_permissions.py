"""The rules of the selection, as a table."""

import uuid
from datetime import timedelta

import pytest

from callforprojects.applications.models import Application, ApplicationStatus, ConflictOfInterest
from callforprojects.calls.models import Call, Publication
from callforprojects.core.data.clock import now
from callforprojects.core.data.visitors import Guest, Visitor
from callforprojects.juries.models import Assignment, Juror
from callforprojects.juries.permissions import OPEN
from callforprojects.organisations.models import Membership, Role
from callforprojects.selection import permissions
from tests.factories.calls import call_of
from tests.seated import Seated

pytestmark = pytest.mark.unit

FUNDER, APPLICANT, CALL, FILE = (uuid.uuid4() for _ in range(4))
AWAY = {FILE: str(CALL)}
WHO: dict[str, Visitor] = {
    "guest": Guest(),
    "stranger": Seated(),
    "site": Seated(is_administrator=True),
    "administrator": Seated({Membership: {FUNDER: Role.ADMINISTRATOR}}),
    "officer": Seated({Membership: {FUNDER: Role.EDITOR}}),
    "reader of the funder": Seated({Membership: {FUNDER: Role.READER}}),
    "officer elsewhere": Seated({Membership: {uuid.uuid4(): Role.EDITOR}}),
    "editor of the applicant": Seated({Membership: {APPLICANT: Role.EDITOR}}),
    "reader of the applicant": Seated({Membership: {APPLICANT: Role.READER}}),
    "juror": Seated({Juror: {CALL: "member"}, Assignment: {FILE: OPEN}}),
    "officer who stepped back": Seated(
        {Membership: {FUNDER: Role.EDITOR}, ConflictOfInterest: AWAY}
    ),
}
OFFICERS = {"administrator", "officer"}
EVERY_OFFICER = {"officer who stepped back", *OFFICERS}
APPLICANTS = {"editor of the applicant", "reader of the applicant"}


def a_call(*, closes_in: int = -1, **values: object) -> Call:
    at = now()
    dates = {"opens_at": at - timedelta(days=9), "closes_at": at + timedelta(days=closes_in)}
    return call_of(
        **{"id": CALL, "funder_id": FUNDER, "status": Publication.PUBLISHED, **dates, **values}
    )


CLOSED, STILL_OPEN = a_call(), a_call(closes_in=1)
ANNOUNCED, CANCELLED = a_call(announced_at=now()), a_call(status=Publication.CANCELLED)
DELETED = a_call(status=Publication.DRAFT, deleted_at=now())


def a_file(call: Call, status: ApplicationStatus = ApplicationStatus.SUBMITTED) -> Application:
    return Application(id=FILE, organisation_id=APPLICANT, round=call.current_round, status=status)


@pytest.mark.parametrize("rule", [permissions.see_ranking, permissions.announce_results])
@pytest.mark.parametrize(
    ("call", "allowed"), [(CLOSED, EVERY_OFFICER), (ANNOUNCED, EVERY_OFFICER), (DELETED, set())]
)
def test_who_ranks_and_announces(rule, call: Call, allowed: set[str]) -> None:
    assert {who for who, one in WHO.items() if rule(one, call)} == allowed


@pytest.mark.parametrize("rule", [permissions.decide_application, permissions.read_letter])
@pytest.mark.parametrize(
    ("file", "allowed"),
    [
        (a_file(CLOSED), OFFICERS),
        (a_file(ANNOUNCED), OFFICERS),
        (a_file(CLOSED, ApplicationStatus.WITHDRAWN), OFFICERS),
        (a_file(CLOSED, ApplicationStatus.DRAFT), set()),
    ],
)
def test_who_decides_and_reads_letters(rule, file: Application, allowed: set[str]) -> None:
    assert {who for who, one in WHO.items() if rule(one, file)} == allowed


@pytest.mark.parametrize(
    ("call", "allowed"),
    [
        (CLOSED, set()),
        (CANCELLED, set()),
        (ANNOUNCED, OFFICERS | APPLICANTS),
    ],
)
def test_a_decision_is_seen_once_announced(call: Call, allowed: set[str]) -> None:
    file = a_file(call)

    assert {who for who, one in WHO.items() if permissions.see_decision(one, file)} == allowed


@pytest.mark.parametrize(
    ("call", "status", "waits"),
    [
        (CLOSED, ApplicationStatus.SUBMITTED, True),
        (CLOSED, ApplicationStatus.WITHDRAWN, False),
        (CLOSED, ApplicationStatus.DRAFT, False),
        (STILL_OPEN, ApplicationStatus.SUBMITTED, False),
        (ANNOUNCED, ApplicationStatus.SUBMITTED, False),
        (CANCELLED, ApplicationStatus.SUBMITTED, False),
    ],
)
def test_what_waits_for_a_decision(call: Call, status: ApplicationStatus, *, waits: bool) -> None:
    assert permissions.waits_for_decision(a_file(call, status)) is waits
