"""What differs between two texts, word by word, and nothing lost of either."""

import time

import pytest
from hypothesis import given, strategies as st

from callforprojects.core.text.differences import Piece, differences

pytestmark = pytest.mark.unit


def test_the_words_that_changed_are_marked_on_both_sides() -> None:
    found = differences("Planter cent arbres.", "Planter deux cents arbres.")

    assert found.own == [
        Piece("Planter ", False), Piece("cent", True), Piece(" arbres.", False),
    ]  # fmt: skip
    assert [piece.text for piece in found.saved if piece.is_unique] == ["deux cents"]


def test_an_empty_text_has_no_piece() -> None:
    assert differences("", "Deux mots").own == []
    assert differences("", "Deux mots").saved == [Piece("Deux mots", True)]


def test_very_long_texts_are_compared_line_by_line() -> None:
    same = "mot " * 4000 + "\n"

    found = differences(same + "un", same + "deux")

    assert [piece.text for piece in found.own] == [same, "un"]
    assert [piece.is_unique for piece in found.saved] == [False, True]


@pytest.mark.parametrize(
    ("own", "saved"),
    [
        pytest.param(
            "\n".join("abc"[i * i % 3] for i in range(15_000)),
            "\n".join("abc"[i * i * i % 7 % 3] for i in range(15_000)),
            id="15,000 short lines",
        ),
        pytest.param(
            "\n".join(f"a{i}" for i in range(4000)),
            "\n".join(f"a{i + i % 2 * 9000}" for i in range(4000)),
            id="every other line",
        ),
        pytest.param("mot " * 10_000, "mot\n" * 10_000, id="one word"),
        pytest.param(
            " ".join(f"k{i % 30} a{i}" for i in range(5000)),
            " ".join(f"k{i % 30} b{i}" for i in range(5000)),
            id="a few words in turn",
        ),
        pytest.param(" \n" * 10_000, "\n " * 10_000, id="spaces"),
        pytest.param("–\n" * 500_000, "a\n" * 15_000, id="a megabyte, too long to be kept"),
    ],
)
def test_hostile_texts_are_compared_within_a_second(own: str, saved: str) -> None:
    start = time.process_time()
    found = differences(own, saved)

    assert time.process_time() - start < 1
    assert "".join(piece.text for piece in found.own) == own
    assert "".join(piece.text for piece in found.saved) == saved


def test_one_word_changed_in_a_very_long_text_is_the_only_one_marked() -> None:
    text = " ".join(f"mot{i % 50}" for i in range(5000))

    found = differences(text, text.replace("mot7 ", "autre ", 1))

    assert [piece.text for piece in found.own if piece.is_unique] == ["mot7"]
    assert [piece.text for piece in found.saved if piece.is_unique] == ["autre"]


@given(st.text(max_size=80), st.text(max_size=80))
def test_joined_the_pieces_are_the_texts(own: str, saved: str) -> None:
    found = differences(own, saved)

    assert "".join(piece.text for piece in found.own) == own
    assert "".join(piece.text for piece in found.saved) == saved
