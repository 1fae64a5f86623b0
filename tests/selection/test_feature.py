"""The policy of the selection in life: what the seats that the database gives open, and when."""

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from callforprojects.applications.models import Application
from callforprojects.calls.models import Round
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Guest, Visitor
from callforprojects.messages.models import Message
from callforprojects.organisations.models import Role
from callforprojects.selection import permissions, services
from callforprojects.selection.queries import application_of_letter
from tests.factories.accounts import make_administrator, make_user
from tests.factories.juries import (
    assign,
    make_conflict,
    make_filed,
    make_judged_call,
    make_juror,
    make_officer,
    user_of,
)
from tests.factories.selection import make_decision, make_ranked_call, make_writer, with_funder

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("app")


def the_application(application):
    return db.session.scalars(
        select(Application)
        .where(Application.id == application.id)
        .options(joinedload(Application.round).joinedload(Round.call))
        .execution_options(populate_existing=True)
    ).one()


def somebody(who: str, application: Application) -> Visitor:
    """A person by their part in the story of an application."""
    call = application.call
    other = make_judged_call()
    makers: dict[str, Callable[[], Visitor]] = {
        "guest": Guest,
        "stranger": make_user,
        "site administrator": make_administrator,
        "funder administrator": lambda: make_officer(call, role=Role.ADMINISTRATOR),
        "officer": lambda: make_officer(call),
        "reader of the funder": lambda: make_officer(call, role=Role.READER),
        "officer of another funder": lambda: make_officer(other),
        "editor of the applicant": lambda: make_writer(application),
        "reader of the applicant": lambda: make_writer(application, Role.READER),
        "another applicant": lambda: make_writer(make_filed(call)),
        "juror": lambda: user_of(_juror(application)),
        "officer who stepped back": lambda: _stepped_back(application),
    }
    return makers[who]()


def _juror(application, user=None):
    juror = make_juror(application.call, user=user)
    assign(juror, application)
    return juror


def _stepped_back(application):
    officer = make_officer(application.call)
    make_conflict(_juror(application, officer), application)
    return officer


#                                ranking, decide, announce, letter, decision before, decision after
POLICY = {
    "guest":                     (False, False, False, False, False, False),
    "stranger":                  (False, False, False, False, False, False),
    "site administrator":        (False, False, False, False, False, False),
    "funder administrator":      (True,  True,  True,  True,  False, True),
    "officer":                   (True,  True,  True,  True,  False, True),
    "reader of the funder":      (False, False, False, False, False, False),
    "officer of another funder": (False, False, False, False, False, False),
    "editor of the applicant":   (False, False, False, False, False, True),
    "reader of the applicant":   (False, False, False, False, False, True),
    "another applicant":         (False, False, False, False, False, False),
    "juror":                     (False, False, False, False, False, False),
    "officer who stepped back":  (True,  False, True,  False, False, False),
}  # fmt: skip


@pytest.mark.parametrize("who", POLICY)
def test_the_policy(who, sent):
    call, (filed,) = make_ranked_call(80)
    make_decision(filed)
    services.prepare_letters(with_funder(call), by=make_officer(call))
    (letter,) = sent()
    application, lettered = the_application(filed), application_of_letter(letter)
    assert lettered is not None
    person = somebody(who, application)

    before = (
        permissions.see_ranking(person, application.call),
        permissions.decide_application(person, application),
        permissions.announce_results(person, application.call),
        permissions.read_letter(person, lettered),
        permissions.see_decision(person, application),
    )
    application.call.current_round.announced_at = now()
    after = permissions.see_decision(person, application)

    assert (*before, after) == POLICY[who]


def test_a_mail_about_something_else_is_no_letter():
    call = make_judged_call()
    message = Message(
        to_email="a@b.example",
        template="calls/any",
        language="en",
        subject="",
        text="",
        html="",
        about_kind="call",
        about_id=call.id,
    )

    assert application_of_letter(message) is None
