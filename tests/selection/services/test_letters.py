"""Letters that were prepared, and what happens before they leave."""

from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from callforprojects.applications.models import ApplicationStatus
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError
from callforprojects.messages.models import Message, MessageStatus
from callforprojects.organisations.models import Membership
from callforprojects.reviews.models import Standing
from callforprojects.selection import queries, services
from callforprojects.selection.models import Decision
from tests.factories.accounts import make_user
from tests.factories.juries import make_officer
from tests.factories.selection import (
    ALL_THE_SAME,
    N,
    decision_on,
    make_decision,
    make_ranked_call,
    make_writer,
    ranking_of,
    with_funder,
)

pytestmark = pytest.mark.usefixtures("in_english")


def prepared(*means):
    """A call whose decisions are those proposed, with letters; its files and its officer."""
    call, applications = make_ranked_call(*means)
    officer = make_officer(call, user=make_user(language="en"))
    proposal = services.proposal_for(with_funder(call), by=officer)
    services.accept_proposal(with_funder(call), proposal.digest, by=officer)
    services.prepare_letters(with_funder(call), by=officer)
    db.session.flush()
    return with_funder(call), applications, officer


def held():
    """Who the letters that wait are for."""
    waiting = select(Message.to_email).where(Message.status == MessageStatus.HELD)
    return sorted(db.session.scalars(waiting))


def leave(person, _application):
    db.session.execute(sa.delete(Membership).where(Membership.user_id == person.id))


def close(person, _application):
    person.is_active = False


def move(person, _application):
    person.email = "elsewhere@town.example"


def come(_person, application):
    make_writer(application, email="new@town.example")


@pytest.mark.parametrize("happens", [leave, close, move, come])
def test_letters_go_to_who_may_read_them_when_they_leave(happens):
    call, (application,) = make_ranked_call(90)
    make_decision(application, N)
    person = make_writer(application, email="first@town.example")
    officer = make_officer(call)
    services.prepare_letters(with_funder(call), by=officer)
    db.session.flush()
    assert queries.unwritten(with_funder(call)) == 0

    happens(person, application)
    db.session.flush()

    assert queries.unwritten(with_funder(call)) == 1
    with pytest.raises(DomainError, match="prepare them again"):
        services.announce_results(with_funder(call), ALL_THE_SAME, by=officer)
    services.prepare_letters(with_funder(call), by=officer)
    db.session.flush()
    assert queries.unwritten(with_funder(call)) == 0
    assert ("first@town.example" in held()) == (happens is come)
    assert ("elsewhere@town.example" in held()) == (happens is move)
    assert ("new@town.example" in held()) == (happens is come)


def test_a_withdrawal_changes_the_ranks_that_letters_quote():
    call, (first, second), officer = prepared(90, 80)
    assert "it ranks 2 of 2" in decision_on(second).reason

    first.status, first.withdrawn_at = ApplicationStatus.WITHDRAWN, now()
    db.session.flush()

    assert queries.unwritten(call) == 1
    with pytest.raises(DomainError, match="prepare them again"):
        services.announce_results(call, ALL_THE_SAME, by=officer)
    services.prepare_letters(call, by=officer)
    assert "it ranks 1 of 1. The budget" in decision_on(second).reason
    assert services.announce_results(call, ALL_THE_SAME, by=officer) == 1


def test_a_mark_that_leaves_changes_the_mean_that_letters_quote(sign_in):
    call, (application,), officer = prepared(90)
    standing = db.session.scalars(select(Standing)).one()
    standing.mean = standing.median = Decimal("71.3")
    standing.count = 1
    db.session.commit()

    page = sign_in(officer).get(ranking_of(call, "/letters"))
    assert page.has("The letters of 1 decision are out of date")
    done = page.submit(
        "Prepare the letters again", signed_on=str(to_paris(call.closes_at).date())
    ).follow()

    assert not done.has("out of date")
    db.session.expire_all()
    reason = decision_on(application).reason
    assert reason.startswith("The jury gave this project a mean of 71.3 out of 100 (1 review)")
    letters = db.session.scalars(select(Message.text).where(Message.status == MessageStatus.HELD))
    assert all(reason in text for text in letters)


def test_a_reason_that_quotes_no_review_is_written_again_by_somebody():
    call, (application,), officer = prepared(90)
    db.session.execute(sa.update(Standing).values(count=0, mean=None, median=None))
    db.session.expire_all()

    with pytest.raises(DomainError, match=f"write it again for {application.reference}"):
        services.prepare_letters(call, by=officer)


def test_words_of_an_officer_stay():
    call, (application,), officer = prepared(90)
    own_words = f"Session of 3 March. {decision_on(application).reason} Well done: 100 points."
    db.session.execute(sa.update(Decision.__table__).values(reason=own_words))
    standing = db.session.scalars(select(Standing)).one()
    standing.count = 7
    db.session.flush()

    services.prepare_letters(call, by=officer)

    decision = decision_on(application)
    assert decision.reason.startswith("Session of 3 March. The jury gave")
    assert "7 reviews" in decision.reason
    assert decision.reason.endswith("Well done: 100 points.")
