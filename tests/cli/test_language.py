"""The command line speaks the language of the terminal wholly: its words, click's, its help."""

import contextvars

import pytest
from click.testing import CliRunner, Result

from callforprojects.cli import cli
from tests.terminal import Run

FRENCH, ENGLISH = "fr_FR.UTF-8", "en_US.UTF-8"


@pytest.fixture
def spoken(alone, monkeypatch) -> Run:
    """Run a command in a terminal of some language: `spoken(FRENCH, "db", "check")`."""

    def run(language: str, *arguments: str, words: str | None = None) -> Result:
        monkeypatch.setenv("LC_ALL", language)
        return contextvars.Context().run(CliRunner().invoke, cli, arguments, words)

    return run


def commands_below(command, name=()):
    """Each command that can be asked for help, by the words that call it."""
    yield name
    if hasattr(command, "list_commands"):
        for key in command.list_commands(None):
            yield from commands_below(command.get_command(None, key), (*name, key))


COMMANDS = list(commands_below(cli))


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_help_shares_no_sentence_between_the_two_languages(spoken, name):
    french, english = (spoken(each, *name, "--help").output for each in (FRENCH, ENGLISH))

    assert french.startswith("Utilisation\u00a0: ")
    assert english.startswith("Usage: ")
    lines = {line.strip() for line in english.splitlines() if line.strip()}
    assert lines.isdisjoint(line.strip() for line in french.splitlines())


@pytest.mark.parametrize(
    ("language", "arguments", "sentence"),
    [
        (FRENCH, ["dance"], "Erreur\u00a0: La commande 'dance' n’existe pas."),
        (ENGLISH, ["dance"], "Error: No such command 'dance'."),
        (FRENCH, ["backup"], "Erreur\u00a0: Il manque l’argument 'FOLDER'."),
        (ENGLISH, ["backup"], "Error: Missing argument 'FOLDER'."),
        (
            FRENCH,
            ["web", "--workers", "99"],
            (
                "Erreur\u00a0: Valeur incorrecte pour '--workers'\u00a0: "
                "99 n’est pas dans l’intervalle 1<=x<=64."
            ),
        ),
        (
            FRENCH,
            ["web", "--workers", "deux"],
            (
                "Erreur\u00a0: Valeur incorrecte pour '--workers'\u00a0: "
                "'deux' n’est pas une valeur correcte (nombre entier)."
            ),
        ),
        (
            FRENCH,
            ["web", "--port", "5092", "--bind", "127.0.0.1:5092"],
            "Erreur\u00a0: Indiquez soit --bind, soit --port, mais pas les deux.",
        ),
        (
            ENGLISH,
            ["web", "--workers", "99"],
            "Error: Invalid value for '--workers': 99 is not in the range 1<=x<=64.",
        ),
    ],
)
def test_what_click_refuses_is_said_in_the_language(spoken, language, arguments, sentence):
    answer = spoken(language, *arguments)

    assert answer.exit_code == 2
    assert answer.stderr.splitlines()[-1] == sentence


@pytest.mark.parametrize(
    ("language", "name", "value", "sentence"),
    [
        (
            FRENCH,
            "CALLFORPROJECTS_MAIL_PORT",
            "vingt",
            "Erreur\u00a0: CALLFORPROJECTS_MAIL_PORT doit être un nombre entier, et non vingt\n",
        ),
        (
            FRENCH,
            "CALLFORPROJECTS_BOUNCE_SECRET",
            "court",
            "Erreur\u00a0: CALLFORPROJECTS_BOUNCE_SECRET doit avoir au moins 16 caractères\n",
        ),
        (
            ENGLISH,
            "CALLFORPROJECTS_BOUNCE_SECRET",
            "short",
            "Error: CALLFORPROJECTS_BOUNCE_SECRET must have at least 16 characters\n",
        ),
        (
            FRENCH,
            "CALLFORPROJECTS_DEMONSTRATION",
            "1",
            (
                "Erreur\u00a0: cette base est vide\u00a0: construisez d’abord la démonstration avec "
                "`callforprojects demo --build-only`, ou retirez CALLFORPROJECTS_DEMONSTRATION\n"
            ),
        ),
    ],
)
@pytest.mark.usefixtures("migrated")
def test_a_setting_at_fault_is_said_in_the_language(
    spoken, monkeypatch, language, name, value, sentence
):
    monkeypatch.setenv(name, value)

    answer = spoken(language, "db", "check")

    assert (answer.exit_code, answer.stderr) == (2, sentence)


@pytest.mark.usefixtures("migrated")
def test_going_back_is_asked_in_french(spoken, monkeypatch):
    alone = spoken(FRENCH, "db", "downgrade", "base")
    monkeypatch.setattr("callforprojects.operations.commands.stands_at_terminal", lambda: True)
    asked = spoken(FRENCH, "db", "downgrade", "base", words="oui\n")

    assert alone.stderr == (
        "Erreur\u00a0: Personne n’est là pour confirmer\u00a0: ajoutez --yes si c’est voulu.\n"
    )
    assert "Les tables vont revenir à la révision base. Cela défait\u00a0:\n" in asked.output
    assert "Pour continuer, saisissez base\u00a0: " in asked.output
    assert asked.stderr.endswith("Erreur\u00a0: Rien n’a été modifié.\n")


@pytest.mark.parametrize(
    ("language", "end", "questions"),
    [
        (
            FRENCH,
            "\u00a0: ",
            ["Adresse électronique", "Prénom", "Nom", "Mot de passe", "Répétez pour confirmer"],
        ),
        (
            ENGLISH,
            ": ",
            ["E-mail address", "First name", "Last name", "Password", "Repeat for confirmation"],
        ),
    ],
)
@pytest.mark.usefixtures("migrated")
def test_an_administrator_is_asked_for_in_the_language(spoken, language, end, questions):
    words = "anne@town.example\nAnne\nRoux\nshort\nshort\n"

    answer = spoken(language, "users", "create-administrator", words=words)

    places = [answer.output.find(f"{question}{end}") for question in questions]
    assert -1 not in places
    assert places == sorted(places)
