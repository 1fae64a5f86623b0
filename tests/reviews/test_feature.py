"""The policy of reviews in life: what the seats that the database gives open, and when."""

from collections.abc import Callable

import pytest

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Guest, Visitor
from callforprojects.juries.models import JurorRole
from callforprojects.reviews import permissions
from tests.factories.accounts import make_administrator, make_user
from tests.factories.juries import (
    assign,
    make_conflict,
    make_filed,
    make_judged_call,
    make_juror,
    make_officer,
    user_of,
    with_call,
)
from tests.factories.reviews import make_review

pytestmark = pytest.mark.usefixtures("app")

POLICY = {
    # who: (read the others, read their names, compare all reviews, see the results of the call)
    "guest": (False, False, False, False),
    "passer-by": (False, False, False, False),
    "administrator": (False, False, False, False),
    "officer": (False, False, True, True),
    "juror without a review": (False, False, False, False),
    "juror with a draft": (False, False, False, False),
    "juror whose review is in": (True, False, False, False),
    "juror in conflict": (False, False, False, False),
    "chair without a review": (False, False, False, False),
    "chair whose review is in": (True, True, False, False),
    "officer and juror without a review": (False, False, False, True),
    "officer and juror whose review is in": (True, False, True, True),
    "officer and juror in conflict": (False, False, False, True),
}
OTHERS: dict[str, Callable[[], Visitor]] = {
    "guest": Guest,
    "passer-by": make_user,
    "administrator": make_administrator,
}


@pytest.mark.parametrize("who", POLICY)
def test_policy(who: str) -> None:
    call = make_judged_call()
    file = make_filed(call)
    visitor = person(who, call, file)
    application = with_call(file)

    allowed = (
        permissions.read_others(visitor, application),
        permissions.read_names(visitor, application),
        permissions.compare_reviews(visitor, application),
        permissions.see_results(visitor, call),
    )

    assert allowed == POLICY[who]


def person(who: str, call: Call, file: Application) -> Visitor:
    if who in OTHERS:
        return OTHERS[who]()
    if who == "officer":
        return make_officer(call)
    role = JurorRole.CHAIR if "chair" in who else JurorRole.MEMBER
    juror = make_juror(call, role=role)
    assign(juror, file)
    if "review is in" in who or "conflict" in who:
        make_review(juror, file, 5, 5, 5)
    if "draft" in who:
        make_review(juror, file, 5, None, None, submitted=False)
    if "conflict" in who:
        make_conflict(juror, file)
    if "officer" in who:
        make_officer(call, user=juror.user)
    return user_of(juror)


def test_the_others_are_hidden_again_once_the_results_are_announced() -> None:
    call = make_judged_call()
    juror, file = make_juror(call, role=JurorRole.CHAIR), make_filed(call)
    assign(juror, file)
    make_review(juror, file, 5, 5, 5)
    call.current_round.announced_at = now()
    db.session.flush()

    assert not permissions.read_others(user_of(juror), with_call(file))
    assert not permissions.read_names(user_of(juror), with_call(file))


@pytest.mark.parametrize(
    ("mine", "closed", "allowed"),
    [
        (True, False, True),
        (True, True, False),
        (False, False, False),
    ],
)
def test_a_review_is_written_by_its_author(mine: bool, closed: bool, allowed: bool) -> None:
    call = make_judged_call()
    author, other, file = make_juror(call), make_juror(call), make_filed(call)
    assign(author, file)
    assign(other, file)
    review = make_review(author, file, 5, 5, 5)
    db.session.refresh(review, ["juror", "application"])
    if closed:
        make_conflict(author, file)

    assert permissions.write_review(user_of(author if mine else other), review) is allowed
