"""The command that makes the first administrator."""

import pytest
from click.testing import CliRunner

from callforprojects.accounts.passwords import is_right
from callforprojects.accounts.queries import user_by_email
from callforprojects.cli import cli
from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import writing_apart
from tests import databases
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.usefixtures("app")

NAMED = ["--email", "Anne@town.example", "--first-name", "Anne", "--last-name", "Roux"]


@pytest.fixture
def run(monkeypatch):
    """Run the command in a French terminal, which types something."""
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    def running(*arguments, typed=""):
        db.session.commit()  # the command begins a transaction of its own
        words = ["users", "create-administrator", *arguments]
        return CliRunner().invoke(cli, words, input=typed)

    return running


def test_options_and_a_password_from_the_standard_input(run):
    result = run(*NAMED, "--password-stdin", typed=f"{PASSWORD}\n")

    user = user_by_email("anne@town.example")
    assert user is not None
    assert (result.exit_code, result.output) == (
        0,
        "anne@town.example peut se connecter et administre le site.\n",
    )
    assert (user.is_administrator, user.language) == (True, "fr")
    assert is_right(PASSWORD, user.password_hash)


def test_what_it_reads_before_it_asks_waits_for_nobody(run):
    """Somebody writes all the while: on SQLite they hold the only lock."""
    db.session.commit()

    with databases.impatient(), writing_apart():
        result = run("--email", "no address", *NAMED[2:])

    assert "adresse électronique complète" in result.output


def test_what_is_missing_is_asked_for(run):
    result = run(typed=f"anne@town.example\nAnne\nRoux\n{PASSWORD}\n{PASSWORD}\n")

    assert result.exit_code == 0
    assert PASSWORD not in result.output
    user = user_by_email("anne@town.example")
    assert user is not None
    assert user.is_administrator


@pytest.mark.parametrize(
    ("arguments", "typed", "sentence"),
    [
        (NAMED, "short\n", "12"),
        (["--email", "no address", *NAMED[2:]], f"{PASSWORD}\n", "adresse électronique complète"),
        (["--email", "known@town.example", *NAMED[2:]], f"{PASSWORD}\n", "compte"),
        ([*NAMED[:3], "evil.example", *NAMED[4:]], f"{PASSWORD}\n", "ne contient ni"),
        ([*NAMED[:5], "Roux https://evil.example"], f"{PASSWORD}\n", "ne contient ni"),
        ([*NAMED[:5], "R" * 81], f"{PASSWORD}\n", "80"),
        ([*NAMED[:5], " "], f"{PASSWORD}\n", "Indiquez un prénom et un nom."),
        (NAMED, "motdepassemotdepasse\n", "trop courant"),
    ],
)
def test_what_is_wrong_is_said_and_creates_nobody(run, arguments, typed, sentence):
    make_user(email="known@town.example")

    result = run(*arguments, "--password-stdin", typed=typed)

    assert result.exit_code == 1
    assert result.output.startswith("Erreur\u00a0: ")
    assert sentence in result.output
    assert user_by_email("anne@town.example") is None
