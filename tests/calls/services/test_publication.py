"""Publishing a call and what may follow: later closing, cancellation, copy."""

from datetime import timedelta

import pytest

from callforprojects.calls import services
from callforprojects.calls.details import Applicants, Calendar, Funding, NewClosing, Presentation
from callforprojects.calls.models import Call, CallKind, CallStatus, Publication
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import in_language
from callforprojects.questionnaires.models import RevisionStatus
from callforprojects.questionnaires.queries import revision_with_questions
from tests.factories.calls import make_call, make_funder

pytestmark = pytest.mark.usefixtures("app")

PRESENTATION = Presentation(
    reference="NEW-1", kind=CallKind.AMI, language="en", title="A new title"
)


def test_publication_freezes_the_questionnaire(officer, verbs):
    call = make_call("ready")

    services.publish_call(call, by=officer, version=call.version)

    assert call.status is Publication.PUBLISHED
    assert call.published_at is not None
    assert call.current_status is CallStatus.UPCOMING
    revision = revision_with_questions(call.questionnaire_id)
    assert revision.status is RevisionStatus.PUBLISHED
    assert verbs(call) == ["call.published"]


def test_weights_of_99_refuse_publication_with_a_clear_sentence(officer):
    call = make_call("ready", weights=(60, 39))

    with (
        in_language("en"),
        pytest.raises(
            DomainError, match="The weights of the criteria total 99: they must total 100"
        ),
    ):
        services.publish_call(call, by=officer)

    assert call.is_draft


@pytest.mark.parametrize("stage", ["open", "closed", "cancelled"])
def test_published_call_can_no_longer_be_changed(officer, stage, verbs):
    call = make_call(stage)
    attempts = [
        lambda: services.publish_call(call, by=officer),
        lambda: services.update_presentation(call, PRESENTATION, by=officer),
        lambda: services.update_calendar(call, Calendar(), by=officer),
        lambda: services.update_funding(call, Funding(), by=officer),
        lambda: services.update_applicants(call, Applicants(), by=officer),
        lambda: services.clear_expected_profile(call, by=officer),
    ]

    for attempt in attempts:
        with pytest.raises(ConflictError):
            attempt()

    assert verbs(call) == []


@pytest.mark.parametrize("stage", ["upcoming", "open", "closed"])
def test_closing_is_postponed_with_its_reason(officer, stage, verbs):
    call = make_call(stage)
    before, after = call.closes_at, now() + timedelta(days=60)

    services.postpone_call(
        call,
        NewClosing(closes_at=after, reason="Panne.", questions_until=after - timedelta(days=7)),
        by=officer,
    )

    assert call.closes_at == after
    assert call.questions_until == after - timedelta(days=7)
    (change,) = call.postponements
    assert (change.previous_closes_at, change.closes_at, change.reason) == (before, after, "Panne.")
    assert verbs(call) == ["call.postponed"]


@pytest.mark.parametrize(
    ("stage", "days", "reason", "field"),
    [
        ("open", 29, "Panne.", "closes_at"),
        ("open", 30, "Panne.", "closes_at"),
        ("closed", -1, "Panne.", "closes_at"),
        ("open", 60, "  ", "reason"),
    ],
)
def test_new_closing_must_be_later_in_the_future_and_explained(officer, stage, days, reason, field):
    call = make_call(stage)
    assert call.closes_at is not None
    closing = call.closes_at if days == 30 else now() + timedelta(days=days)

    with pytest.raises(DomainError) as refusal:
        services.postpone_call(call, NewClosing(closes_at=closing, reason=reason), by=officer)

    assert refusal.value.field == field
    assert call.postponements == []


@pytest.mark.parametrize("stage", ["draft", "ready", "announced", "cancelled"])
def test_closing_of_other_calls_cannot_be_postponed(officer, stage):
    later = NewClosing(closes_at=now() + timedelta(days=99), reason="Panne.")

    with pytest.raises(ConflictError):
        services.postpone_call(make_call(stage), later, by=officer)


def test_call_is_cancelled_with_a_reason(officer, verbs):
    call = make_call("open")

    with pytest.raises(DomainError) as refusal:
        services.cancel_call(call, " ", by=officer)
    services.cancel_call(call, " Plus de budget. ", by=officer, version=call.version)

    assert refusal.value.field == "reason"
    assert call.current_status is CallStatus.CANCELLED
    assert call.cancellation_reason == "Plus de budget."
    assert call.cancelled_at is not None
    assert verbs(call) == ["call.cancelled"]


@pytest.mark.parametrize("stage", ["draft", "announced", "cancelled"])
def test_other_calls_cannot_be_cancelled(officer, stage):
    with pytest.raises(ConflictError):
        services.cancel_call(make_call(stage), "Parce que.", by=officer)


def test_copy_is_a_draft_with_everything_but_the_dates(officer, verbs):
    other = make_funder()
    call = make_call("closed", co_funders=[other], territory_types=["commune"])

    call.note = "The real edition closed in May."
    copy = services.duplicate_call(call, by=officer)
    db.session.commit()

    copy = db.session.get_one(Call, copy.id)
    assert copy.is_draft
    assert (copy.opens_at, copy.closes_at, copy.published_at) == (None, None, None)
    assert copy.note == ""
    assert copy.reference != call.reference
    assert (copy.title, copy.envelope, copy.territory_types) == (
        call.title,
        call.envelope,
        ["commune"],
    )
    assert verbs(copy) == ["call.created"]
