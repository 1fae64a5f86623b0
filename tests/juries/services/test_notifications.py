"""A jury is told when its call is postponed or cancelled, and when its due date moves."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import joinedload

from callforprojects.calls import services as calls
from callforprojects.calls.details import NewClosing
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.database import db
from callforprojects.juries import services
from callforprojects.juries.models import JurorStatus
from callforprojects.messages.models import Message
from tests.factories.accounts import make_user
from tests.factories.juries import (
    assign,
    make_filed,
    make_judged_call,
    make_juror,
    make_jury,
    make_officer,
)

pytestmark = pytest.mark.usefixtures("app")

DAY = date(2100, 3, 12)


@pytest.fixture
def call():
    call = make_judged_call(title="Rivers first")
    db.session.commit()
    return db.session.get_one(
        Call, call.id, options=[joinedload(Call.funder)], populate_existing=True
    )


@pytest.fixture
def jury(call):
    """One who sits and reads French, one invited, and two who have left."""
    sitting = make_juror(call, user=make_user(language="fr"), full_name="Alma Ré")
    invited = make_juror(call, status=JurorStatus.INVITED)
    invited.user = None
    make_juror(call, status=JurorStatus.DECLINED)
    make_juror(call, status=JurorStatus.REMOVED)
    db.session.commit()
    return sitting, invited


def written(sent, name):
    return {each.to_email: each for each in sent() if each.template == f"juries/{name}"}


def test_a_cancellation_is_told_with_its_reason_to_who_sits_or_is_invited(call, jury, sent):
    sitting, invited = jury

    calls.cancel_call(call, "The money is gone.", by=make_user())
    db.session.commit()

    mails = written(sent, "cancelled")
    assert set(mails) == {sitting.email, invited.email}
    assert mails[sitting.email].language == "fr"
    assert mails[sitting.email].subject == "Appel annulé – Rivers first"
    assert "The money is gone." in mails[sitting.email].text
    assert "restent lisibles" in mails[sitting.email].text
    assert "/reviews/mine" in mails[sitting.email].text
    assert "no longer needs an answer" in mails[invited.email].text
    assert "/reviews/mine" not in mails[invited.email].text


def test_a_postponement_is_told_to_the_jury_too(call, jury, sent):
    sitting, invited = jury
    db.session.refresh(call.current_round, ["postponements"])
    later = NewClosing(
        closes_at=now() + timedelta(days=40),
        questions_until=None,
        results_expected_on=None,
        reason="Floods.",
        version=None,
    )

    calls.postpone_call(call, later, by=make_user())
    db.session.commit()

    mails = written(sent, "postponed")
    assert set(mails) == {sitting.email, invited.email}
    assert "Floods." in mails[invited.email].text
    assert "New closing" in mails[invited.email].html
    assert "Former closing" in mails[invited.email].html


def test_a_call_whose_files_are_given_does_not_open_again(call, jury, sign_in):
    """Whoever has read files could help those that still arrive."""
    officer = make_officer(call, user=make_user(language="en"))
    call.current_round.closes_at = now() - timedelta(days=1)
    file = make_filed(call)
    db.session.commit()
    browser, place = sign_in(officer), f"/calls/{call.id}/postpone"
    page = browser.get(place)
    assign(jury[0], file)
    db.session.commit()

    later = to_paris(now() + timedelta(days=40)).strftime("%Y-%m-%dT%H:%M")
    refused = page.submit("Postpone the closing", closes_at=later, reason="Floods.")

    assert refused.status == 409
    assert refused.has("Files are given to jurors: the call cannot open again.")
    assert browser.get(place).all("form", novalidate="") == []
    db.session.refresh(call)
    assert call.closes_at < now()


def test_those_concerned_are_counted_before(call, jury, sign_in):
    officer = make_officer(call)
    db.session.commit()

    page = sign_in(officer).get(f"/calls/{call.id}/cancel")

    assert page.has("2 people concerned will be told by e-mail, with the reason.")


def test_a_due_date_that_moves_is_told_once(call, jury, sent):
    sitting, _invited = jury
    assign(sitting, make_filed(call), declared=False)
    services.notify_jurors(call.current_round)
    db.session.execute(delete(Message))
    services.set_due_date(call, DAY, by=make_user())
    services.set_due_date(call, DAY, by=make_user())
    db.session.commit()
    (first,) = [each for each in sent() if each.to_email == sitting.email]

    services.set_due_date(call, DAY + timedelta(days=3), by=make_user())
    services.set_due_date(call, None, by=make_user())
    db.session.commit()

    _first, second, third = (each for each in sent() if each.to_email == sitting.email)
    assert first.subject.startswith("Évaluations attendues pour le 12\u00a0mars 2100")
    assert "La date de vos évaluations change" not in first.html
    assert "La date de vos évaluations change" in second.html
    assert "12\u00a0mars 2100" in second.text
    assert "15\u00a0mars 2100" in second.text
    assert third.subject.startswith("Plus de date pour vos évaluations")


def test_a_date_then_files_are_one_mail_that_says_both(call, jury, sent):
    sitting, _invited = jury
    services.set_due_date(call, DAY, by=make_user())
    assign(sitting, make_filed(call), make_filed(call), declared=False)
    services.notify_jurors(call.current_round)
    db.session.commit()

    (mail,) = [each for each in sent() if each.to_email == sitting.email]
    assert mail.template == "juries/assigned"
    assert mail.subject.startswith("2 dossiers")
    assert call.title in mail.text
    assert "12\u00a0mars 2100" in mail.text


def test_a_due_date_without_a_juror_is_told_to_nobody(call, sent):
    make_jury(call)

    services.set_due_date(call, DAY, by=make_user())
    db.session.commit()

    assert sent() == []
