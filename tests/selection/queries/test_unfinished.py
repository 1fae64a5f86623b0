"""A jury that has not finished is not announced in silence."""

import pytest
from sqlalchemy import select

from callforprojects.activity.models import Activity
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.text.errors import DomainError
from callforprojects.juries.models import JurorStatus
from callforprojects.selection import services
from callforprojects.selection.queries import unfinished_of
from callforprojects.selection.services import Confirmation
from tests.factories.accounts import make_user
from tests.factories.juries import assign, make_filed, make_juror, make_officer
from tests.factories.reviews import make_review
from tests.factories.selection import (
    N,
    S,
    make_decision,
    make_ranked,
    make_ranked_call,
    ranking_of,
    with_funder,
)

pytestmark = pytest.mark.usefixtures("app")

euros = Money.euros


def found(call):
    unfinished = unfinished_of(with_funder(call))
    return (
        unfinished.reviews_missing,
        [each.reference for each in unfinished.unreviewed.named],
        [each.reference for each in unfinished.beyond_limits.named],
    )


def test_a_jury_that_has_finished_says_nothing():
    call, (application,) = make_ranked_call(90)
    juror = make_juror(call)
    assign(juror, application)
    make_review(juror, application, 4, 4, 4)

    assert found(call) == (0, [], [])
    assert not unfinished_of(with_funder(call))


def test_reviews_that_are_owed_are_counted_but_those_of_who_has_left():
    call, (application,) = make_ranked_call(90)
    jurors = [make_juror(call) for _ in range(3)]
    for juror in jurors:
        assign(juror, application)
    make_review(jurors[0], application, 4, None, None, submitted=False)
    make_review(jurors[1], application, 4, 4, 4)
    jurors[2].status = JurorStatus.REMOVED
    db.session.flush()

    assert found(call) == (1, [], [])


def test_files_that_nobody_reviewed_are_named():
    call, (_first, second) = make_ranked_call(90, None)

    assert found(call) == (0, [second.reference], [])


@pytest.mark.parametrize(
    ("asked", "cost", "is_beyond"),
    [
        (1500, 3000, False),
        (1501, 9000, True),  # the ceiling
        (1400, 2000, False),  # 70 %
        (1401, 2000, True),
        (1400, None, False),
    ],
)
def test_files_that_ask_more_than_the_call_allows_are_named(asked, cost, is_beyond):
    call, _none = make_ranked_call(rate=70, ceiling=euros(1500))
    total = None if cost is None else euros(cost)
    application = make_ranked(call, 90, requested_amount=euros(asked), total_cost=total)

    assert found(call) == (0, [], [application.reference] if is_beyond else [])


def test_going_on_needs_a_reason_kept_in_the_activity(sign_in):
    call, (first, second) = make_ranked_call(90, None)
    make_decision(first, S)
    make_decision(second, N)
    assign(make_juror(call), second)
    officer = make_officer(call, user=make_user(language="en"))
    services.prepare_letters(with_funder(call), by=officer)
    db.session.commit()
    browser = sign_in(officer)

    page = browser.get(ranking_of(call, "/announce"))
    assert page.has("The jury has not finished. 1 review is missing.")
    assert page.has(f"Nobody has reviewed: {second.reference}")
    refused = page.submit("Announce the results now")
    assert refused.status == 422
    assert refused.has("Say why the results are announced all the same.")
    done = refused.submit("Announce the results now", unfinished_reason="The session has decided.")

    assert done.status == 302
    kept = db.session.scalars(
        select(Activity.details).where(Activity.verb == "results.announced_unfinished")
    ).one()
    assert kept["reason"] == "The session has decided."
    assert kept["reviews_missing"] == 1
    assert browser.get(f"/calls/{call.id}/edit").has("The session has decided.")
    assert kept["unreviewed"] == {"count": 1, "first": [second.reference]}


def test_a_reason_of_spaces_is_none():
    call, (application,) = make_ranked_call(None)
    make_decision(application, N)
    officer = make_officer(call)
    services.prepare_letters(with_funder(call), by=officer)

    with pytest.raises(DomainError) as refusal:
        services.announce_results(
            with_funder(call), Confirmation(unfinished_reason=" "), by=officer
        )

    assert refusal.value.field == "unfinished_reason"


def test_a_file_that_nobody_reviewed_is_not_proposed_for_money():
    call, (first, second) = make_ranked_call(90, None)
    make_filed(call)

    proposal = services.proposal_for(with_funder(call), by=make_officer(call))

    assert [line.ranked.application_id for line in proposal.lines] == [first.id]
    assert proposal.unranked == 2
    assert second.id != first.id


def test_files_that_are_not_named_are_counted(sign_in):
    call, applications = make_ranked_call(*[None] * 22)
    for application in applications:
        make_decision(application, N)
    officer = make_officer(call, user=make_user(language="en"))
    services.prepare_letters(with_funder(call), by=officer)
    db.session.commit()

    page = sign_in(officer).get(ranking_of(call, "/announce"))

    assert page.has("and 2 others")
    page.submit("Announce the results now", unfinished_reason="The session has decided.")
    kept = db.session.scalars(
        select(Activity.details).where(Activity.verb == "results.announced_unfinished")
    ).one()
    assert kept["unreviewed"]["count"] == 22
    assert len(kept["unreviewed"]["first"]) == 20
