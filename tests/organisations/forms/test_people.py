"""Inviting, seating, asking to join, answering: what the pages take and refuse."""

import pytest

from callforprojects.core.web.form import Form
from callforprojects.organisations.forms import (
    AnswerForm,
    InvitationForm,
    JoinForm,
    MemberForm,
)
from callforprojects.organisations.models import Role
from callforprojects.organisations.services import Invitee, Seating
from tests.filling import Fill

pytestmark = pytest.mark.unit


def test_an_invitation_is_read(fill: Fill) -> None:
    form = fill(InvitationForm, email=" anne@Town.example ", role="editor", is_signatory="y")

    assert form.errors == {}
    assert form.invitee() == Invitee(email="anne@town.example", role=Role.EDITOR, is_signatory=True)


def test_a_seat_is_read(fill: Fill) -> None:
    assert fill(MemberForm, role="reader").seating() == Seating(
        role=Role.READER, is_signatory=False
    )


@pytest.mark.parametrize(
    ("kind", "errors"),
    [
        (MemberForm, {"role": ["Choose a role."]}),
        (
            InvitationForm,
            {"email": ["Enter the address of the person to invite."], "role": ["Choose a role."]},
        ),
        (AnswerForm, {"answer": ["Choose an answer."]}),
        (JoinForm, {}),
    ],
)
def test_each_page_asks_for_what_it_needs(
    fill: Fill, kind: type[Form], errors: dict[str, list[str]]
) -> None:
    assert fill(kind).errors == errors


def test_an_address_that_is_none_stays_typed(fill: Fill) -> None:
    form = fill(InvitationForm, email="anne@", role="editor")

    assert form.errors == {"email": ["Enter a complete e-mail address, for example name@town.fr."]}
    assert form.email._value() == "anne@"


def test_a_role_that_does_not_exist_is_refused(fill: Fill) -> None:
    assert fill(MemberForm, role="owner").errors == {"role": ["Choose one of the answers."]}


@pytest.mark.parametrize(
    ("answer", "role"), [*((role.value, role) for role in Role), ("refuse", None)]
)
def test_an_answer_gives_a_role_or_none(fill: Fill, answer: str, role: Role | None) -> None:
    form = fill(AnswerForm, answer=answer)

    assert (form.errors, form.role()) == ({}, role)


def test_who_asks_to_join_says_so_in_a_thousand_signs(fill: Fill) -> None:
    assert fill(JoinForm, message="x" * 1000).errors == {}
    assert fill(JoinForm, message="x" * 1001).errors == {
        "message": ["This text is too long: 1,000 characters at most."]
    }
