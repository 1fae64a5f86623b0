"""The page on which somebody opens an account: all that is wrong is said at once."""

import pytest

from callforprojects.accounts.newcomers import NewcomerForm
from callforprojects.accounts.services import Newcomer
from tests.filling import Fill

pytestmark = pytest.mark.unit

PASSWORD = "quatre chevaux verts"


class AdasForm(NewcomerForm):
    """Behind a link that was sent to her."""

    of_email = "lovelace@town.example"


def test_a_newcomer_reads_the_language_of_the_page(fill: Fill) -> None:
    form = fill(AdasForm, first_name=" Ada ", last_name="Lovelace", password=PASSWORD)

    assert form.errors == {}
    assert form.newcomer() == Newcomer(
        first_name="Ada", last_name="Lovelace", password=PASSWORD, language="en"
    )


def test_an_empty_page_is_told_all_that_it_misses(fill: Fill) -> None:
    assert fill(AdasForm).errors == {
        "first_name": ["Enter your first name."],
        "last_name": ["Enter your last name."],
        "password": ["Choose a password."],
    }


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "Choose a longer password: 12 characters or more."),
        ("x y" * 67, "This password is too long: 200 characters at most."),
        (
            "motdepassemotdepasse",
            "This password is too common: it would be easy to guess. Choose another one.",
        ),
        ("Lovelace of 1815", "The password must not contain your e-mail address."),
    ],
)
def test_a_weak_password_is_told_with_the_rest(fill: Fill, password: str, sentence: str) -> None:
    form = fill(AdasForm, first_name="www.evil.example", last_name="Lovelace", password=password)

    assert form.errors == {
        "first_name": ["A name must not contain a web address or an e-mail address."],
        "password": [sentence],
    }
    assert (form.first_name.data, form.last_name.data) == ("www.evil.example", "Lovelace")
