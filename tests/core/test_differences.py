"""What differs between two texts, word by word, and nothing lost of either."""

from hypothesis import given
from hypothesis import strategies as st

from callforprojects.core.differences import Piece, differences


def test_the_words_that_changed_are_marked_on_both_sides() -> None:
    found = differences("Planter cent arbres.", "Planter deux cents arbres.")

    assert found.mine == [
        Piece("Planter ", False), Piece("cent", True), Piece(" arbres.", False),
    ]  # fmt: skip
    assert [piece.text for piece in found.theirs if piece.is_own] == ["deux cents"]


def test_an_empty_text_has_no_piece() -> None:
    assert differences("", "Deux mots").mine == []
    assert differences("", "Deux mots").theirs == [Piece("Deux mots", True)]


def test_very_long_texts_are_compared_line_by_line() -> None:
    same = "mot " * 4000 + "\n"

    found = differences(same + "un", same + "deux")

    assert [piece.text for piece in found.mine] == [same, "un"]
    assert [piece.is_own for piece in found.theirs] == [False, True]


@given(st.text(max_size=80), st.text(max_size=80))
def test_joined_the_pieces_are_the_texts(mine: str, theirs: str) -> None:
    found = differences(mine, theirs)

    assert "".join(piece.text for piece in found.mine) == mine
    assert "".join(piece.text for piece in found.theirs) == theirs
