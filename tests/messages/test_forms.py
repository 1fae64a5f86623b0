"""How many mails somebody confirms that they have seen."""

import pytest

from callforprojects.messages.forms import ReleaseForm
from tests.filling import Fill

pytestmark = pytest.mark.unit


def test_a_number_of_mails_is_confirmed(fill: Fill) -> None:
    form = fill(ReleaseForm, expected="12")

    assert (form.errors, form.expected.data) == ({}, 12)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "This page is out of date. Reload it."),
        ("0", "This page is out of date. Reload it."),
        ("-3", "This page is out of date. Reload it."),
        ("many", "Enter a number, for example 1 250 or 12,5."),
    ],
)
def test_no_number_releases_nothing(fill: Fill, typed: str, sentence: str) -> None:
    form = fill(ReleaseForm, expected=typed)

    assert form.errors == {"expected": [sentence]}
