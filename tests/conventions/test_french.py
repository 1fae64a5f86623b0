"""Rules on French: complete, up to date, and typeset as French is."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages import Message
from babel.messages.pofile import read_po

from callforprojects import paths
from callforprojects.app import FEATURES, OF_DEMONSTRATION
from callforprojects.core.text.catalogues import disagreements

GENDERED = re.compile(
    r"(?:\b[Vv]ous (?:vous )?(?:n’|y )?(?:êtes|étiez|serez|seriez|soyez|avez été)"
    r"|\b[Jj]e (?:n’|ne |y )?(?:suis|étais|serai|serais|sois)|\b[Jj]’(?:étais|ai été)|\b[Ss]uis-je)"
    r"(?: \w+ment| pas| plus| déjà| désormais)?"
    r" (?!ici\b|plus\b|désormais\b)\w+(?:é|i|it|is|u|ert|ain|ûr|\(e\))(?!\w)"
)
# What begins neither with a vowel nor with an h: amounts and numbers, engines, settings, addresses.
NEVER_ELIDED = (
    "amount|delay|engine|envelope|example|mean|minimum|nearest|num|projects|threads|total|weight"
)
ELIDING = re.compile(
    rf"\b(?:[Dd]e|[Qq]ue|[Jj]usque|[Ll]orsque|[Pp]uisque) %\((?!(?:{NEVER_ELIDED})\))"
)
# Words that the glossary gives up, and what they say instead (docs/glossary.md).
GIVEN_UP = re.compile(
    r"(?i)\bbienvenu(?:e?s)?\b|\bbienvenue\b(?!\.$)|\bhors sujet\b|\bangles? morts?\b|\blignes? de coupe\b"
    r"|\bau maximum\b|\bjurée?s?\b|nom@exemple\.fr|\bPouvons-nous candidater\b|\bSuis-je éligible\b"
)
# A field in error says « Indiquez… »; these begin an address, or a hint under a field.
OTHER_VERBS = re.compile(r"^(?:[ÉE]crivez|Saisissez|Dites|Renseignez) (?!à %|##)")
AGREEING = re.compile(
    r"%\(\w+\)s[^.;:]{0,80}? (?:est|sera|en est|en sera|a été|sont|seront) "
    r"(?:aussitôt |désormais )?(?:averti|informé|prévenu|invité)s?(?!\w)|\w(?:·e|\(e\))s?\b"
)
CATALOGUES = sorted((paths.TRANSLATIONS / "fr").glob("*.po"))


def test_each_feature_that_speaks_has_its_catalogue() -> None:
    assert {path.stem for path in CATALOGUES} == {*FEATURES, *OF_DEMONSTRATION, "core", "iso37101"}


def test_catalogues_are_complete_and_up_to_date() -> None:
    tool = paths.PACKAGE.parent / "tools" / "i18n.py"
    checked = subprocess.run(  # noqa: S603  # our own tool
        [sys.executable, str(tool), "--check"], capture_output=True, text=True, check=False
    )

    assert checked.stdout == ""


def test_no_two_features_translate_a_text_differently() -> None:
    assert disagreements(paths.TRANSLATIONS / "fr") == []


def texts_of(message: Message) -> list[str]:
    """The French of a message, plurals too."""
    given = message.string
    return [text or "" for text in (given if isinstance(given, tuple | list) else (given,))]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_french_is_typeset_as_french(path: Path) -> None:
    """No-break spaces before `: ; ! ?` and inside « », curly apostrophes."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale="fr")
    wrong = []
    for message in catalogue:
        for text in texts_of(message) if message.id else ():
            bare = re.sub(r"https?://\S+|%\(\w+\)s|</?\w+[^>]*>|\d:\d|&\w+;", "", text)
            if re.search(r"[^\u00a0\u202f\s][:;!?](\s|$)| [:;!?»]|« |[a-zà-ÿ]'[a-zà-ÿ]", bare):
                wrong.append(text)

    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_placeholders_are_kept(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, locale="fr")
    wrong = []
    for message in catalogue:
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = texts_of(message)
        wanted = set(re.findall(r"%\(\w+\)s", ids[-1]))
        wrong += [
            text for text in strings if message.id and set(re.findall(r"%\(\w+\)s", text)) - wanted
        ]
        if message.id and set(re.findall(r"%\(\w+\)s", strings[-1])) != wanted:
            wrong.append(strings[-1])

    assert wrong == []


def french_of(path: Path) -> list[str]:
    """Every French text of a catalogue, plurals too."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale="fr")
    return [text for message in catalogue for text in texts_of(message)]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_nobody_is_spoken_to_as_a_man(path: Path) -> None:
    """« Vous recevez une invitation », for « Vous êtes invité » speaks to half of the readers.

    Nor does anybody have to say so of themselves: « avoir qualité pour », not « je suis habilité ».
    """
    assert [text for text in french_of(path) if GENDERED.search(text)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_no_name_follows_a_word_that_it_might_shorten(path: Path) -> None:
    """« les agents d’Alpes Ensemble », but « de Rennes »: the name comes elsewhere."""
    assert [text for text in french_of(path) if ELIDING.search(text)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_each_text_keeps_to_the_words_of_the_glossary(path: Path) -> None:
    assert [text for text in french_of(path) if GIVEN_UP.search(text)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_field_in_error_says_what_to_give_in_one_way(path: Path) -> None:
    assert [text for text in french_of(path) if OTHER_VERBS.search(text)] == []


def test_no_field_is_needed_in_the_words_of_wtforms() -> None:
    """« Ce champ est requis. » says neither which field nor what to give."""
    without = re.compile(r"\b(?:Input|Data)Required\(\)")
    found = {
        path.name for path in paths.PACKAGE.rglob("*.py") if without.search(path.read_text("utf-8"))
    }

    assert found == set()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_no_named_person_is_told_to_be_a_man(path: Path) -> None:
    """« et recevra un courriel », for « en sera averti »."""
    assert [text for text in french_of(path) if AGREEING.search(text)] == []
