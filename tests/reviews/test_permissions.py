"""The rules of reviews, as a table."""

import uuid
from datetime import timedelta

import pytest

from callforprojects.applications.models import Application, ApplicationStatus, ConflictOfInterest
from callforprojects.calls.models import Call, Publication
from callforprojects.core.data.clock import now
from callforprojects.core.data.visitors import Guest, Visitor
from callforprojects.juries.models import Assignment, Juror, JurorRole
from callforprojects.juries.permissions import OPEN, TO_DECLARE
from callforprojects.organisations.models import Membership, Role
from callforprojects.reviews import permissions
from callforprojects.reviews.models import Review, ReviewStatus
from tests.factories.calls import call_of
from tests.seated import Seated, Seats

pytestmark = pytest.mark.unit

FUNDER, CALL, FILE = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
OFFICER: Seats = {Membership: {FUNDER: Role.EDITOR}}
MEMBER, CHAIR = {CALL: JurorRole.MEMBER}, {CALL: JurorRole.CHAIR}
GIVEN, DECLARED = {FILE: TO_DECLARE}, {FILE: OPEN}
BEGUN, IN = {FILE: ReviewStatus.DRAFT}, {FILE: ReviewStatus.SUBMITTED}
WHO: dict[str, Visitor] = {
    "guest": Guest(),
    "stranger": Seated(),
    "site": Seated(is_administrator=True),
    "reader of the funder": Seated({Membership: {FUNDER: Role.READER}}),
    "officer": Seated(OFFICER),
    "officer elsewhere": Seated({Membership: {uuid.uuid4(): Role.EDITOR}}),
    "officer who stepped back": Seated({**OFFICER, ConflictOfInterest: {FILE: str(CALL)}}),
    "juror": Seated({Juror: MEMBER}),
    "juror to declare": Seated({Juror: MEMBER, Assignment: GIVEN}),
    "juror who declared": Seated({Juror: MEMBER, Assignment: DECLARED}),
    "juror with a draft": Seated({Juror: MEMBER, Assignment: DECLARED, Review: BEGUN}),
    "juror whose review is in": Seated({Juror: MEMBER, Assignment: DECLARED, Review: IN}),
    "juror without the file since": Seated({Juror: MEMBER, Review: IN}),
    "chair with a draft": Seated({Juror: CHAIR, Assignment: DECLARED, Review: BEGUN}),
    "chair whose review is in": Seated({Juror: CHAIR, Assignment: DECLARED, Review: IN}),
    "officer and juror to declare": Seated({**OFFICER, Juror: MEMBER, Assignment: GIVEN}),
    "officer and juror with a draft": Seated(
        {**OFFICER, Juror: MEMBER, Assignment: DECLARED, Review: BEGUN}
    ),
    "officer and juror whose review is in": Seated(
        {**OFFICER, Juror: MEMBER, Assignment: DECLARED, Review: IN}
    ),
}
IS_IN = {
    "juror whose review is in",
    "chair whose review is in",
    "officer and juror whose review is in",
}
WAITING = {"officer and juror to declare", "officer and juror with a draft"}
COMPARING = {"officer", "officer and juror whose review is in"}


def a_call(**values: object) -> Call:
    at = now()
    dates = {"opens_at": at - timedelta(days=9), "closes_at": at - timedelta(days=2)}
    return call_of(id=CALL, funder_id=FUNDER, status=Publication.PUBLISHED, **dates, **values)


CLOSED, ANNOUNCED = a_call(), a_call(announced_at=now())


def a_file(call: Call, status: ApplicationStatus = ApplicationStatus.SUBMITTED) -> Application:
    return Application(id=FILE, round=call.current_round, status=status)


@pytest.mark.parametrize(
    ("rule", "while_judging", "once_announced"),
    [
        (permissions.read_others, IS_IN, set()),
        (permissions.read_names, {"chair whose review is in"}, set()),
        (permissions.compare_reviews, COMPARING, COMPARING | WAITING),
    ],
)
def test_who_reads_the_reviews_of_a_file(
    rule, while_judging: set[str], once_announced: set[str]
) -> None:
    answers = [
        {who for who, visitor in WHO.items() if rule(visitor, a_file(call))}
        for call in (CLOSED, ANNOUNCED)
    ]

    assert answers == [while_judging, once_announced]


def test_the_reviews_of_a_draft_are_compared_by_nobody() -> None:
    draft = a_file(CLOSED, ApplicationStatus.DRAFT)

    assert not any(permissions.compare_reviews(one, draft) for one in WHO.values())


def test_officers_see_the_results_of_a_call() -> None:
    seeing = {who for who, one in WHO.items() if permissions.see_results(one, CLOSED)}

    assert seeing == {"officer", "officer who stepped back", *WAITING, *COMPARING}


@pytest.mark.parametrize("who", WHO)
def test_a_review_is_written_and_opens_the_others_to_its_author_alone(who: str) -> None:
    visitor, other = WHO[who], Seated()
    own = Review(juror=Juror(user_id=visitor.id), application=a_file(CLOSED))
    others = Review(juror=Juror(user_id=other.id), application=a_file(CLOSED))
    is_open = OPEN in visitor.seats(Assignment).values()

    assert permissions.write_review(visitor, own) is is_open
    assert permissions.open_others(visitor, own) is (who in IS_IN)
    assert not permissions.write_review(visitor, others)
    assert not permissions.open_others(visitor, others)


@pytest.mark.parametrize(
    ("who", "files"),
    [
        ("officer", set()),
        ("juror to declare", {FILE}),
        ("juror with a draft", {FILE}),
        ("juror whose review is in", set()),
    ],
)
def test_what_one_still_has_to_judge_is_kept_until_the_results(
    who: str, files: set[uuid.UUID]
) -> None:
    assert permissions.still_to_judge(WHO[who], CLOSED) == files
    assert permissions.still_to_judge(WHO[who], ANNOUNCED) == set()
