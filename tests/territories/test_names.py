"""Names as people type them."""

import pytest

from callforprojects.core.text.search_text import folded
from callforprojects.territories.names import sorting_name, words_of

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Saint-Malo", "saint malo"),
        ("ST  MALO", "saint malo"),
        ("Ste-Geneviève-des-Bois", "sainte genevieve des bois"),
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("Œuf-en-Ternois", "oeuf en ternois"),
        ("CA de Dembeni / Mamoudzou", "ca de dembeni mamoudzou"),
        ("Étampes", "etampes"),
        ("Stenay", "stenay"),
        ("  ", ""),
    ],
)
def test_a_name_is_read_without_its_typography(typed: str, expected: str) -> None:
    assert folded(typed) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("La Rochelle", "rochelle"),
        ("L'Haÿ-les-Roses", "hay les roses"),
        ("Le", "le"),
        ("Lens", "lens"),
    ],
)
def test_a_name_is_filed_without_its_article(name: str, expected: str) -> None:
    assert sorting_name(name) == expected


def test_linking_words_do_not_tell_a_name() -> None:
    assert words_of("Saint-Germain-en-Laye") == ["saint", "germain", "laye"]


def test_a_name_of_linking_words_alone_keeps_them() -> None:
    assert words_of("Sous les") == ["sous", "les"]


def test_a_word_said_twice_counts_once() -> None:
    assert words_of("Bourg-Bourg") == ["bourg"]
