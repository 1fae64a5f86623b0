"""The policy of juries in life: the seats that the database gives, and what they open."""

from typing import TYPE_CHECKING

import pytest

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now
from callforprojects.core.data.feature import features
from callforprojects.core.data.visitors import Guest, Visitor
from callforprojects.juries import permissions
from callforprojects.juries.feature import FEATURE
from callforprojects.juries.models import JurorStatus
from callforprojects.organisations.models import Role
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

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("app")

PEOPLE = {
    # who: (manage the jury, sit, declare interests, judge the file, read its documents)
    "guest": (False, False, False, False, False),
    "passer-by": (False, False, False, False, False),
    "administrator": (False, False, False, False, False),
    "officer": (True, False, False, False, False),
    "reader of the funder": (False, False, False, False, False),
    "officer of another funder": (False, False, False, False, False),
    "juror": (False, True, False, False, False),
    "juror with the file": (False, True, True, False, False),
    "juror who declared": (False, True, True, True, True),
    "juror in conflict": (False, True, False, False, False),
    "juror in conflict without the file": (False, True, False, False, False),
    "removed juror": (False, False, False, False, False),
    "juror of another call": (False, False, False, False, False),
    "officer who steps back": (False, True, False, False, False),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_policy(who: str) -> None:
    call = make_judged_call()
    file = make_filed(call)
    visitor = person(who, call, file)

    allowed = (
        permissions.manage_jury(visitor, with_call(file)),
        permissions.sit(visitor, call),
        permissions.declare_interests(visitor, file),
        permissions.judge_application(visitor, file),
        may_read_as_juror(visitor, file),
    )

    assert allowed == PEOPLE[who]


def may_read_as_juror(visitor: Visitor, file: Application) -> bool:
    readers = FEATURE.visibility_rules[Application].readers
    return readers is not None and readers.holds(visitor, file)


def person(who: str, call: Call, file: Application) -> Visitor:
    makers: dict[str, Callable[[], Visitor]] = {
        "guest": Guest,
        "passer-by": make_user,
        "administrator": make_administrator,
        "officer": lambda: make_officer(call),
        "reader of the funder": lambda: make_officer(call, role=Role.READER),
        "officer of another funder": lambda: make_officer(make_judged_call()),
    }
    return makers[who]() if who in makers else juror_user(who, call, file)


def juror_user(who: str, call: Call, file: Application) -> User:
    elsewhere = who == "juror of another call"
    removed = who == "removed juror"
    juror = make_juror(
        make_judged_call() if elsewhere else call,
        status=JurorStatus.REMOVED if removed else JurorStatus.ACCEPTED,
    )
    if who in {"juror with the file", "juror who declared", "removed juror", "juror in conflict"}:
        assign(juror, file, declared=who != "juror with the file")
    if "conflict" in who or "steps back" in who:
        make_conflict(juror, file)
    if "officer" in who:
        make_officer(call, user=juror.user)
    return user_of(juror)


def test_a_withdrawn_file_is_open_to_no_juror() -> None:
    call = make_judged_call()
    juror = make_juror(call)
    file = make_filed(call, status=ApplicationStatus.WITHDRAWN, withdrawn_at=now())
    assign(juror, file)

    assert not permissions.judge_application(user_of(juror), file)
    assert not permissions.declare_interests(user_of(juror), file)


def test_no_officer_opens_a_draft() -> None:
    call = make_judged_call()
    draft = make_filed(call, status=ApplicationStatus.DRAFT, submitted_at=None, reference=None)

    assert not permissions.manage_jury(make_officer(call), with_call(draft))
    assert not permissions.manage_jury(make_administrator(), with_call(draft))


def test_documents_ask_the_jury() -> None:
    rules = [each.visibility_rules.get(Application) for each in features()]

    assert permissions.JURORS in [rule.readers for rule in rules if rule is not None]
