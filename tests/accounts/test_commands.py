"""The command that makes the first administrator."""

import pytest
from click.testing import CliRunner

from callforprojects.accounts.commands import commands
from callforprojects.accounts.passwords import is_right
from callforprojects.accounts.queries import user_by_email
from tests.factories.accounts import PASSWORD, make_user

NAMED = ["--email", "Anne@town.example", "--first-name", "Anne", "--last-name", "Roux"]


def run(*arguments, typed=""):
    return CliRunner().invoke(commands, ["create-administrator", *arguments], input=typed)


def test_options_and_a_password_from_the_standard_input():
    result = run(*NAMED, "--password-stdin", typed=f"{PASSWORD}\n")

    user = user_by_email("anne@town.example")
    assert (result.exit_code, result.output) == (
        0,
        "anne@town.example peut se connecter et administre le site.\n",
    )
    assert (user.is_administrator, user.language) == (True, "fr")
    assert is_right(PASSWORD, user.password_hash)


def test_what_is_missing_is_asked_for():
    result = run(typed=f"anne@town.example\nAnne\nRoux\n{PASSWORD}\n{PASSWORD}\n")

    assert result.exit_code == 0
    assert PASSWORD not in result.output
    assert user_by_email("anne@town.example").is_administrator


@pytest.mark.parametrize(
    ("arguments", "typed", "sentence"),
    [
        (NAMED, "short\n", "12"),
        (["--email", "no address", *NAMED[2:]], f"{PASSWORD}\n", "@"),
        (["--email", "known@town.example", *NAMED[2:]], f"{PASSWORD}\n", "compte"),
    ],
)
def test_what_is_wrong_is_said_and_creates_nobody(arguments, typed, sentence):
    make_user(email="known@town.example")

    result = run(*arguments, "--password-stdin", typed=typed)

    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert sentence in result.output
    assert user_by_email("anne@town.example") is None
