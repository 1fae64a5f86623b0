"""The forms of a selection: a decision, its author, the confirmation, and what addresses ask."""

import uuid
from datetime import date

import pytest
from flask import Flask

from callforprojects.core.data.money import Money
from callforprojects.core.tables import SortOrder
from callforprojects.selection.forms import (
    AnnouncementForm,
    DecisionForm,
    PreparationForm,
    ProposalForm,
    measure_from_request,
    ranking_filters,
)
from callforprojects.selection.models import Outcome
from callforprojects.selection.pictures import Measure
from callforprojects.selection.queries import BEST_FIRST, Basis, RankingFilters
from callforprojects.selection.services import ActDetails, Confirmation, DecisionDetails
from callforprojects.selection.tables import RANKING
from tests.filling import Fill

pytestmark = pytest.mark.unit

DECISION = {"outcome": "not_selected", "reason": "Too short."}
ACT = {"author_name": "Jeanne Martin", "author_capacity": "Mayor", "signed_on": "12/03/2027"}
TOO_LONG = "This text is too long: %s characters at most."


def test_a_decision_is_read_whole(fill: Fill) -> None:
    form = fill(
        DecisionForm,
        outcome="selected_with_conditions",
        amount="19 200,50",
        reason=" Sound. ",
        conditions="With the inhabitants.",
        version="2",
    )

    assert form.errors == {}
    assert form.details() == DecisionDetails(
        outcome=Outcome.SELECTED_WITH_CONDITIONS,
        amount=Money.euros("19200.50"),
        reason="Sound.",
        conditions="With the inhabitants.",
        version=2,
    )


@pytest.mark.parametrize("outcome", list(Outcome))
def test_each_outcome_can_be_decided_with_a_reason(fill: Fill, outcome: Outcome) -> None:
    form = fill(DecisionForm, outcome=outcome.value, reason="Why.")

    assert form.errors == {}
    assert form.details() == DecisionDetails(outcome=outcome, reason="Why.")


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("outcome", "", "Choose an outcome."),
        ("outcome", "maybe", "Choose one of the answers."),
        ("amount", "-1", "An amount cannot be negative."),
        ("amount", "much", "Enter an amount in euros, for example 12 500 or 12 500,50."),
        (
            "reason",
            " ",
            "Give the reason: the applicant will read it, whatever the outcome.",
        ),
        ("reason", "word " * 401, "1 word too many."),
        ("conditions", "word " * 402, "2 words too many."),
    ],
)
def test_what_a_decision_refuses_stays_as_it_was_typed(
    fill: Fill, field: str, text: str, sentence: str
) -> None:
    form = fill(DecisionForm, **{**DECISION, field: text})

    assert form.errors == {field: [sentence]}
    assert form[field].raw_data == [text]


def test_the_proposal_that_was_shown_comes_back(fill: Fill) -> None:
    assert fill(ProposalForm, digest="abc").digest.data == "abc"


def test_who_decides_is_read_on_one_line(fill: Fill) -> None:
    form = fill(
        PreparationForm,
        **{**ACT, "author_name": " Jeanne \u200d  Martin "},
        delegation="Order  of 2 January",
        number=" 2027-1 ",
    )

    assert form.errors == {}
    assert form.details() == ActDetails(
        author_name="Jeanne Martin",
        author_capacity="Mayor",
        signed_on=date(2027, 3, 12),
        delegation="Order of 2 January",
        number="2027-1",
    )
    assert fill(PreparationForm, **ACT).errors == {}


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("author_name", "", "Enter the first and last name of the person who decides."),
        ("author_name", "x" * 201, TOO_LONG % 200),
        ("author_capacity", "", "Enter the capacity in which they decide."),
        ("author_capacity", "x" * 201, TOO_LONG % 200),
        ("signed_on", "", "Enter the date of the decision."),
        ("signed_on", "soon", "Enter a date that exists, for example 12/03/2027."),
        ("delegation", "x" * 301, TOO_LONG % 300),
        ("number", "x" * 61, TOO_LONG % 60),
    ],
)
def test_what_the_author_of_a_decision_lacks(
    fill: Fill, field: str, text: str, sentence: str
) -> None:
    assert fill(PreparationForm, **{**ACT, field: text}).errors == {field: [sentence]}


def test_what_is_confirmed_before_announcing(fill: Fill) -> None:
    form = fill(
        AnnouncementForm,
        is_excess_accepted="y",
        justification="Next year.",
        unfinished_reason="Nobody answers.",
    )

    assert form.errors == {}
    assert form.confirmation() == Confirmation(
        is_excess_accepted=True, justification="Next year.", unfinished_reason="Nobody answers."
    )
    assert fill(AnnouncementForm).confirmation() == Confirmation()
    assert fill(AnnouncementForm, justification="word " * 401).errors == {
        "justification": ["1 word too many."]
    }
    assert fill(AnnouncementForm, unfinished_reason="word " * 401).errors == {
        "unfinished_reason": ["1 word too many."]
    }


def filters(masked: frozenset[uuid.UUID] = frozenset(), **asked: str) -> RankingFilters:
    """What this address asks of the ranking."""
    state = RANKING.state_of({name: [text] for name, text in asked.items()})
    return ranking_filters(state, masked)


@pytest.mark.usefixtures("app_without_database")
def test_a_ranking_that_nothing_narrows() -> None:
    masked = frozenset({uuid.uuid4()})

    found = filters(masked)

    assert found == RankingFilters(masked=masked, conditions=found.conditions)
    assert (list(found.conditions), found.basis, found.order_by) == (
        [],
        Basis.REQUESTED,
        BEST_FIRST,
    )


@pytest.mark.usefixtures("app_without_database")
def test_what_an_address_asks_of_the_ranking() -> None:
    found = filters(basis="decided", line="1 200 000,50", outcome="selected", sort="-title")

    assert found.basis is Basis.DECIDED
    assert found.line == Money.euros("1200000.50")
    assert len(found.conditions) == 1
    assert found.sort_order is SortOrder.DESC
    assert found.order_by is not BEST_FIRST


@pytest.mark.usefixtures("app_without_database")
@pytest.mark.parametrize("text", ["", "much", "-5", "0"])
def test_a_line_that_is_no_amount_is_none(text: str) -> None:
    assert filters(line=text).line is None


@pytest.mark.parametrize(
    ("address", "measure"),
    [
        ("/", Measure.PROJECTS),
        ("/?measure=glory", Measure.PROJECTS),
        *((f"/?measure={measure.value}", measure) for measure in Measure),
    ],
)
def test_a_map_shows_what_its_address_asks(
    app_without_database: Flask, address: str, measure: Measure
) -> None:
    with app_without_database.test_request_context(address):
        assert measure_from_request() is measure
