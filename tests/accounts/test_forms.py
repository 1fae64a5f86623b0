"""What the pages of accounts take, and the sentence beside what they refuse."""

import pytest

from callforprojects.accounts import forms
from callforprojects.accounts.services import ProfileDetails
from callforprojects.core.web.form import Form
from tests.filling import Fill

pytestmark = pytest.mark.unit

ADDRESS = "Enter your e-mail address."
INCOMPLETE = "Enter a complete e-mail address, for example name@town.fr."
NO_ADDRESS = "A name must not contain a web address or an e-mail address."
PROFILE = {"first_name": "Ada", "last_name": "Lovelace", "language": "fr"}


def test_a_profile_is_read_as_people_write(fill: Fill) -> None:
    form = fill(
        forms.ProfileForm,
        first_name="  Ada ",
        last_name="Love\u200blace",
        job_title=" Cheffe  de projet ",
        phone="04 92 20 00 00",
        language="en",
    )

    assert form.errors == {}
    assert form.details() == ProfileDetails(
        first_name="Ada",
        last_name="Lovelace",
        job_title="Cheffe de projet",
        phone="+33492200000",
        language="en",
    )


def test_a_profile_needs_a_name_and_a_language_and_nothing_more(fill: Fill) -> None:
    form = fill(forms.ProfileForm, first_name=" ", last_name="\u200b")

    assert form.errors == {
        "first_name": ["Enter your first name."],
        "last_name": ["Enter your last name."],
        "language": ["Choose one of the answers."],
    }
    assert fill(forms.ProfileForm, **PROFILE).details() == ProfileDetails(
        first_name="Ada", last_name="Lovelace", job_title="", phone="", language="fr"
    )


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("first_name", "A" * 81, "This text is too long: 80 characters at most."),
        ("last_name", "evil.example", NO_ADDRESS),
        ("job_title", "M" * 151, "This text is too long: 150 characters at most."),
        (
            "phone",
            "call me",
            "Enter a telephone number, for example 04 92 20 00 00 or +33 4 92 20 00 00.",
        ),
        ("language", "de", "Choose one of the answers."),
    ],
)
def test_what_a_profile_refuses_stays_typed(
    fill: Fill, field: str, typed: str, sentence: str
) -> None:
    form = fill(forms.ProfileForm, **{**PROFILE, field: typed})

    assert form.errors == {field: [sentence]}
    assert form[field].raw_data == [typed]


@pytest.mark.parametrize("kind", [forms.SignUpForm, forms.ForgottenForm])
def test_an_address_alone_is_asked_for(fill: Fill, kind: type[Form]) -> None:
    assert fill(kind, email=" Ada@Town.EXAMPLE ")["email"].data == "Ada@town.example"
    assert fill(kind, email=" ").errors == {"email": [ADDRESS]}
    assert fill(kind, email="ada").errors == {"email": [INCOMPLETE]}
    assert fill(kind, email=f"{'a' * 250}@town.example").errors == {"email": [INCOMPLETE]}


def test_signing_in_says_nothing_of_how_an_address_is_written(fill: Fill) -> None:
    form = fill(forms.SignInForm, email="ada", password=" of spaces ")

    assert form.errors == {}
    assert (form.email.data, form.password.data) == ("ada", " of spaces ")
    assert fill(forms.SignInForm).errors == {
        "email": [ADDRESS],
        "password": ["Enter your password."],
    }


@pytest.mark.parametrize(
    ("kind", "errors"),
    [
        (forms.ResetForm, {"password": ["Choose a password."]}),
        (
            forms.PasswordForm,
            {
                "present_password": ["Enter your current password."],
                "password": ["Choose a password."],
            },
        ),
        (forms.PresentPasswordForm, {"present_password": ["Enter your current password."]}),
        (
            forms.AddressForm,
            {"present_password": ["Enter your current password."], "email": [ADDRESS]},
        ),
        (
            forms.JoinAccountsForm,
            {"present_password": ["Enter your current password."], "email": [ADDRESS]},
        ),
        (
            forms.ConfirmJoinForm,
            {"other_password": ["Enter the password of the other account."]},
        ),
    ],
)
def test_each_page_asks_for_what_it_needs(
    fill: Fill, kind: type[Form], errors: dict[str, list[str]]
) -> None:
    complete = dict.fromkeys(errors, "quatre chevaux verts")
    complete |= {"email": "ada@region.example"} if "email" in errors else {}

    assert fill(kind).errors == errors
    assert fill(kind, **complete).data == complete


def test_a_profile_takes_what_is_just_short_enough(fill: Fill) -> None:
    longest = {"first_name": "A" * 80, "last_name": "L" * 80, "job_title": "É" * 150}

    assert fill(forms.ProfileForm, language="fr", **longest).errors == {}
