"""Deciding, proposing, preparing letters, announcing."""

import contextvars
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from callforprojects.accounts.models import User
from callforprojects.activity.models import Activity
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import Call
from callforprojects.core.clock import now
from callforprojects.core.database import db
from callforprojects.core.errors import ConflictError, DomainError
from callforprojects.core.i18n import in_language
from callforprojects.core.money import Money
from callforprojects.core.transaction import transaction
from callforprojects.messages.models import Message, MessageStatus
from callforprojects.selection import queries, services
from callforprojects.selection.models import Announcement, Decision, Outcome
from callforprojects.selection.services import Confirmation, DecisionDetails
from tests.factories.juries import assign, make_conflict, make_juror, make_officer
from tests.factories.selection import (
    make_decision,
    make_ranked,
    make_ranked_call,
    make_writer,
    with_funder,
)

euros = Money.euros
S, C, W, N = (
    Outcome.SELECTED,
    Outcome.SELECTED_WITH_CONDITIONS,
    Outcome.WAITING_LIST,
    Outcome.NOT_SELECTED,
)


@pytest.fixture(autouse=True)
def _in_english(app):
    with in_language("en"):
        yield


def loaded(application):
    """As the page loads it."""
    return db.session.scalars(
        select(Application)
        .where(Application.id == application.id)
        .options(
            joinedload(Application.call).joinedload(Call.funder),
            joinedload(Application.organisation),
        )
        .execution_options(populate_existing=True)
    ).one()


def verbs():
    return list(db.session.scalars(select(Activity.verb).order_by(Activity.id)))


def statuses():
    return [m.status for m in db.session.scalars(select(Message).order_by(Message.id))]


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

    decision = queries.decision_of(application.id)
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

    assert queries.decision_of(application.id).amount == euros(0)


@pytest.mark.parametrize("days", [1, 400])
def test_nothing_is_decided_before_the_closing(days):
    call, (application,) = make_ranked_call(80, closes_at=now() + timedelta(days=days))

    with pytest.raises(DomainError, match="once the call is closed"):
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

    assert queries.decision_of(application.id).outcome is N
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
        " 2 of 3. The envelope of the call allows it to be funded."
    )


def test_a_proposal_is_written_in_the_language_of_the_call():
    call, _applications = make_ranked_call(60, language="fr")

    proposal = services.proposal_for(call, by=make_officer(call))

    assert proposal.lines[0].reason == (
        "Le jury a donné à ce projet une moyenne de 60,0 sur 100 (médiane\u00a060,0,"
        " 3\u00a0évaluations)\u00a0: il est classé 1\u00a0sur\u00a01. L’enveloppe de l’appel permet"
        " de le financer."
    )


def test_a_proposal_never_touches_what_is_decided():
    call, (first, second, third) = make_ranked_call(90, 80, 70)
    decided = make_decision(first, S, amount=euros(600))
    officer = make_officer(call)
    proposal = services.proposal_for(call, by=officer)

    count = services.accept_proposal(call, proposal.digest, by=officer)

    assert (proposal.available, count) == (euros(1900), 2)
    assert queries.decision_of(first.id).id == decided.id
    assert queries.decision_of(second.id).outcome is S
    assert queries.decision_of(third.id).outcome is W
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


def test_letters_wait_until_every_application_is_decided(sent):
    call, (first, second, third) = make_ranked_call(90, 80, 70)
    make_decision(first, S)

    with pytest.raises(DomainError) as refusal:
        services.prepare_letters(with_funder(call), by=make_officer(call))

    assert str(refusal.value) == (
        "Every application needs a decision first. 2 are missing:"
        f" {second.reference}, {third.reference}."
    )
    assert sent() == []


def test_letters_name_only_the_first_missing_ones():
    call, applications = make_ranked_call(*range(90, 83, -1))

    with pytest.raises(DomainError, match="and more") as refusal:
        services.prepare_letters(with_funder(call), by=make_officer(call))

    assert [a.reference in str(refusal.value) for a in applications] == [True] * 5 + [False] * 2


def test_letters_say_the_decision_in_the_language_of_each_reader(sent):
    call, (application,) = make_ranked_call(90)
    make_decision(application, C, amount=euros(1000))
    french = make_writer(application, language="fr")
    english = make_writer(application, language="en")

    count = services.prepare_letters(with_funder(call), by=make_officer(call))

    letters = {message.to_email: message for message in sent()}
    assert (count, len(letters)) == (3, 3)
    assert {message.status for message in letters.values()} == {MessageStatus.HELD}
    assert "Montant attribué" in letters[french.email].text
    assert "1\u202f000\u00a0€" in letters[french.email].text
    assert "Amount granted: €1,000." in letters[english.email].text
    assert "Involve the inhabitants." in letters[english.email].text
    assert f"/selection/applications/{application.id}/decision" in letters[english.email].text


@pytest.mark.parametrize(
    ("outcome", "sentence", "has_remedies"),
    [
        (S, "is selected in", False),
        (C, "with conditions.", False),
        (W, "is on the waiting list of", True),
        (N, "is not selected in", True),
    ],
)
def test_each_outcome_has_its_letter(outcome, sentence, has_remedies, sent):
    call, (application,) = make_ranked_call(90, title="L’été & <nous>")
    make_decision(application, outcome)

    services.prepare_letters(with_funder(call), by=make_officer(call))

    (letter,) = sent()
    assert sentence in letter.text
    assert "L’été & <nous>" in letter.text
    assert "L’été &amp; &lt;nous&gt;" in letter.html
    assert f"The reason of {application.reference}." in letter.text
    assert ("administrative court" in letter.text) == has_remedies
    assert ("administrative court" in letter.html) == has_remedies


def test_a_letter_goes_to_the_organisation_when_nobody_is_left_there(sent):
    call, (application,) = make_ranked_call(90)
    make_decision(application)
    db.session.get(User, call.created_by_id).is_active = False
    officer = make_officer(call)

    with pytest.raises(
        DomainError, match=f"Nobody can receive the letter of {application.reference}"
    ):
        services.prepare_letters(with_funder(call), by=officer)
    loaded(application).organisation.contact_email = "mairie@town.example"
    services.prepare_letters(with_funder(call), by=officer)

    assert [message.to_email for message in sent()] == ["mairie@town.example"]


def test_preparing_again_replaces_the_letters(sent):
    call, (application,) = make_ranked_call(90)
    make_decision(application)
    officer = make_officer(call)
    services.prepare_letters(with_funder(call), by=officer)

    services.prepare_letters(with_funder(call), by=officer)

    assert statuses() == ["cancelled", "held"]
    assert (queries.letter_count(call), queries.unwritten(call)) == (1, 0)


def ready(*outcomes, **values):
    """A call with its letters prepared, and its officer."""
    call, applications = make_ranked_call(*range(90, 90 - len(outcomes), -1), **values)
    for application, outcome in zip(applications, outcomes, strict=True):
        make_decision(application, outcome)
    officer = make_officer(call)
    services.prepare_letters(with_funder(call), by=officer)
    return with_funder(call), applications, officer


def test_nothing_leaves_before_the_announcement(sent):
    ready(S, N)

    assert statuses() == ["held", "held"]


def test_announcing_releases_every_letter_and_dates_everything():
    call, applications, officer = ready(S, W, N)

    count = services.announce_results(call, Confirmation(), by=officer)

    assert count == 3
    assert statuses() == ["queued"] * 3
    assert call.announced_at is not None
    db.session.expire_all()
    assert {queries.decision_of(application.id).announced_at for application in applications} == {
        call.announced_at
    }
    announcement = queries.announcement_of(call.id)
    assert (announcement.released_at, announcement.released_by_id) == (
        call.announced_at,
        officer.id,
    )
    activity = db.session.scalars(
        select(Activity).where(Activity.verb == "results.announced")
    ).one()
    assert activity.details == {
        "letters": 3,
        "selected": 1,
        "granted_cents": 100_000,
        "excess_cents": 0,
    }


def test_results_are_announced_once():
    call, _applications, officer = ready(N)
    services.announce_results(call, Confirmation(), by=officer)

    with pytest.raises(ConflictError, match="already announced"):
        services.announce_results(call, Confirmation(), by=officer)

    assert verbs().count("results.announced") == 1


def test_once_announced_nothing_changes_any_more():
    call, (application,), officer = ready(N)
    services.announce_results(call, Confirmation(), by=officer)
    version = queries.decision_of(application.id).version

    with pytest.raises(ConflictError):
        services.decide(loaded(application), details(version=version), by=officer)
    with pytest.raises(ConflictError):
        services.prepare_letters(with_funder(call), by=officer)
    with pytest.raises(ConflictError):
        services.accept_proposal(with_funder(call), "", by=officer)


def test_announcing_without_letters_is_refused():
    call, (application,) = make_ranked_call(90)
    make_decision(application)

    with pytest.raises(DomainError, match="prepare them again"):
        services.announce_results(with_funder(call), Confirmation(), by=make_officer(call))

    assert call.announced_at is None


def test_announcing_with_a_missing_decision_is_refused():
    call, _applications, officer = ready(N)
    late = make_ranked(call, 50)

    with pytest.raises(DomainError, match=f"1 is missing: {late.reference}"):
        services.announce_results(with_funder(call), Confirmation(), by=officer)


@pytest.mark.parametrize(
    ("confirmation", "field"),
    [
        (Confirmation(), "is_excess_accepted"),
        (Confirmation(justification="The region pays."), "is_excess_accepted"),
        (Confirmation(is_excess_accepted=True, justification=" "), "justification"),
    ],
)
def test_more_than_the_envelope_wants_a_confirmation_and_a_reason(confirmation, field):
    call, _applications, officer = ready(S, S, envelope=euros(1999))

    with pytest.raises(DomainError) as refusal:
        services.announce_results(call, confirmation, by=officer)

    assert refusal.value.field == field
    assert set(statuses()) == {"held"}


def test_more_than_the_envelope_is_announced_knowingly():
    call, _applications, officer = ready(S, S, envelope=euros(1999))
    confirmation = Confirmation(is_excess_accepted=True, justification="The region pays.")

    services.announce_results(call, confirmation, by=officer)

    assert db.session.scalars(select(Announcement.justification)).one() == "The region pays."


def test_exactly_the_envelope_asks_for_nothing():
    call, _applications, officer = ready(S, S, envelope=euros(2000))

    assert services.announce_results(call, Confirmation(), by=officer) == 2


def test_what_was_withdrawn_meanwhile_gets_no_letter():
    call, (_kept, withdrawn), officer = ready(S, N)
    withdrawn.status, withdrawn.withdrawn_at = ApplicationStatus.WITHDRAWN, now()

    assert services.announce_results(call, Confirmation(), by=officer) == 1

    db.session.expire_all()
    assert sorted(statuses()) == ["cancelled", "queued"]
    assert queries.decision_of(withdrawn.id).announced_at is None


def test_two_officers_announce_at_the_same_instant_and_one_does(app):
    call, _applications, officer = ready(S, N)
    call_id, officer_id = call.id, officer.id
    db.session.commit()
    start, outcomes = threading.Barrier(2), []

    def announce():
        with app.app_context(), in_language("en"):
            start.wait()
            try:
                with transaction():
                    found = with_funder(db.session.get(Call, call_id))
                    by = db.session.get(User, officer_id)
                    outcomes.append(services.announce_results(found, Confirmation(), by=by))
            except ConflictError as error:
                outcomes.append(str(error))
            finally:
                db.session.remove()

    threads = [
        threading.Thread(target=contextvars.Context().run, args=(announce,)) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    db.session.expire_all()
    assert sorted(outcomes, key=str) == [
        2,
        "The results of this call are already announced: no letter was sent again.",
    ]
    assert verbs().count("results.announced") == 1
    assert db.session.query(Decision).filter_by(announced_at=None).count() == 0
