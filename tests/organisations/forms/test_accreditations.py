"""Examining requests, entering a code, keeping known domains: what the pages take and refuse."""

import pytest

from callforprojects.core.web.form import Form
from callforprojects.organisations.forms import (
    CodeForm,
    ExaminationForm,
    KnownDomainForm,
    StatementForm,
)
from tests.filling import Fill

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("answer", ["grant", "code", "refuse"])
def test_a_request_is_answered_in_three_ways(fill: Fill, answer: str) -> None:
    form = fill(ExaminationForm, answer=answer)

    assert (form.errors, form.answer.data) == ({}, answer)


def test_what_goes_with_an_answer_is_read(fill: Fill) -> None:
    form = fill(
        ExaminationForm,
        answer="code",
        reason=" Seen in the register. ",
        address="mairie@Rennes.example",
        register=" Annuaire ",
    )

    assert form.errors == {}
    assert (form.reason.data, form.address.data, form.register.data) == (
        "Seen in the register.",
        "mairie@rennes.example",
        "Annuaire",
    )


@pytest.mark.parametrize(
    ("kind", "errors"),
    [
        (ExaminationForm, {"answer": ["Choose an answer."]}),
        (CodeForm, {"code": ["Enter the code."]}),
        (StatementForm, {"statement": ["Say what is new."]}),
        (
            KnownDomainForm,
            {"domain": ["Enter a domain."], "siren": ["Enter the SIREN of the institution."]},
        ),
    ],
)
def test_each_page_asks_for_what_it_needs(
    fill: Fill, kind: type[Form], errors: dict[str, list[str]]
) -> None:
    assert fill(kind).errors == errors


@pytest.mark.parametrize(
    ("kind", "field", "most"),
    [
        (CodeForm, "code", 40),
        (StatementForm, "statement", 1000),
        (ExaminationForm, "reason", 1000),
        (ExaminationForm, "register", 200),
        (KnownDomainForm, "domain", 200),
        (KnownDomainForm, "name", 200),
    ],
)
def test_texts_have_their_limits(fill: Fill, kind: type[Form], field: str, most: int) -> None:
    sentence = f"This text is too long: {most:,} characters at most."

    assert field not in fill(kind, **{field: "x" * most}).errors
    assert fill(kind, **{field: "x" * (most + 1)}).errors[field] == [sentence]


def test_a_known_domain_is_read(fill: Fill) -> None:
    form = fill(KnownDomainForm, domain=" rennes.example ", siren="213 502 388", name="")

    assert form.errors == {}
    assert form.details() == ("rennes.example", "213502388", "")


def test_a_siren_that_is_none_stays_typed(fill: Fill) -> None:
    form = fill(KnownDomainForm, domain="rennes.example", siren="213 502 389")

    assert form.errors == {"siren": ["This SIREN does not exist: one of its digits is wrong."]}
    assert form.siren._value() == "213 502 389"
