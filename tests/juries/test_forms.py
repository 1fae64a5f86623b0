"""The forms of juries: offers, dates, files chosen, declarations, and what each refuses."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from flask import Flask, g
from werkzeug.datastructures import MultiDict

from callforprojects.applications.models import Application
from callforprojects.core.text.i18n import in_language
from callforprojects.core.web.form import Form
from callforprojects.juries.forms import (
    AcceptanceForm,
    ConflictForm,
    DeclarationForm,
    DeclarationsForm,
    DistributionForm,
    DueDateForm,
    JurorForm,
    JurorInvitationForm,
    JurorsForm,
    LiftingForm,
    NewcomerAcceptanceForm,
    StepBackForm,
    declarations_form,
)
from callforprojects.juries.models import Juror, JurorRole, JurorStatus
from callforprojects.juries.queries import FileToDeclare
from callforprojects.juries.services import Offer, Statement
from tests.filling import Fill

pytestmark = pytest.mark.unit

TOO_LONG = "This text is too long: %s characters at most."
WHICH = "Say in a few words which interest it is."
SEAT = {"full_name": "Judith Juré", "role": "member"}
INVITATION = {**SEAT, "email": "judith@lab.example"}


def test_an_offer_is_read_whole(fill: Fill) -> None:
    form = fill(
        JurorInvitationForm,
        full_name=" Judith Juré ",
        email="Judith@Lab.example",
        employer="A lab",
        role="chair",
        capacity="12",
    )

    assert form.errors == {}
    assert form.details() == Offer(
        full_name="Judith Juré",
        email="Judith@lab.example",
        employer="A lab",
        role=JurorRole.CHAIR,
        capacity=12,
    )


def test_a_name_and_an_address_are_enough(fill: Fill) -> None:
    form = fill(JurorInvitationForm, **INVITATION)

    assert form.errors == {}
    assert form.details() == Offer(full_name="Judith Juré", email="judith@lab.example")
    assert [choice.value for choice in form.role.choices] == ["member", "chair"]


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("full_name", "", "Enter this person’s name."),
        ("full_name", "x" * 121, TOO_LONG % 120),
        ("employer", "x" * 201, TOO_LONG % 200),
        ("role", "president", "Choose one of the answers."),
        ("capacity", "0", "Enter a number from 1 to 500."),
        ("capacity", "501", "Enter a number from 1 to 500."),
        ("email", "", "Enter the address to which the invitation will be sent."),
        ("email", "nobody", "Enter a complete e-mail address, for example name@town.fr."),
    ],
)
def test_what_an_offer_refuses(fill: Fill, field: str, text: str, sentence: str) -> None:
    form = fill(JurorInvitationForm, **{**INVITATION, field: text})

    assert form.errors == {field: [sentence]}
    assert form[field].raw_data == ([text] if text or field != "email" else [])


def test_a_name_holds_no_address(fill: Fill) -> None:
    form = fill(JurorInvitationForm, **{**INVITATION, "full_name": "Win at www.prize.example"})

    assert set(form.errors) == {"full_name"}


def test_a_juror_is_corrected_and_keeps_their_address(fill: Fill) -> None:
    form = fill(JurorForm, **SEAT, capacity="500")

    assert (form.errors, "email" in form) == ({}, False)
    assert form.details(email="kept@lab.example") == Offer(
        full_name="Judith Juré", email="kept@lab.example", capacity=500
    )


def test_the_day_by_which_scores_are_wanted_may_be_none(fill: Fill) -> None:
    wrong = fill(DueDateForm, reviews_due_on="soon")

    assert fill(DueDateForm, reviews_due_on="12/03/2027").day() == date(2027, 3, 12)
    assert fill(DueDateForm).day() is None
    assert wrong.errors == {"reviews_due_on": ["Enter a date that exists, for example 12/03/2027."]}
    assert wrong.reviews_due_on.raw_data == ["soon"]


def test_a_seat_is_taken_with_its_two_promises(fill: Fill) -> None:
    without = ["Without this promise the seat cannot be taken."]

    assert fill(AcceptanceForm, independence="y", confidentiality="y").errors == {}
    assert fill(AcceptanceForm, independence="y").errors == {"confidentiality": without}
    assert fill(AcceptanceForm, confidentiality="y").errors == {"independence": without}
    assert set(fill(NewcomerAcceptanceForm).errors) == {
        "first_name", "last_name", "password", "independence", "confidentiality",
    }  # fmt: skip


def juror(name: str, **values: Any) -> Juror:
    return Juror(
        id=uuid.uuid4(),
        full_name=name,
        **{"employer": "", "status": JurorStatus.ACCEPTED, **values},
    )


JUDITH = juror("Judith", employer="A lab", capacity=5)
LUC, GONE = juror("Luc"), juror("Gone", status=JurorStatus.REMOVED)


def sent(kind: type[Form], **values: str) -> Any:
    """As a view makes it: it says whom the list offers before the answer is judged."""
    return kind(MultiDict(values), meta={"csrf": False})


@pytest.mark.usefixtures("fill")
def test_jurors_of_a_file_are_chosen_with_their_load_in_sight() -> None:
    form, wrong = sent(JurorsForm, jurors=str(LUC.id)), sent(JurorsForm, jurors="somebody")
    for each in (form, wrong):
        each.offer_jurors([JUDITH, LUC], {JUDITH.id: 1})

    assert [choice.label for choice in form.jurors.choices] == [
        "Judith (A lab) – 1 file of 5 at most",
        "Luc – 0 files",
    ]
    assert (form.validate(), form.chosen()) == (True, {LUC.id})
    assert not wrong.validate()
    assert wrong.errors == {"jurors": ["'somebody' is not a valid choice for this field."]}


@pytest.mark.usefixtures("fill")
def test_a_conflict_known_to_the_funder_names_its_juror_and_its_reason() -> None:
    form = sent(ConflictForm, juror=str(GONE.id), reason="Family.")
    empty = sent(ConflictForm, juror="", reason=" ")
    for each in (form, empty):
        each.offer_jurors([JUDITH, GONE])

    assert form.validate()
    assert [choice.label for choice in form.juror.choices] == [
        "Choose a juror",
        "Judith",
        "Gone (no longer sits in the jury)",
    ]
    assert not empty.validate()
    assert empty.errors == {"juror": ["Choose a juror."], "reason": [WHICH]}


@pytest.mark.parametrize(
    ("kind", "sentence"), [(StepBackForm, WHICH), (LiftingForm, "Say in a few words why.")]
)
def test_stepping_back_and_lifting_say_why(fill: Fill, kind: Any, sentence: str) -> None:
    assert fill(kind, reason="x" * 1000).errors == {}
    assert fill(kind, reason=" ").errors == {"reason": [sentence]}
    assert fill(kind, reason="x" * 1001).errors == {"reason": [TOO_LONG % "1,000"]}


@pytest.mark.parametrize(("text", "is_taken"), [("1", 1), ("10", 1), ("0", 0), ("11", 0), ("", 0)])
def test_each_file_has_one_juror_to_ten(fill: Fill, text: str, is_taken: int) -> None:
    form = fill(DistributionForm, per_file=text)

    expected = {} if is_taken else {"per_file": ["Enter a number from 1 to 10."]}
    assert form.errors == expected


@pytest.mark.parametrize(
    ("interest", "statement"),
    [("none", Statement(False, "Family.")), ("conflict", Statement(True, "Family."))],
)
def test_one_statement_of_interests(fill: Fill, interest: str, statement: Statement) -> None:
    form = fill(DeclarationForm, interest=interest, reason=" Family. ")

    assert (form.errors, form.details()) == ({}, statement)
    assert fill(DeclarationForm, interest="perhaps").errors == {
        "interest": ["Choose one of the answers."]
    }


FIRST, SECOND = (
    Application(id=uuid.uuid4(), title=title, reference=f"C-{title}") for title in ("A", "B")
)


@pytest.fixture
def declaring(app_without_database: Flask) -> Any:
    """The page of several declarations as it is sent; the gate has seen its token."""

    @contextmanager
    def page(files: list[FileToDeclare], **values: str) -> Iterator[DeclarationsForm]:
        request = app_without_database.test_request_context(method="POST", data=values)
        with request, in_language("en"):
            g.csrf_valid = True
            yield declarations_form(files)

    return page


def test_files_left_without_answer_wait(declaring: Any) -> None:
    files = [FileToDeclare(FIRST, None), FileToDeclare(SECOND, None)]
    with declaring(files, **{f"interest-{SECOND.id}": "none"}) as form:
        assert form.validate()
        assert form.statements() == [(SECOND, Statement(False, ""))]


@pytest.mark.parametrize("answer", [{}, {f"interest-{FIRST.id}": "perhaps"}])
def test_one_answer_at_least_is_asked_for(declaring: Any, answer: dict[str, str]) -> None:
    with declaring([FileToDeclare(FIRST, None)], **answer) as form:
        assert not form.validate()
        assert form.form_errors == ["Answer for one file at least."]


def test_a_conflict_has_a_reason_and_what_was_declared_is_not_declared_again(
    declaring: Any,
) -> None:
    files = [FileToDeclare(FIRST, has_conflict=False), FileToDeclare(SECOND, has_conflict=False)]
    answers = {f"interest-{FIRST.id}": "none", f"interest-{SECOND.id}": "conflict"}
    with declaring(files, **answers) as form:
        assert not form.validate()
        assert form.statements() == [(SECOND, Statement(True, ""))]
        assert form.errors == {f"reason-{SECOND.id}": [WHICH]}
    with declaring(files, **answers, **{f"reason-{SECOND.id}": "Family."}) as form:
        assert form.validate()
        assert form.statements() == [(SECOND, Statement(True, "Family."))]


def test_all_declared_already_is_no_mistake(declaring: Any) -> None:
    with declaring([FileToDeclare(FIRST, has_conflict=False)]) as form:
        assert form.validate()
        assert form.statements() == []
