"""What is pasted becomes what it means, and no text costs more than its length."""

import time
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from callforprojects.core.text.cleaning import (
    character_count,
    clean,
    unwrapped,
    visible,
    without_unkept,
    word_count,
)

pytestmark = pytest.mark.unit

PASTED = Path(__file__).parent / "pasted"
COUNTED = (PASTED / "word-count.txt").read_text(encoding="utf-8")
FROM_PDF = """\
Le projet prévoit la rénovation énergétique des écoles de la
commune, la création de jardins partagés et un réseau de cha-
leur alimenté au bois. Il s’appuie sur une concertation menée
depuis 2024 avec les habitants."""


def test_what_comes_from_a_pdf_is_read() -> None:
    text = (PASTED / "paste-from-pdf.txt").read_text(encoding="utf-8")

    assert clean(text) == "Le financement de la flotte – effets 😀"


def test_what_comes_from_word_is_a_list() -> None:
    text = (PASTED / "description-from-word.txt").read_text(encoding="utf-8")

    assert clean(text) == "Objectifs\u00a0:\n• Premier\n• Deuxième\n– Troisième"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("fi\u00adnance\u200bment\ufeff", "financement"),
        ("a\u2028b\u2029c\x0bd\x0ce\x85f\r\ng\rh", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("\uf0b7\tUn\n\uf0a7 Deux\no\tTrois\n·       Quatre", "• Un\n• Deux\n◦ Trois\n• Quatre"),
        ("1.\tUn\n2)\tDeux", "1. Un\n2) Deux"),
        ("  -   nested\n\t- deeper", "-   nested\n\t- deeper"),
        ("e\u0301te\u0301", "été"),
        ("x\x00y\x07z\ud800\udfff\ufffe", "xyz"),
        (" \t\n a \n\t ", "a"),
        ("a\u00a0b\u202fc\td", "a\u00a0b\u202fc\td"),
        ("👩\u200d👧 نص عربي", "👩\u200d👧 نص عربي"),
        ("œuvre æ ĳ ß", "œuvre æ ĳ ß"),
        ("a\u200eb\u202ec\u2066d\u3164e\U000e0041f", "abcdef"),
        ("·a o b", "·a o b"),
        ("\u200d", ""),
        ("\u200c\ufe0f \u034f\n\u2800\u180b", ""),
        ("a\u17b4b\U0001d173c\ufff5d", "abcd"),
        ("\u2801\u2800\u2803", "\u2801\u2800\u2803"),
    ],
)
def test_signs_become_what_they_mean(pasted: str, kept: str) -> None:
    assert clean(pasted) == kept


def test_of_marks_one_over_another_eight_are_kept() -> None:
    assert clean("a" + "\u0323\u0301" * 50 + "b") == clean("a" + "\u0323\u0301" * 4 + "b")
    assert clean("שָׁלוֹם Việt Nam".replace("ệ", "e\u0323\u0302")) == clean("שָׁלוֹם Việt Nam")


@given(st.text(st.characters(exclude_categories=[]), max_size=60))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)

    assert clean(once) == once
    assert once.encode() is not None
    assert "\x00" not in once


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" + "\u0301\u0323" * 45_000, id="90,000 marks"),
        pytest.param("a" + "\u0301\u0323" * 150_000, id="300,000 marks"),
        pytest.param("\u0f71\u0f72\u0f39" * 30_000, id="marks of Tibetan"),
        pytest.param("\t \u00a0" * 30_000 + "x", id="margins"),
        pytest.param("o  \n" * 30_000, id="bullets"),
        pytest.param("Une ligne de mots qui continue ici-\n" * 3000, id="cut lines"),
        pytest.param("_" * 90_000, id="no letter"),
    ],
)
def test_hostile_texts_are_cleaned_within_a_second(text: str) -> None:
    start = time.process_time()
    kept = clean(text)
    unwrapped(kept)
    word_count(kept)

    assert time.process_time() - start < 1


def test_lines_that_a_column_had_cut_are_whole_again() -> None:
    assert unwrapped(FROM_PDF) == (
        "Le projet prévoit la rénovation énergétique des écoles de la commune, la création de "
        "jardins partagés et un réseau de cha-leur alimenté au bois. Il s’appuie sur une "
        "concertation menée depuis 2024 avec les habitants."
    )
    assert unwrapped(f"Avant :\n\n{FROM_PDF}\n\nAprès.").count("\n") == 4


@pytest.mark.parametrize(
    "text",
    [
        "Un vers\nplus court\nque le suivant",
        "Création de jardins partagés dans le quartier du port\nréseau\naménagement de la place de la mairie",
        "• Rénovation énergétique des écoles communales du bourg\n• création de jardins partagés en bas",
        "Nous rénovons les écoles de la commune nouvelle.\nNous créons des jardins pour tous.\nNous plantons.",
        "Une ligne assez longue pour être celle d’une colonne\nune autre",
        "",
    ],
)  # fmt: skip
def test_lines_that_end_on_purpose_stay(text: str) -> None:
    assert unwrapped(text) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (COUNTED.splitlines()[0], 6),
        ("", 0),
        (None, 0),
        ("« – … » ; !", 0),
        ("aujourd’hui, l’eau : 12,5 % mots-clés", 4),
        ("a\u00a0b\u202fc\u2009d", 4),
    ],
)
def test_words_are_counted_as_word_processors_do(text: str | None, count: int) -> None:
    assert word_count(text) == count


def test_signs_that_no_database_keeps_leave_any_json() -> None:
    value = {"a\x00": ["b\x00", {"c": "\ud800d"}], "n": 1, "none": None, "t": ("é\x00",)}

    assert without_unkept(value) == {"a": ["b", {"c": "d"}], "n": 1, "none": None, "t": ["é"]}


def test_a_name_keeps_what_shows_on_one_line() -> None:
    assert visible(" Anne\r\nBcc: a@b.c\x00 \u200bÉlise ") == "Anne Bcc: a@b.c Élise"
    assert visible("Jean\u200d\u00a0 Dupont\ufe0f") == "Jean Dupont"
    assert visible(None) == ""


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (None, 0),
        ("été", 3),
        ("e\u0301te\u0301", 3),
        ("👩\u200d👧 🇫🇷🇧🇪 👍🏽 ❤️ 1️⃣", 10),
        ("a\u0323\u0301b", 2),
        ("👩\u200da", 2),
        ("\u0301a", 2),
    ],
)
def test_characters_are_what_people_see(text: str | None, count: int) -> None:
    assert character_count(text) == count
