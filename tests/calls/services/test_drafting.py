"""Drafting a call: what the verbs change, what they refuse, what they record."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from callforprojects.calls import services
from callforprojects.calls.details import (
    Applicants,
    Calendar,
    Funding,
    NewCall,
    Presentation,
)
from callforprojects.calls.models import CallKind, Publication
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import in_language
from callforprojects.iso37101.profile import Profile
from callforprojects.questionnaires.models import RevisionStatus
from callforprojects.questionnaires.queries import revision_with_questions
from tests.factories.calls import make_call, make_funder

pytestmark = pytest.mark.usefixtures("app")

OPENS = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
CLOSES = datetime(2027, 3, 12, 16, 0, tzinfo=UTC)


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


def test_new_call_is_a_draft_with_the_default_questionnaire(officer, verbs):
    funder = make_funder()

    call = services.create_call(
        funder, NewCall(title="Villes durables", kind=CallKind.AAP), by=officer
    )

    assert call.reference == f"VD-{to_paris(now()).year}"
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
            (
                "Use capital letters, digits and hyphens, for example SMART-2027; 30 characters"
                " at most."
            ),
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


def test_presentation_is_kept_and_its_markdown_is_harmless(officer, verbs):
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
    assert "<h3>Context</h3>" in call.description_html
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
def test_calendar_may_be_incomplete_in_a_draft(officer, dates, verbs):
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
    territory = make_funder(is_funder=False, is_applicant=True)

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


def test_expected_profile_replaces_only_what_changed(officer, verbs):
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
