"""Decisions and acts that are corrected: the former stay, one holds, and nothing else counts."""

from decimal import Decimal

import pytest
import sqlalchemy as sa

from callforprojects.activity.models import Activity
from callforprojects.archives.queries import counts_by_group
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.text.errors import ConflictError
from callforprojects.dashboard.queries import dashboard_calls
from callforprojects.reviews.models import Standing
from callforprojects.selection import queries, services
from callforprojects.selection.models import Act, Decision
from callforprojects.selection.personal_data import PERSONAL_DATA
from callforprojects.selection.queries import Basis, RankingFilters
from callforprojects.selection.services import ActDetails, DecisionDetails
from tests.factories.juries import make_judged_call, make_officer
from tests.factories.selection import (
    N,
    S,
    W,
    announce,
    decision_on,
    loaded,
    looking_at,
    make_decision,
    make_ranked_call,
    with_funder,
)
from tests.seated import officer_of

pytestmark = pytest.mark.usefixtures("in_english")


def decide(application, outcome, by, **values):
    """Save a decision from the page as it is now."""
    former = queries.decision_of(application.id)
    details = DecisionDetails(
        outcome=outcome,
        amount=Money.euros(800) if outcome.is_funded else None,
        **{"reason": "A sound project.", "version": former.version if former else None, **values},
    )
    return services.decide(loaded(application), details, by=by)


def corrected(application, by, times=10):
    """A decision that was written otherwise, as many times, before it is this one."""
    for number in range(times):
        decide(application, S if number % 2 else W, by, reason=f"Reason {number}.")
    return decide(application, S, by)


def rows_on(application):
    query = sa.select(Decision).where(Decision.application_id == application.id)
    return db.session.scalars(query.order_by(Decision.version)).all()


def test_each_change_is_another_row_that_says_what_it_supersedes():
    call, (application,) = make_ranked_call(80)
    officer, colleague = make_officer(call), make_officer(call)

    decide(application, W, officer, reason="At first.")
    decide(application, N, colleague, reason="Then.")
    decide(application, S, officer, reason="At last.")

    first, second, third = rows_on(application)
    assert [row.reason for row in (first, second, third)] == ["At first.", "Then.", "At last."]
    assert [row.outcome for row in (first, second, third)] == [W, N, S]
    assert [row.decided_by_id for row in (first, second)] == [officer.id, colleague.id]
    assert (first.supersedes_id, second.supersedes_id) == (None, first.id)
    assert third.supersedes_id == second.id
    assert first.superseded_at is not None
    assert second.superseded_at is not None
    assert third.superseded_at is None
    assert decision_on(application).id == third.id


def test_the_activity_names_each_decision():
    call, (application,) = make_ranked_call(80)
    corrected(application, make_officer(call), times=1)

    said = db.session.execute(sa.select(Activity.verb, Activity.subject_id).order_by(Activity.id))

    first, second = rows_on(application)
    assert [tuple(row) for row in said] == [
        ("decision.prepared", first.id),
        ("decision.changed", second.id),
    ]


def test_what_says_the_same_is_not_written_again():
    call, (application,) = make_ranked_call(80)
    officer = make_officer(call)
    decide(application, S, officer)

    again = decide(application, S, officer, reason=" A sound project. ")

    assert [row.id for row in rows_on(application)] == [again.id]
    assert again.version == 1


def test_the_same_words_of_somebody_else_are_another_decision():
    call, (application,) = make_ranked_call(80)
    decide(application, S, make_officer(call))

    decide(application, S, colleague := make_officer(call))

    assert [row.version for row in rows_on(application)] == [1, 2]
    assert decision_on(application).decided_by_id == colleague.id


def test_a_reason_that_quotes_the_jury_anew_is_another_row_of_the_same_person():
    call, (application,) = make_ranked_call(90)
    officer, colleague = make_officer(call), make_officer(call)
    proposal = services.proposal_for(with_funder(call), by=officer)
    services.accept_proposal(with_funder(call), proposal.digest, by=officer)
    db.session.execute(sa.update(Standing).values(mean=Decimal("71.3"), median=Decimal("71.3")))
    db.session.expire_all()

    services.prepare_letters(with_funder(call), by=colleague)

    former, live = rows_on(application)
    assert "a mean of 90.0" in former.reason
    assert "a mean of 71.3" in live.reason
    assert (live.decided_by_id, live.supersedes_id) == (officer.id, former.id)
    assert queries.unwritten(call) == 0


def test_corrections_count_nowhere():
    """Ten of them, and each figure, list and page is as if the last had been the only one."""
    call, (application, other) = make_ranked_call(80, 70)
    officer = make_officer(call)
    corrected(application, officer)
    make_decision(other, N)

    totals = queries.totals_of(call)

    assert len(rows_on(application)) == 11
    assert (totals.applications, totals.decided, totals.ranked) == (2, 2, 2)
    assert totals.granted == Money.euros(800)
    for filters in (
        RankingFilters(),
        RankingFilters(basis=Basis.DECIDED),
        looking_at(sort="-granted"),
        looking_at(outcome="selected"),
    ):
        rows = queries.ranking(call, filters, officer_of(call)).items
        assert len(rows) == 1 + (not filters.conditions)
        assert [row.reason for row in rows if row.id == application.id] == ["A sound project."]
    assert len(list(queries.whole_ranking(call, RankingFilters(), officer_of(call)))) == 2
    assert not queries.awaiting_decision(call, officer)
    assert not queries.undecided(call, officer, limit=5)
    assert len(queries.decisions_to_write(call)) == 2
    assert dashboard_calls(officer.id)[0].decided == 2


def test_corrections_are_in_no_result_and_freeze_no_former_row():
    call, (application, other) = make_ranked_call(80, 70)
    officer = make_officer(call)
    corrected(application, officer)
    make_decision(other, N)

    announce(call, officer)

    *former, live = rows_on(application)
    assert {(row.announced_at, row.snapshot, row.sha256) for row in former} == {(None, None, "")}
    assert live.announced_at is not None
    assert live.act_id is not None
    totals = queries.result_totals(call)
    assert (totals.received, totals.selected, totals.granted) == (2, 1, Money.euros(800))
    assert [group.projects for group in [queries.departement_totals(call).nowhere] if group] == [1]
    assert queries.announced_outcomes([application.id]) == {application.id: S}
    assert sum(counts_by_group([call]).values()) == 2
    assert services.fault_of_decisions(db.session.connection()) is None


def test_nothing_announced_changes():
    call, (application,) = make_ranked_call(80)
    officer = make_officer(call)
    corrected(application, officer, times=1)
    announce(call, officer)
    before = [(row.id, row.version, row.superseded_at, row.sha256) for row in rows_on(application)]

    with pytest.raises(ConflictError, match="decisions no longer change"):
        decide(application, N, officer)

    db.session.expire_all()
    after = [(row.id, row.version, row.superseded_at, row.sha256) for row in rows_on(application)]
    assert after == before


def test_personal_data_counts_the_files_on_which_somebody_has_decided():
    call, (application, other) = make_ranked_call(80, 70)
    officer = make_officer(call)
    corrected(application, officer)
    decide(other, N, officer)
    decide(other, N, make_officer(call))

    (sentence,) = PERSONAL_DATA.staying(officer)

    assert str(sentence).startswith("2 decisions written down.")


def acts_of(call):
    return db.session.scalars(
        sa.select(Act).where(Act.round_id == call.current_round.id).order_by(Act.id)
    ).all()


def write_act(call, by, name="Jeanne Martin"):
    signed_on = to_paris(now()).date()
    details = ActDetails(author_name=name, author_capacity="Mayor", signed_on=signed_on)
    return services.write_act(call, details, by=by)


def test_an_act_that_is_corrected_stays_and_another_is_current():
    call = make_judged_call()
    officer = make_officer(call)

    former = write_act(call, officer)
    current = write_act(call, officer, "Paul Durand")

    assert acts_of(call) == [former, current]
    assert (former.author_name, current.author_name) == ("Jeanne Martin", "Paul Durand")
    assert former.current_until is not None
    assert current.current_until is None
    assert queries.act_of(call.current_round.id) is current
    assert queries.last_act_of(call.funder_id) is current


def test_an_act_said_again_is_the_same_one():
    call = make_judged_call()
    officer = make_officer(call)

    first = write_act(call, officer)
    again = write_act(call, officer)

    assert again is first
    assert acts_of(call) == [first]
    verbs = db.session.scalars(sa.select(Activity.verb)).all()
    assert verbs == ["act.written", "act.written"]
