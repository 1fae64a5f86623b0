"""What leaves for an address that nobody has proved holds no words, name or address of a stranger.

Whoever applies chooses the contact of their organisation, whoever invites chooses an address: the
platform lends its mails to neither.
"""

from datetime import timedelta

import pytest
from sqlalchemy import select

from callforprojects.accounts.models import User
from callforprojects.calls import services as calls
from callforprojects.calls.details import NewClosing
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.juries import services as juries
from callforprojects.juries.models import JurorStatus
from callforprojects.messages.models import Message
from callforprojects.organisations import services as organisations
from callforprojects.organisations.models import Organisation, Role
from callforprojects.selection import services as selection
from tests.factories.accounts import make_user
from tests.factories.applications import make_application, make_body, make_open_call
from tests.factories.juries import make_filed, make_judged_call, make_juror, make_officer
from tests.factories.organisations import make_funder, make_member, make_organisation
from tests.factories.selection import make_act, make_decision, with_funder

pytestmark = pytest.mark.usefixtures("app")

VICTIM = "victim@elsewhere.example"
WORDS = "Win a million"
STRANGER = "stranger@bait.example"
MARKS = (WORDS, STRANGER)


@pytest.fixture(params=[False, True], ids=["unproved", "proved"])
def is_proved(request):
    """The same address of somebody who has an account is told these words."""
    make_user(email=VICTIM, confirmed=request.param)
    return request.param


def make_stranger() -> User:
    return make_user(first_name=WORDS, last_name=WORDS, email=STRANGER)


def read_by_victim():
    """All that they can read in their mails, and where their answers would go."""
    mails = db.session.scalars(select(Message).where(Message.to_email == VICTIM)).all()
    assert mails
    return "\n".join(
        part
        for mail in mails
        for part in (mail.subject, mail.text, mail.html, mail.from_name, mail.reply_to)
    )


def marks_read():
    read = read_by_victim()
    return [mark for mark in MARKS if mark in read]


def loaded(call):
    db.session.flush()
    db.session.refresh(call, ["funder"])
    db.session.refresh(call.current_round, ["postponements"])
    return call


def postpone(call, by):
    details = NewClosing(
        closes_at=(call.closes_at or now()) + timedelta(days=7),
        questions_until=None,
        results_expected_on=None,
        reason=WORDS,
        version=None,
    )
    calls.postpone_call(call, details, by=by)


def test_the_invitation_of_a_member(is_proved):
    bait = make_organisation(name=WORDS)
    stranger = make_member(bait, Role.ADMINISTRATOR, user=make_stranger())

    invitee = organisations.Invitee(email=VICTIM, role=Role.READER)
    organisations.invite(bait, invitee, by=stranger)

    assert bool(marks_read()) is is_proved


def test_the_invitation_of_an_officer_has_the_name_of_the_funder_only(sent):
    funder = make_funder(name="Agence des villes", contact_email=STRANGER)
    stranger = make_member(funder, Role.ADMINISTRATOR, user=make_stranger())

    organisations.invite(funder, organisations.Invitee(email=VICTIM, role=Role.EDITOR), by=stranger)

    assert marks_read() == []
    assert "Agence des villes" in sent()[0].text


def test_the_invitation_of_a_juror():
    call = loaded(make_judged_call())
    officer = make_officer(call, user=make_stranger())

    juries.invite_juror(
        call, juries.Offer(full_name=WORDS, email=VICTIM, employer=WORDS), by=officer
    )

    assert marks_read() == []
    assert call.contact_email in read_by_victim()


@pytest.mark.parametrize("event", ["postponed", "cancelled"])
def test_what_happens_to_the_call_of_an_invited_juror(is_proved, event):
    call = loaded(make_judged_call(closes_at=now() + timedelta(days=3)))
    officer = make_officer(call, user=make_stranger())
    juror = make_juror(call, email=VICTIM, full_name=WORDS, status=JurorStatus.INVITED)
    juror.user = None

    if event == "postponed":
        postpone(call, officer)
    else:
        calls.cancel_call(call, WORDS, by=officer)

    assert bool(marks_read()) is is_proved


@pytest.mark.parametrize("event", ["filed", "postponed", "cancelled"])
def test_what_happens_to_an_application_whose_contact_is_a_stranger(is_proved, event):
    call = make_open_call()
    bait = make_body(name=WORDS, contact_email=VICTIM)
    make_application(call=call, organisation=bait, answers={"title": WORDS}, submitted=True)
    loaded(call)

    if event == "postponed":
        postpone(call, make_user())
    elif event == "cancelled":
        calls.cancel_call(call, WORDS, by=make_user())

    assert bool(marks_read()) is is_proved


def test_the_letter_to_an_organisation_without_members():
    call = make_judged_call()
    filed = make_filed(call, title=WORDS)
    db.session.get_one(Organisation, filed.organisation_id).contact_email = VICTIM
    db.session.get_one(User, filed.created_by_id).is_active = False
    make_act(call)
    make_decision(filed)

    selection.prepare_letters(with_funder(call), by=make_officer(call))

    assert marks_read() == []
    assert filed.reference in read_by_victim()
