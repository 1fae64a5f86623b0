"""The pages of a selection, as officers see them."""

import pytest

from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.organisations.models import Role
from callforprojects.selection import queries
from tests.factories.applications import make_open_call
from tests.factories.juries import make_officer
from tests.factories.selection import (
    N,
    S,
    W,
    body_of,
    decision_on,
    make_decision,
    make_ranked_call,
    ranking_of,
)
from tests.page import visible

euros = Money.euros


def test_the_ranking_shows_places_marks_and_the_cut_line(sign_in):
    call, (_first, _second, third, _none) = make_ranked_call(90.26, 80, 70, None)
    make_decision(third, W)

    page = sign_in(make_officer(call)).get(ranking_of(call))

    assert page.status == 200
    assert page.h1 == "Ranking of the applications"
    assert page.has("4 applications are filed. 3 are ranked.")
    assert page.has("Requested in all: €4,000, for a budget of €2,500.")
    rows = list(page.all("tbody")[0].iter("tr"))
    firsts = [visible(row[0]).split() for row in rows]
    assert [words[:1] for words in firsts] == [["1"], ["2"], ["Cut"], ["3"], []]
    assert page.has("Cut line: from here on, the running total is above the budget of €2,500.")
    assert page.has("90.3")
    assert page.has("Not enough reviews")
    assert page.has("Waiting list")


def test_the_ranking_links_to_scores_and_decisions(sign_in):
    call, (application,) = make_ranked_call(90)
    page = sign_in(make_officer(call)).get(ranking_of(call))

    assert page.links[application.title] == f"/selection/applications/{application.id}"
    assert (
        page.links["Scores by criterion, purpose and domain"] == f"/reviews/calls/{call.id}/results"
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_ranking_asks_the_same_of_the_database_whatever_its_length(
    count, sign_in, count_queries
):
    call, applications = make_ranked_call(*range(50, 50 + count))
    for application in applications:
        make_decision(application)
    officer, path = sign_in(make_officer(call)), ranking_of(call)

    with count_queries() as queries_made:
        page = officer.get(path)

    assert page.status == 200
    # call, session, three kinds of seats, sums, lines, what is above them, rows
    assert len(queries_made) == 9


@pytest.mark.parametrize("count", [1, 3])
def test_the_decisions_ask_the_same_of_the_database_whatever_their_number(
    count, sign_in, count_queries
):
    call, applications = make_ranked_call(*range(50, 50 + count))
    for application in applications:
        make_decision(application)
    officer, path = sign_in(make_officer(call)), ranking_of(call, "/decisions")

    with count_queries() as queries_made:
        officer.get(path)

    assert len(queries_made) == 9


def test_the_ranking_filters_by_territory_and_outcome(sign_in):
    call, (first, second) = make_ranked_call(90, 80)
    body_of(first).territory_type = "commune"
    make_decision(second, W)
    officer = sign_in(make_officer(call))

    communes = officer.get(ranking_of(call, territory_type="commune"))
    waiting = officer.get(ranking_of(call, outcome="waiting_list"))
    nothing = officer.get(ranking_of(call, territory_type="commune", outcome="waiting_list"))
    unknown = officer.get(ranking_of(call, territory_type="nowhere", outcome="?", basis="?"))

    assert (first.title in communes.links, second.title in communes.links) == (True, False)
    assert (first.title in waiting.links, second.title in waiting.links) == (False, True)
    assert nothing.has("Nothing matches these filters.")
    assert (first.title in unknown.links, second.title in unknown.links) == (True, True)


def test_the_running_total_of_what_is_decided(sign_in):
    call, (first, _second) = make_ranked_call(90, 80)
    make_decision(first, S, amount=euros(700))

    page = sign_in(make_officer(call)).get(ranking_of(call, basis="decided"))

    assert page.has("Granted so far: €700, for a budget of €2,500.")


def test_an_empty_call_says_so(sign_in):
    call, _none = make_ranked_call(envelope=None)
    officer = sign_in(make_officer(call))

    assert officer.get(ranking_of(call)).has("No application is filed yet.")
    assert officer.get(ranking_of(call, "/decisions")).has("No application is filed yet.")
    assert officer.get(ranking_of(call, "/proposal")).has("nothing says where to stop")
    assert officer.get(ranking_of(call)).has("The call states no budget.")


def test_the_ranking_leaves_in_a_file_that_runs_nothing(sign_in):
    call, (first, _second) = make_ranked_call(90, None)
    first.title = "=HYPERLINK(1)"
    body_of(first).name = '@town; of the "sea"'
    body_of(first).territory_type = "commune"

    response = sign_in(make_officer(call)).get(ranking_of(call, "/export")).response
    text = response.get_data().decode("utf-8")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "ranking-" in response.headers["Content-Disposition"]
    lines = text.splitlines()
    assert lines[0].startswith("\ufeffRank,Application,Reference,Organisation,Type of territory,")
    assert lines[1] == (
        f'1,\'=HYPERLINK(1),{first.reference},"\'@town; of the ""sea""",Municipality,3,0,0,90.00,90.00,'
        "85.00,95.00,1000.00,1000.00,Yes,,"
    )
    assert lines[2].split(",")[0] == ""
    assert len(lines) == 3


@pytest.mark.parametrize(
    "page", ["", "/export", "/decisions", "/proposal", "/letters", "/announce"]
)
def test_the_selection_is_for_officers_of_the_funder(page, browser, sign_in):
    call, _applications = make_ranked_call(80)
    other, _none = make_ranked_call()

    assert sign_in(make_officer(other)).get(ranking_of(call, page)).status == 403
    assert sign_in(make_officer(call, role=Role.READER)).get(ranking_of(call, page)).status == 403
    assert browser.get(ranking_of(call, page)).location.startswith("/accounts/sign-in")
    assert sign_in(make_officer(call)).get(ranking_of(call, page)).status == 200


def test_an_officer_decides_and_changes_their_mind(sign_in):
    call, (application,) = make_ranked_call(80)
    officer = sign_in(make_officer(call))

    page = officer.get(f"/selection/applications/{application.id}")
    saved = page.submit(
        "Save the decision",
        outcome="selected_with_conditions",
        amount="950",
        reason="A sound project.",
        conditions="Involve the inhabitants.",
    ).follow()

    assert saved.flashes == ["The decision is saved. Nobody is told before the announcement."]
    assert saved.has("Selected with conditions")
    assert saved.has("Granted so far: €950, for a budget of €2,500.")
    again = officer.get(f"/selection/applications/{application.id}")
    assert (again.value("amount"), again.value("reason")) == ("950", "A sound project.")
    again.submit(
        "Save the decision", outcome="not_selected", amount="", conditions="", reason="Too dear."
    ).follow()
    assert decision_on(application).outcome is N


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (
            {},
            [
                "Outcome: Choose an outcome.",
                "Reason: Give the reason: the applicant will read it, whatever the outcome.",
            ],
        ),
        (
            {"outcome": "not_selected"},
            ["Reason: Give the reason: the applicant will read it, whatever the outcome."],
        ),
        (
            {"outcome": "selected", "reason": "Good."},
            ["Amount granted: Enter the amount granted."],
        ),
        (
            {"outcome": "selected", "reason": "Good.", "amount": "1000,01"},
            ["Amount granted: This is more than the amount requested, €1,000."],
        ),
        (
            {"outcome": "selected", "reason": "Good.", "amount": "a lot"},
            ["Amount granted: Enter an amount in euros, for example 12 500 or 12 500,50."],
        ),
        (
            {"outcome": "selected_with_conditions", "reason": "Good.", "amount": "10"},
            ["Conditions: Enter the conditions to be met."],
        ),
    ],
)
def test_a_decision_refused_says_why_and_loses_nothing(typed, errors, sign_in):
    call, (application,) = make_ranked_call(80)
    page = sign_in(make_officer(call)).get(f"/selection/applications/{application.id}")

    answer = page.submit("Save the decision", **typed)

    assert (answer.status, answer.errors) == (422, errors)
    assert answer.value("reason") == typed.get("reason", "")
    assert queries.decision_of(application.id) is None


def test_before_the_closing_the_decisions_offer_nothing_to_prepare(sign_in):
    call = make_open_call()

    page = sign_in(make_officer(call)).get(ranking_of(call, "/decisions"))

    assert page.has("Decisions are made once the call is closed.")
    assert not {"Prepare the letters", "Propose from the ranking"} & set(page.links)


def test_a_stale_decision_shows_both_and_can_be_sent_again(sign_in):
    call, (application,) = make_ranked_call(80)
    officer, colleague = sign_in(make_officer(call)), sign_in(make_officer(call))
    mine = officer.get(f"/selection/applications/{application.id}")
    theirs = colleague.get(f"/selection/applications/{application.id}")
    theirs.submit("Save the decision", outcome="waiting_list", reason="Theirs.")

    answer = mine.submit("Save the decision", outcome="not_selected", reason="Mine.")

    assert answer.status == 409
    assert answer.has("What is saved now: Waiting list")
    assert answer.has("Theirs.")
    assert answer.value("reason") == "Mine."
    assert answer.submit("Save the decision").status == 302
    db.session.expire_all()
    assert decision_on(application).reason == "Mine."


def test_the_proposal_is_shown_then_written(sign_in):
    call, (first, second, third) = make_ranked_call(90, 80, 70)
    officer = sign_in(make_officer(call))

    page = officer.get(ranking_of(call, "/decisions")).follow("Propose from the ranking")
    assert page.has("Granted with this proposal: €2,000, for a budget of €2,500.")
    assert not page.has("left in the budget")
    assert queries.decision_of(first.id) is None
    done = page.submit("Write 3 drafts").follow()

    assert done.flashes == ["3 drafts written."]
    outcomes = [decision_on(each).outcome for each in (first, second, third)]
    assert outcomes == [S, S, W]


def test_a_proposal_after_some_decisions_says_what_was_left(sign_in):
    call, (first, _second, _third) = make_ranked_call(90, 80, 70)
    make_decision(first, S)

    page = sign_in(make_officer(call)).get(ranking_of(call, "/proposal"))

    assert page.has("Granted with this proposal: €2,000, for a budget of €2,500.")
    assert page.has("Proposed: €1,000, of the €1,500 left in the budget.")


def test_a_proposal_made_stale_is_refused(sign_in):
    call, (first, _second) = make_ranked_call(90, 80)
    page = sign_in(make_officer(call)).get(ranking_of(call, "/proposal"))
    make_decision(first)

    answer = page.submit("Write 2 drafts")

    assert answer.status == 409
    assert answer.errors == [
        "The ranking or the decisions have changed since you opened this page. Look again."
    ]
    assert answer.submit("Write 1 draft").status == 302
