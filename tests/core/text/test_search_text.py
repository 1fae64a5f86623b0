"""Texts as lists look for them and sort them, whatever keyboard wrote them."""

import pytest
from hypothesis import given, strategies as st

from callforprojects.core.text.search_text import folded, holds, search_text, words_of_search

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("École d’application", "ecole"),
        ("ECOLE", "École"),
        ("Génicart", "genicart"),
        ("Mise en œuvre", "oeuvre"),
        ("MISE EN ŒUVRE", "mise oeuvre"),
        ("Île de Ré", "ile"),
        ("L'île d'Yeu", "l’ile d’yeu"),
        ("Curriculum vitæ", "vitae"),
        ("Aix-en-Provence", "aix en provence"),
        ("Aix en Provence", "AIX-EN-PROVENCE"),
        ("Saint-Malo", "st malo"),
        ("Pont-l’Évêque", "pont-l'eveque"),
        ("DVD-2026-0042", "dvd-2026-0042"),
        ("DVD-2026-0042", "0042"),
        ("DVD-2026-0042", "42"),
        ("Lot 2", "lot 2"),
        ("À Eu", "eu"),
        ("e\u0301cole", "\u00e9cole"),
        ("Straße", "strasse"),
        ("Ærøskøbing", "aeroskobing"),
        ("Łódź", "lodz"),
        ("ليلى بن يوسف", "ليلى"),
        ("deux  espaces\u00a0durs", "deux espaces durs"),
    ],
)
def test_what_people_type_finds_what_is_written(written, typed):
    assert holds([written], typed)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("École", "collège"),
        ("DVD-2026-0042", "dvd-2026-0043"),
        ("Aix", "aix en"),
        ("12", "1-2"),
        ("2026", "2"),
        ("Neuilly", "eu"),
    ],
)
def test_what_is_not_written_is_not_found(written, typed):
    assert not holds([written], typed)


def test_what_is_typed_in_one_piece_stays_so():
    assert words_of_search("  DVD-2026-0042  l’Œuvre ! dvd-2026-0042") == [
        "dvd 2026 0042",
        "l oeuvre",
    ]
    assert len(words_of_search(" ".join(map(str, range(40))))) == 8


def test_signs_alone_find_nothing():
    assert words_of_search("… – ! '") == []
    assert not holds(["100 %"], "%")
    assert holds(["100 %"], "100 %")


def test_names_sort_as_people_expect():
    names = ["Ville durable", "École", "eau", "Île", "Ville", "ile", "Œuvre", "oasis", "Zoo", "Été"]

    assert sorted(names, key=lambda name: search_text(name, "z")) == [
        "eau", "École", "Été", "Île", "ile", "oasis", "Œuvre", "Ville", "Ville durable", "Zoo",
    ]  # fmt: skip


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


@given(st.text(), st.text())
def test_the_name_comes_before_the_rest(name, rest):
    made = search_text(name, rest)

    assert made.partition(" \n ")[0] == f" {folded(name)}"
    assert holds([name, rest], name) or not words_of_search(name)
