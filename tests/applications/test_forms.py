"""The forms of applications: for whom, filing, withdrawing, and what an address asks for."""

import uuid
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from callforprojects.applications.forms import (
    StartForm,
    SubmitForm,
    WithdrawForm,
    status_from_request,
)
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.applications.queries import StartChoice
from callforprojects.organisations.models import Organisation
from tests.filling import Fill

pytestmark = pytest.mark.unit

ABLE, SECOND, BEGUN, UNABLE = (
    Organisation(id=uuid.uuid4(), name=name) for name in ("Arles", "Brest", "Cahors", "Dax")
)
A_FILED = Application(status=ApplicationStatus.SUBMITTED)
A_DRAFT = Application(status=ApplicationStatus.DRAFT)
CHOICES = [
    StartChoice(organisation=ABLE, reason=None, applications=[]),
    StartChoice(organisation=SECOND, reason=None, applications=[A_FILED]),
    StartChoice(organisation=BEGUN, reason=None, applications=[A_DRAFT]),
    StartChoice(organisation=UNABLE, reason="Not accepted.", applications=[]),
]
CHOOSE = "Choose the organisation that applies."


def starting(chosen: str | None, choices: list[StartChoice]) -> Any:
    """The page as its view makes it: what is offered is known before the answer is judged."""
    sent = MultiDict() if chosen is None else MultiDict({"organisation_id": chosen})
    form = StartForm(sent, meta={"csrf": False})
    form.offer(choices)
    form.validate()
    return form


@pytest.mark.usefixtures("fill")
def test_only_who_can_apply_and_has_not_begun_is_offered() -> None:
    form = starting(str(SECOND.id), CHOICES)

    assert [(choice.value, choice.label) for choice in form.organisation_id.choices] == [
        (str(ABLE.id), "Arles"),
        (str(SECOND.id), "Brest"),
    ]
    assert form.errors == {}
    assert form.organisation(CHOICES) is SECOND
    assert form.draft_chosen(CHOICES) is None


@pytest.mark.usefixtures("fill")
def test_one_organisation_alone_is_chosen_and_of_two_none() -> None:
    alone, among_two = starting(None, CHOICES[:1] + CHOICES[2:]), starting(None, CHOICES)

    assert alone.organisation(CHOICES) is ABLE
    assert (among_two.organisation_id.data, among_two.errors["organisation_id"]) == (None, [CHOOSE])


@pytest.mark.usefixtures("fill")
@pytest.mark.parametrize("organisation", [BEGUN, UNABLE])
def test_the_only_one_offered_does_not_replace_another_that_was_chosen(
    organisation: Organisation,
) -> None:
    form = starting(str(organisation.id), CHOICES[:1] + CHOICES[2:])

    assert form.organisation_id.data == str(organisation.id)
    assert set(form.errors) == {"organisation_id"}


@pytest.mark.usefixtures("fill")
@pytest.mark.parametrize("organisation", [BEGUN, UNABLE])
def test_what_is_not_offered_is_refused_and_a_draft_that_is_there_is_found(
    organisation: Organisation,
) -> None:
    form = starting(str(organisation.id), CHOICES)

    assert set(form.errors) == {"organisation_id"}
    assert form.organisation_id.data == str(organisation.id)
    assert form.draft_chosen(CHOICES) is (A_DRAFT if organisation is BEGUN else None)


def test_nothing_is_filed_without_the_declaration(fill: Fill) -> None:
    assert fill(SubmitForm, declaration="y").errors == {}
    assert fill(SubmitForm).errors == {"declaration": ["Tick the box to file the application."]}


def test_a_withdrawal_says_why(fill: Fill) -> None:
    form = fill(WithdrawForm, reason=" Other funding. ")

    assert (form.errors, form.reason.data) == ({}, "Other funding.")
    assert fill(WithdrawForm, reason=" ").errors == {"reason": ["Say why in a few words."]}


def test_a_reason_has_two_thousand_characters_at_most(fill: Fill) -> None:
    long = fill(WithdrawForm, reason="x" * 2001)

    assert fill(WithdrawForm, reason="x" * 2000).errors == {}
    assert long.errors == {"reason": ["2,000 characters at most."]}
    assert long.reason.data == "x" * 2001


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", None),
        ("/?status=", None),
        ("/?status=unknown", None),
        *((f"/?status={status.value}", status) for status in ApplicationStatus),
    ],
)
def test_an_address_asks_for_one_status(
    app_without_database: Flask, address: str, status: ApplicationStatus | None
) -> None:
    with app_without_database.test_request_context(address):
        assert status_from_request() is status
