"""Preparing the letters of a call, and announcing its results once."""

import contextvars
import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from callforprojects.accounts.models import User
from callforprojects.activity.models import Activity
from callforprojects.applications.models import ApplicationStatus
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.data.transaction import transaction
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import in_language
from callforprojects.messages.models import MessageStatus
from callforprojects.selection import queries, services
from callforprojects.selection.models import Act, Announcement, Decision
from callforprojects.selection.services import Confirmation, DecisionDetails
from callforprojects.selection.snapshot import hash_of_all
from tests.factories.juries import make_officer
from tests.factories.selection import (
    C,
    N,
    S,
    W,
    decision_on,
    loaded,
    make_decision,
    make_ranked,
    make_ranked_call,
    make_writer,
    statuses,
    verbs,
    with_funder,
)

euros = Money.euros


pytestmark = pytest.mark.usefixtures("in_english")


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

    assert [str(a.reference) in str(refusal.value) for a in applications] == [True] * 5 + [
        False
    ] * 2


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
        (C, "with conditions.", True),
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
    db.session.get_one(User, call.created_by_id).is_active = False
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
    assert {decision_on(application).announced_at for application in applications} == {
        call.announced_at
    }
    announcement = queries.announcement_of(call.current_round.id)
    assert announcement is not None
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
        "decisions_sha256": hash_of_all(db.session.scalars(select(Decision.sha256))),
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
    version = decision_on(application).version

    with pytest.raises(ConflictError):
        services.decide(
            loaded(application),
            DecisionDetails(outcome=N, reason="No.", version=version),
            by=officer,
        )
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


def test_an_act_of_before_a_call_opened_again_is_not_announced():
    call, _applications, officer = ready(N)
    act = queries.act_of(call.current_round.id)
    assert act is not None
    earlier = sa.update(Act.__table__).values(signed_on=act.signed_on - timedelta(days=1))
    db.session.execute(earlier)
    db.session.expire_all()

    with pytest.raises(DomainError, match="prepare them again"):
        services.announce_results(call, Confirmation(), by=officer)


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
    assert decision_on(withdrawn).announced_at is None


def test_two_officers_announce_at_the_same_instant_and_one_does(app):
    call, _applications, officer = ready(S, N)
    call_id, officer_id = call.id, officer.id
    db.session.commit()
    start = threading.Barrier(2)
    outcomes: list[int | str] = []

    def announce():
        with app.app_context(), in_language("en"):
            start.wait()
            try:
                with transaction():
                    found = with_funder(db.session.get_one(Call, call_id))
                    by = db.session.get_one(User, officer_id)
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
