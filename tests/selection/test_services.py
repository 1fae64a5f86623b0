"""Deciding on applications, and proposing decisions from the ranking."""

from datetime import timedelta

import pytest

from callforprojects.applications.models import ApplicationStatus
from callforprojects.calls.models import Publication
from callforprojects.core.data.clock import now
from callforprojects.core.data.money import Money
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.selection import queries, services
from callforprojects.selection.models import Outcome
from callforprojects.selection.services import Confirmation, DecisionDetails
from tests.factories.juries import assign, make_conflict, make_juror, make_officer
from tests.factories.selection import (
    C,
    N,
    S,
    W,
    decision_on,
    loaded,
    make_decision,
    make_ranked_call,
    make_writer,
    statuses,
    verbs,
    with_funder,
)

euros = Money.euros


pytestmark = pytest.mark.usefixtures("in_english")


def details(outcome=S, **values):
    amount = euros(800) if outcome.is_funded else None
    conditions = "Sign the charter." if outcome is C else ""
    return DecisionDetails(
        **{
            "outcome": outcome,
            "amount": amount,
            "reason": "A sound project.",
            "conditions": conditions,
            **values,
        }
    )


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_can_be_decided_with_a_reason(outcome):
    call, (application,) = make_ranked_call(80)
    officer = make_officer(call)

    services.decide(loaded(application), details(outcome), by=officer)

    decision = decision_on(application)
    assert (decision.outcome, decision.reason) == (outcome, "A sound project.")
    assert decision.amount == (euros(800) if outcome.is_funded else None)
    assert (decision.decided_by_id, decision.announced_at) == (officer.id, None)
    assert verbs() == ["decision.prepared"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (details(S, reason=" "), "reason"),
        (details(N, reason=""), "reason"),
        (details(W, reason=""), "reason"),
        (details(S, amount=None), "amount"),
        (details(S, amount=euros(0)), "amount"),
        (details(S, amount=euros("1000.01")), "amount"),
        (details(N, amount=euros(10)), "amount"),
        (details(W, amount=euros(10)), "amount"),
        (details(C, conditions=" "), "conditions"),
        (details(S, conditions="Sign."), "conditions"),
        (details(N, conditions="Sign."), "conditions"),
    ],
)
def test_a_decision_whose_parts_do_not_go_together_is_refused(given, field):
    call, (application,) = make_ranked_call(80)

    with pytest.raises(DomainError) as refusal:
        services.decide(loaded(application), given, by=make_officer(call))

    assert refusal.value.field == field
    assert queries.decision_of(application.id) is None


def test_an_amount_above_the_ceiling_is_refused():
    call, (application,) = make_ranked_call(80, ceiling=euros(500))

    with pytest.raises(DomainError, match="ceiling of the call") as refusal:
        services.decide(loaded(application), details(amount=euros(501)), by=make_officer(call))

    assert refusal.value.field == "amount"
    services.decide(loaded(application), details(amount=euros(500)), by=make_officer(call))


def test_what_asks_for_nothing_can_be_selected_for_nothing():
    call, (application,) = make_ranked_call(80)
    application.requested_amount = None

    services.decide(loaded(application), details(amount=euros(0)), by=make_officer(call))

    assert decision_on(application).amount == euros(0)


@pytest.mark.parametrize("days", [1, 400])
def test_nothing_is_decided_before_the_closing(days):
    call, (application,) = make_ranked_call(80, closes_at=now() + timedelta(days=days))

    with pytest.raises(DomainError, match="once the call is closed"):
        services.decide(loaded(application), details(), by=make_officer(call))


def test_nothing_is_decided_in_a_cancelled_call():
    call, (application,) = make_ranked_call(80)
    call.status, call.cancelled_at = Publication.CANCELLED, now()

    with pytest.raises(DomainError, match="nothing to decide"):
        services.decide(loaded(application), details(), by=make_officer(call))


def test_nothing_is_decided_on_a_withdrawn_application():
    call, (application,) = make_ranked_call(80)
    application.status, application.withdrawn_at = ApplicationStatus.WITHDRAWN, now()

    with pytest.raises(DomainError, match="not withdrawn"):
        services.decide(loaded(application), details(), by=make_officer(call))


def test_a_decision_made_from_an_older_one_is_refused():
    call, (application,) = make_ranked_call(80)
    officer = make_officer(call)
    services.decide(loaded(application), details(), by=officer)
    services.decide(loaded(application), details(N, version=1), by=officer)

    for stale in (None, 1):
        with pytest.raises(ConflictError):
            services.decide(loaded(application), details(W, version=stale), by=officer)

    assert decision_on(application).outcome is N
    assert verbs() == ["decision.prepared", "decision.changed"]


def test_changing_a_decision_cancels_the_letters_that_say_something_else():
    call, (application, other) = make_ranked_call(80, 70)
    make_writer(application)
    officer = make_officer(call)
    first = make_decision(application, S)
    make_decision(other)
    services.prepare_letters(with_funder(call), by=officer)

    services.decide(loaded(application), details(N, version=first.version), by=officer)

    assert sorted(statuses()) == ["cancelled", "cancelled", "held"]
    assert queries.unwritten(call) == 1
    with pytest.raises(DomainError, match="prepare them again"):
        services.announce_results(with_funder(call), Confirmation(), by=officer)


def test_a_proposal_shares_the_envelope_in_order_of_merit():
    call, (third, first, second, none) = make_ranked_call(60, 90, 75, None)
    officer = make_officer(call)

    proposal = services.proposal_for(call, by=officer)

    assert [(line.ranked.application_id, line.outcome) for line in proposal.lines] == [
        (first.id, S),
        (second.id, S),
        (third.id, W),
    ]
    assert (proposal.granted, proposal.available) == (euros(2000), euros(2500))
    assert (proposal.unranked, queries.decision_of(none.id)) == (1, None)
    assert proposal.lines[1].reason == (
        "The jury gave this project a mean of 75.0 out of 100 (median 75.0, 3 reviews): it ranks"
        " 2 of 3. The budget of the call allows it to be funded."
    )


def test_a_proposal_is_written_in_the_language_of_the_call():
    call, _applications = make_ranked_call(60, language="fr")

    proposal = services.proposal_for(call, by=make_officer(call))

    assert proposal.lines[0].reason == (
        "Le jury a donné à ce projet une moyenne de 60,0 sur 100 (médiane\u00a060,0,"
        " 3\u00a0évaluations)\u00a0: il est classé au rang 1\u00a0sur\u00a01. L’enveloppe de l’appel permet"
        " de le financer."
    )


def test_a_proposal_never_touches_what_is_decided():
    call, (first, second, third) = make_ranked_call(90, 80, 70)
    decided = make_decision(first, S, amount=euros(600))
    officer = make_officer(call)
    proposal = services.proposal_for(call, by=officer)

    count = services.accept_proposal(call, proposal.digest, by=officer)

    assert (proposal.available, count) == (euros(1900), 2)
    assert decision_on(first).id == decided.id
    assert decision_on(second).outcome is S
    assert decision_on(third).outcome is W
    assert verbs() == ["decision.prepared", "decision.prepared"]


def test_a_proposal_caps_amounts_at_the_ceiling():
    call, _applications = make_ranked_call(90, ceiling=euros(700))

    assert services.proposal_for(call, by=make_officer(call)).granted == euros(700)


def test_a_proposal_leaves_aside_what_its_officer_stepped_back_from(sign_in):
    call, (first, second) = make_ranked_call(90, 80, envelope=euros(1000))
    officer = make_officer(call)
    juror = make_juror(call, user=officer)
    assign(juror, first, declared=False)
    make_conflict(juror, first)

    proposal = services.proposal_for(call, by=officer)

    assert proposal.closed == 1
    assert [(line.ranked.application_id, line.outcome) for line in proposal.lines] == [
        (second.id, N)
    ]


def test_a_proposal_that_is_no_longer_true_is_refused():
    call, (first, _second) = make_ranked_call(90, 80)
    officer = make_officer(call)
    digest = services.proposal_for(call, by=officer).digest
    make_decision(first)

    with pytest.raises(ConflictError, match="changed since you opened"):
        services.accept_proposal(call, digest, by=officer)


@pytest.mark.parametrize(
    ("means", "envelope"), [((), euros(1000)), ((None,), euros(10)), ((80,), None)]
)
def test_without_ranking_or_envelope_nothing_is_proposed(means, envelope):
    call, _applications = make_ranked_call(*means, envelope=envelope)
    officer = make_officer(call)
    proposal = services.proposal_for(call, by=officer)

    assert proposal.lines == []
    with pytest.raises(DomainError, match="nothing to propose"):
        services.accept_proposal(call, proposal.digest, by=officer)
