"""The verbs of calls: what they change, what they refuse, what they record."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from callforprojects.activity.models import Activity
from callforprojects.calls import services
from callforprojects.calls.details import (
    Applicants,
    Calendar,
    CriterionDetails,
    Funding,
    NewCall,
    NewClosing,
    Presentation,
)
from callforprojects.calls.models import Call, CallKind, CallStatus, Publication
from callforprojects.core.clock import now
from callforprojects.core.database import db
from callforprojects.core.errors import ConflictError, DomainError
from callforprojects.core.i18n import in_language
from callforprojects.core.money import Money
from callforprojects.iso37101.profile import Profile
from callforprojects.questionnaires.models import RevisionStatus
from callforprojects.questionnaires.queries import revision_with_questions
from tests.factories.accounts import make_user
from tests.factories.calls import make_call, make_funder

OPENS = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
CLOSES = datetime(2027, 3, 12, 16, 0, tzinfo=UTC)


@pytest.fixture
def officer():
    return make_user()


def verbs(call):
    rows = db.session.scalars(
        sa.select(Activity).where(Activity.subject_id == call.id).order_by(Activity.id)
    )
    return [row.verb for row in rows]


def presentation(**values):
    return Presentation(
        **{
            "reference": "NEW-1",
            "kind": CallKind.AMI,
            "language": "en",
            "title": "A new title",
            "summary": "For towns.",
            **values,
        }
    )


def test_new_call_is_a_draft_with_the_default_questionnaire(officer):
    funder = make_funder()

    call = services.create_call(
        funder, NewCall(title="Villes durables", kind=CallKind.AAP), by=officer
    )

    assert call.reference == f"VD-{now().year}"
    assert call.status is Publication.DRAFT
    assert call.edition
    revision = revision_with_questions(call.questionnaire_id)
    assert revision.status is RevisionStatus.DRAFT
    assert {question.stands_for for s in revision.sections for question in s.questions} >= {
        "title",
        "summary",
    }
    assert verbs(call) == ["call.created"]


def test_second_call_of_the_same_title_gets_another_reference(officer):
    funder = make_funder()
    details = NewCall(title="Villes durables")

    first = services.create_call(funder, details, by=officer)
    second = services.create_call(funder, details, by=officer)

    assert second.reference == f"{first.reference}-2"


@pytest.mark.parametrize(
    ("reference", "sentence"),
    [
        (
            "bad one",
            "Use capital letters, digits and hyphens, for example SMART-2027; 30 signs at most.",
        ),
        ("TAKEN-1", "Another call has this reference."),
    ],
)
def test_reference_must_be_well_formed_and_free(officer, reference, sentence):
    make_call(reference="TAKEN-1")
    call = make_call()

    with in_language("en"), pytest.raises(DomainError, match=re.escape(sentence)) as creation:
        services.create_call(make_funder(), NewCall(title="T", reference=reference), by=officer)
    with in_language("en"), pytest.raises(DomainError, match=re.escape(sentence)) as change:
        services.update_presentation(call, presentation(reference=reference), by=officer)

    assert creation.value.field == change.value.field == "reference"


def test_presentation_is_kept_and_its_markdown_is_harmless(officer):
    call = make_call()

    services.update_presentation(
        call,
        presentation(
            reference=call.reference,
            description="# Context\n\n<script>alert(1)</script>\n\n[go](javascript:alert(1)) **bold**",
        ),
        by=officer,
    )

    assert call.title == "A new title"
    assert call.kind is CallKind.AMI
    assert "<h2>Context</h2>" in call.description_html
    assert "<strong>bold</strong>" in call.description_html
    assert "<script" not in call.description_html
    assert 'href="javascript' not in call.description_html
    assert verbs(call) == ["call.updated"]


@pytest.mark.parametrize(
    ("dates", "field", "sentence"),
    [
        ({"closes_at": OPENS}, "closes_at", "The closing must come after the opening."),
        (
            {"closes_at": OPENS - timedelta(days=1)},
            "closes_at",
            "The closing must come after the opening.",
        ),
        (
            {"questions_until": OPENS},
            "questions_until",
            "Questions must be possible after the opening.",
        ),
        (
            {"questions_until": CLOSES + timedelta(minutes=1)},
            "questions_until",
            "Questions end before the closing.",
        ),
        (
            {"results_expected_on": date(2027, 3, 11)},
            "results_expected_on",
            "Results cannot be expected before the closing.",
        ),
    ],
)
def test_dates_out_of_order_are_refused_beside_the_date(officer, dates, field, sentence):
    call = make_call()

    with in_language("en"), pytest.raises(DomainError, match=re.escape(sentence)) as refusal:
        services.update_calendar(
            call, Calendar(**{"opens_at": OPENS, "closes_at": CLOSES, **dates}), by=officer
        )

    assert refusal.value.field == field
    assert call.closes_at is None


@pytest.mark.parametrize(
    "dates",
    [
        {},
        {"opens_at": OPENS},
        {"closes_at": CLOSES},
        {"opens_at": OPENS, "questions_until": CLOSES, "closes_at": CLOSES},
        {"closes_at": CLOSES, "results_expected_on": date(2027, 3, 12)},
    ],
)
def test_calendar_may_be_incomplete_in_a_draft(officer, dates):
    call = make_call()

    services.update_calendar(call, Calendar(**dates), by=officer)

    assert call.opens_at == dates.get("opens_at")
    assert call.closes_at == dates.get("closes_at")
    assert verbs(call) == ["call.updated"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"rate": Decimal(0)}, "rate"),
        ({"rate": Decimal("100.01")}, "rate"),
        ({"envelope": Money.zero()}, "envelope"),
        ({"ceiling": Money.zero()}, "ceiling"),
        ({"envelope": Money.euros(10), "ceiling": Money.euros("10.01")}, "ceiling"),
    ],
)
def test_money_that_makes_no_sense_is_refused(officer, values, field):
    with pytest.raises(DomainError) as refusal:
        services.update_funding(make_call(), Funding(**values), by=officer)

    assert refusal.value.field == field


def test_funding_keeps_amounts_and_co_funders(officer):
    call, other = make_call(), make_funder()
    territory = make_funder(kind="territory")

    services.update_funding(
        call,
        Funding(
            envelope=Money.euros(10),
            ceiling=Money.euros(10),
            rate=Decimal("33.33"),
            co_funder_ids=(other.id, call.funder_id, territory.id),
        ),
        by=officer,
    )

    assert call.ceiling == Money.euros(10)
    assert call.co_funders == [other]

    services.update_funding(call, Funding(), by=officer)

    assert (call.envelope, call.rate, call.co_funders) == (None, None, [])


def test_applicants_are_codes_of_the_framework(officer):
    call = make_call()

    services.update_applicants(
        call, Applicants(territory_types=("commune",), scales=("ville",)), by=officer
    )
    with pytest.raises(DomainError) as refusal:
        services.update_applicants(call, Applicants(phases=("nowhere",)), by=officer)

    assert call.territory_types == ["commune"]
    assert call.scales == ["ville"]
    assert refusal.value.field == "phases"


def test_expected_profile_replaces_only_what_changed(officer):
    call = make_call(cells=[("resilience", "mobility", 3), ("cohesion", "health", 2)])
    wanted = Profile.from_cells([("resilience", "mobility", 2), ("wellbeing", "health", 3)])
    version = call.version

    services.update_expected_profile(call, wanted, by=officer, version=version)
    db.session.flush()

    assert call.expected_profile == wanted
    assert call.version == version + 1
    assert verbs(call) == ["call.updated"]


@pytest.mark.parametrize("level", [-1, 1])
def test_expected_levels_are_out_welcome_or_required(officer, level):
    profile = Profile.from_cells([("resilience", "mobility", level)])

    with pytest.raises(DomainError) as refusal:
        services.update_expected_profile(make_call(), profile, by=officer)

    assert refusal.value.field == "expected"


def test_matrix_starts_from_the_affinities_chosen_and_is_cleared(officer):
    call = make_call()

    services.start_expected_profile(call, by=officer, purposes=["resilience"], domains=["mobility"])
    assert {(e.purpose, e.domain) for e in call.expectations} <= {("resilience", "mobility")}

    services.start_expected_profile(call, by=officer)
    assert call.expected_profile == Profile.from_affinities()

    services.clear_expected_profile(call, by=officer)
    assert call.expected_profile.is_empty


def test_stale_page_is_refused(officer):
    call = make_call()

    with pytest.raises(ConflictError):
        services.update_calendar(call, Calendar(version=call.version - 1), by=officer)


def test_criteria_are_added_changed_moved_and_removed(officer):
    call = make_call()
    first = services.add_criterion(call, CriterionDetails(title="A", weight=50), by=officer)
    second = services.add_criterion(call, CriterionDetails(title="B", weight=30), by=officer)
    third = services.add_criterion(call, CriterionDetails(title="C", weight=20), by=officer)

    services.update_criterion(first, CriterionDetails(title="A2", weight=40), by=officer)
    services.move_criterion(call, third, -1, by=officer)
    services.move_criterion(call, first, -1, by=officer)
    services.remove_criterion(call, second, by=officer)

    assert [(c.position, c.title, c.weight) for c in call.criteria] == [
        (1, "A2", 40),
        (2, "C", 20),
    ]
    assert verbs(call) == ["criteria.changed"] * 7


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"weight": 0}, "weight"),
        ({"weight": 101}, "weight"),
        ({"weight": 10, "scale_max": 0}, "scale_max"),
        ({"weight": 10, "scale_max": 21}, "scale_max"),
    ],
)
def test_criterion_out_of_bounds_is_refused(officer, values, field):
    with pytest.raises(DomainError) as refusal:
        services.add_criterion(make_call(), CriterionDetails(title="A", **values), by=officer)

    assert refusal.value.field == field


def test_criterion_changed_meanwhile_is_refused(officer):
    call = make_call("ready")

    with pytest.raises(ConflictError):
        services.update_criterion(
            call.criteria[0], CriterionDetails(title="A", weight=1, version=99), by=officer
        )


def test_proposal_reads_only_questions_that_are_asked_and_replaces_the_grid(officer):
    call = make_call("ready", language="en", weights=(100,))
    asked = revision_with_questions(call.questionnaire_id)
    keys = {question.key for section in asked.sections for question in section.questions}

    grid = services.proposed_criteria(call, asked)
    services.replace_criteria(call, grid, by=officer)
    db.session.flush()

    assert call.total_weight == 100
    assert [c.position for c in call.criteria] == list(range(1, len(grid) + 1))
    assert call.criteria[0].title.startswith("Contribution to the purpose")
    assert all(keys.issuperset(c.question_keys) for c in call.criteria)
    assert any(c.question_keys for c in call.criteria)


def test_proposal_needs_an_expected_profile():
    call = make_call()

    with pytest.raises(DomainError):
        services.proposed_criteria(call, revision_with_questions(call.questionnaire_id))


def test_publication_freezes_the_questionnaire(officer):
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
def test_published_call_can_no_longer_be_changed(officer, stage):
    call = make_call(stage)
    attempts = [
        lambda: services.publish_call(call, by=officer),
        lambda: services.update_presentation(call, presentation(), by=officer),
        lambda: services.update_calendar(call, Calendar(), by=officer),
        lambda: services.update_funding(call, Funding(), by=officer),
        lambda: services.update_applicants(call, Applicants(), by=officer),
        lambda: services.clear_expected_profile(call, by=officer),
        lambda: services.add_criterion(call, CriterionDetails(title="A", weight=1), by=officer),
        lambda: services.update_criterion(
            call.criteria[0], CriterionDetails(title="A", weight=1), by=officer
        ),
        lambda: services.move_criterion(call, call.criteria[0], 1, by=officer),
        lambda: services.remove_criterion(call, call.criteria[0], by=officer),
        lambda: services.replace_criteria(call, [], by=officer),
    ]

    for attempt in attempts:
        with pytest.raises(ConflictError):
            attempt()

    assert len(call.criteria) == 2
    assert verbs(call) == []


@pytest.mark.parametrize("stage", ["upcoming", "open", "closed"])
def test_closing_is_postponed_with_its_reason(officer, stage):
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


def test_call_is_cancelled_with_a_reason(officer):
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


def test_copy_is_a_draft_with_everything_but_the_dates(officer):
    other = make_funder()
    call = make_call("closed", co_funders=[other], territory_types=["commune"])

    copy = services.duplicate_call(call, by=officer)
    db.session.commit()

    copy = db.session.get(Call, copy.id)
    assert copy.is_draft
    assert (copy.opens_at, copy.closes_at, copy.published_at) == (None, None, None)
    assert copy.reference != call.reference
    assert (copy.title, copy.envelope, copy.territory_types) == (
        call.title,
        call.envelope,
        ["commune"],
    )
    assert verbs(copy) == ["call.created"]


def test_copy_has_its_own_matrix_criteria_and_draft_questionnaire(officer):
    call = make_call("closed")

    copy = services.duplicate_call(call, by=officer)

    assert copy.expected_profile == call.expected_profile
    assert [(c.title, c.weight) for c in copy.criteria] == [
        (c.title, c.weight) for c in call.criteria
    ]
    assert copy.criteria[0].id != call.criteria[0].id
    copied, original = (revision_with_questions(each.questionnaire_id) for each in (copy, call))
    assert copied.status is RevisionStatus.DRAFT
    assert original.status is RevisionStatus.PUBLISHED
    assert [
        (q.key, q.type, q.label, q.settings, q.stands_for)
        for s in copied.sections
        for q in s.questions
    ] == [
        (q.key, q.type, q.label, q.settings, q.stands_for)
        for s in original.sections
        for q in s.questions
    ]
    assert not {q.stable_id for s in copied.sections for q in s.questions} & {
        q.stable_id for s in original.sections for q in s.questions
    }
