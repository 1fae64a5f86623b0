"""The pages of a draft: the record that each gives, and the sentence beside what it refuses."""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from callforprojects.calls.details import Applicants, Calendar, Funding, NewCall, Presentation
from callforprojects.calls.forms.drafting import (
    ApplicantsForm,
    CalendarForm,
    ExpectedProfileForm,
    FundingForm,
    NewCallForm,
    PresentationForm,
    StartProfileForm,
)
from callforprojects.calls.models import CallKind, Expectation
from callforprojects.core.data.money import Money
from callforprojects.core.text.cleaning import LONGEST_TEXT
from callforprojects.iso37101.profile import Profile
from callforprojects.organisations.models import Organisation
from tests.factories.calls import call_of
from tests.filling import Fill

pytestmark = pytest.mark.unit

FUNDER, PARTNER = uuid.uuid4(), uuid.uuid4()
PRESENTATION = {"reference": "SMART-2027", "kind": "ami", "language": "en", "title": "A title"}


def organisation(identifier: uuid.UUID, name: str) -> Organisation:
    return Organisation(id=identifier, name=name)


def test_a_draft_needs_a_title_and_nothing_else(fill: Fill) -> None:
    form = fill(NewCallForm, title="  Sustainable towns ", kind="ami", language="en")

    assert form.errors == {}
    assert form.details() == NewCall(
        title="Sustainable towns", kind=CallKind.AMI, language="en", reference=""
    )
    assert fill(NewCallForm, title=" ", kind="aap", language="fr").errors == {
        "title": ["Enter the title of the call."]
    }


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"title": "x" * 201}, "title", "This text is too long: 200 characters at most."),
        ({"reference": "X" * 31}, "reference", "This text is too long: 30 characters at most."),
        ({"kind": "grant"}, "kind", "Choose one of the answers."),
        ({"language": "de"}, "language", "Choose one of the answers."),
    ],
)
def test_what_a_new_call_refuses(
    fill: Fill, values: dict[str, str], field: str, sentence: str
) -> None:
    sent = {"title": "A title", "kind": "aap", "language": "fr", **values}

    form = fill(NewCallForm, **sent)

    assert form.errors == {field: [sentence]}
    assert form[field].data == sent[field]


def test_a_presentation_is_read_whole(fill: Fill) -> None:
    form = fill(
        PresentationForm,
        **PRESENTATION,
        version="4",
        summary=" For all.\r\n",
        description="## Why",
        service="Innovation",
        contact_email="Call@Funder.example",
        contact_phone="02 99 00 00 01",
        contact_address="1 rue des Essais",
        note="A note.",
    )

    assert form.errors == {}
    assert form.details() == Presentation(
        reference="SMART-2027",
        kind=CallKind.AMI,
        language="en",
        title="A title",
        summary="For all.",
        description="## Why",
        service="Innovation",
        contact_email="Call@funder.example",
        contact_phone="+33299000001",
        contact_address="1 rue des Essais",
        note="A note.",
        version=4,
    )


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("reference", "", "Enter the reference of the call."),
        ("reference", " ", "Enter the reference of the call."),
        ("title", "", "Enter the title of the call."),
        ("kind", "", "Choose the kind of call."),
        ("summary", "word " * 121, "1 word too many."),
        ("note", "word " * 122, "2 words too many."),
        ("service", "x" * 201, "This text is too long: 200 characters at most."),
        ("contact_address", "x" * 501, "This text is too long: 500 characters at most."),
        ("contact_email", "nobody", "Enter a complete e-mail address, for example name@town.fr."),
        (
            "contact_phone",
            "12",
            "Enter a telephone number, for example 04 92 20 00 00 or +33 4 92 20 00 00.",
        ),
        ("version", "old", "This page is out of date. Reload it."),
    ],
)
def test_what_a_presentation_refuses_stays_as_it_was_typed(
    fill: Fill, field: str, text: str, sentence: str
) -> None:
    form = fill(PresentationForm, **{**PRESENTATION, field: text})

    assert form.errors == {field: [sentence]}
    assert form[field].raw_data == [text]


def test_a_description_may_be_as_long_as_any_text(fill: Fill) -> None:
    longest = "x" * LONGEST_TEXT

    assert not fill(PresentationForm, **PRESENTATION, description=longest).errors
    assert set(fill(PresentationForm, **PRESENTATION, description=f"{longest}x").errors) == {
        "description"
    }


def test_dates_are_those_of_paris_and_each_may_be_unknown(fill: Fill) -> None:
    form = fill(
        CalendarForm,
        opens_at="2027-01-04T09:00",
        questions_until="",
        closes_at="12/07/2027 17:00",
        results_expected_on="1 October 2027",
    )

    assert form.errors == {}
    assert form.details() == Calendar(
        opens_at=datetime(2027, 1, 4, 8, tzinfo=UTC),
        closes_at=datetime(2027, 7, 12, 15, tzinfo=UTC),
        results_expected_on=date(2027, 10, 1),
    )


def test_a_date_that_is_none_is_refused(fill: Fill) -> None:
    form = fill(
        CalendarForm,
        opens_at="28/03/2027 02:30",
        closes_at="soon",
        results_expected_on="31/02/2027",
    )

    assert form.errors == {
        "opens_at": ["This time does not exist: the clocks change on that day."],
        "closes_at": ["Enter a date and a time, for example 12/03/2027 17:00."],
        "results_expected_on": ["Enter a date that exists, for example 12/03/2027."],
    }
    assert form.closes_at.raw_data == ["soon"]


def _funding(fill: Fill, **values: Any) -> Any:
    call = call_of(funder_id=FUNDER, co_funders=[], version=1)
    funders = [organisation(FUNDER, "The Region"), organisation(PARTNER, "The State")]
    return fill(FundingForm, options={"obj": call, "funders": funders}, **values)


def test_funding_is_read_in_euros_and_hundredths(fill: Fill) -> None:
    form = _funding(
        fill, envelope="3 000 000", ceiling="€1,500.50", rate="12,5 %", co_funder_ids=str(PARTNER)
    )

    assert form.errors == {}
    assert form.details() == Funding(
        envelope=Money.euros(3_000_000),
        ceiling=Money(150_050),
        rate=Decimal("12.5"),
        co_funder_ids=(PARTNER,),
    )


def test_a_funder_is_no_partner_of_its_own(fill: Fill) -> None:
    form = _funding(fill, co_funder_ids=str(FUNDER))

    assert [choice.label for choice in form.co_funder_ids.choices] == ["The State"]
    assert form.errors == {
        "co_funder_ids": [f"'{FUNDER}' is not a valid choice for this field."],
    }


def test_the_partners_of_a_call_are_chosen_when_its_page_is_opened(fill: Fill) -> None:
    partner = organisation(PARTNER, "The State")
    call = call_of(funder_id=FUNDER, co_funders=[partner], version=1)

    form = fill(FundingForm, options={"obj": call})

    assert [str(choice.value) for choice in form.co_funder_ids.choices] == [str(PARTNER)]


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("envelope", "-5", "An amount cannot be negative."),
        ("envelope", "a lot", "Enter an amount in euros, for example 12 500 or 12 500,50."),
        ("rate", "101", "A percentage lies between 0 and 100."),
    ],
)
def test_what_funding_refuses(fill: Fill, field: str, text: str, sentence: str) -> None:
    form = _funding(fill, **{field: text})

    assert form.errors == {field: [sentence]}
    assert form[field].raw_data == [text]


def test_who_may_apply_is_chosen_in_the_lists(fill: Fill) -> None:
    form = fill(
        ApplicantsForm,
        territory_types=["commune", "cc"],
        areas=["drom"],
        scales=["ville"],
        phases=["conception"],
    )

    assert form.errors == {}
    assert form.details() == Applicants(
        territory_types=("commune", "cc"),
        areas=("drom",),
        scales=("ville",),
        phases=("conception",),
    )
    assert fill(ApplicantsForm).details() == Applicants()
    assert fill(ApplicantsForm, areas="moon").errors == {
        "areas": ["'moon' is not a valid choice for this field."]
    }


def _expected(fill: Fill, saved: Profile, **cells: str) -> Any:
    call = call_of(
        expectations=[Expectation(purpose=p, domain=d, level=n) for p, d, n in saved.filled]
    )
    return fill(ExpectedProfileForm, options={"obj": call}, **cells)


def test_a_profile_is_read_cell_by_cell(fill: Fill) -> None:
    saved = Profile.from_cells([("environment", "mobility", 3)])
    cells = {"expected-resilience--mobility": "3", "expected-wellbeing--health": "2"}

    form = _expected(fill, saved, **cells)

    assert form.errors == {}
    assert form.expected.data == Profile.from_cells(
        [("resilience", "mobility", 3), ("wellbeing", "health", 2)]
    )


@pytest.mark.parametrize(
    ("name", "level"),
    [("expected-environment--mobility", "1"), ("expected-environment--nowhere", "3")],
)
def test_what_is_in_no_list_of_the_matrix_is_refused(fill: Fill, name: str, level: str) -> None:
    saved = Profile.from_cells([("environment", "mobility", 3)])
    cells = {"expected-environment--mobility": "3", "expected-wellbeing--health": "2", name: level}

    form = _expected(fill, saved, **cells)

    assert form.errors == {"expected": ["Choose in the lists."]}
    assert form.expected.data == Profile.from_cells(
        [("environment", "mobility", 3), ("wellbeing", "health", 2)]
    )


def test_a_matrix_begins_from_purposes_and_domains(fill: Fill) -> None:
    form = fill(StartProfileForm, purposes=["resilience"], domains=[])

    assert form.errors == {}
    assert (form.purposes.data, form.domains.data) == (["resilience"], [])
    assert set(fill(StartProfileForm, domains="moon").errors) == {"domains"}
