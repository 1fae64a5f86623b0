"""Which language a terminal speaks, and what becomes of the texts of a command."""

import gettext
import os

import click
import pytest

from callforprojects import paths
from callforprojects.core.outside.terminal import in_words, terminal_language, terminal_words

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "fr"),
        ({"LANG": "C.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "fr_BE.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({}, "fr"),
    ],
)
def test_the_terminal_says_its_language(monkeypatch, variables, expected):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert terminal_language() == expected


def test_gettext_speaks_it_while_a_command_runs_and_forgets_it_after(monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setenv("LANGUAGE", "de")

    with terminal_words():
        during = gettext.gettext("Aborted!")

    assert (during, os.environ["LANGUAGE"]) == ("Abandon.", "de")


def test_a_checkout_where_nothing_has_run_compiles_its_catalogue(monkeypatch, tmp_path):
    (tmp_path / "fr").mkdir()
    source = (paths.TRANSLATIONS / "fr" / "territories.po").read_bytes()
    (tmp_path / "fr" / "territories.po").write_bytes(source)
    monkeypatch.setattr(paths, "TRANSLATIONS", tmp_path)
    monkeypatch.setattr(gettext, "_localedirs", {})  # the catalogue of the others comes back
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    with terminal_words():
        found = gettext.gettext("The territories of France.")

    assert found == "Les territoires de France."


def test_the_texts_of_a_command_are_translated_in_a_copy(monkeypatch):
    @click.group()
    def group():
        """The territories of France."""

    @group.command()
    @click.option(
        "--email",
        prompt="E-mail address",
        help="Erase what the database holds, documents included.",
    )
    @click.argument("folder")
    def act():
        pass

    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    with terminal_words():
        french = in_words(group)

    option, _folder = french.commands["act"].params
    assert isinstance(option, click.Option)
    assert french.help == "Les territoires de France."
    assert (option.prompt, option.help) == (
        "Adresse électronique",
        "Effacer ce que contient la base, documents compris.",
    )
    assert (group.help, french.commands["act"].help) == ("The territories of France.", None)
