"""The lists that people type or paste are found in their texts, and nothing of these is lost."""

import time

import pytest

from callforprojects.core.text.text_blocks import text_blocks

pytestmark = pytest.mark.unit


def drawn(text: str) -> str:
    """A block a line: `p`, `ul` or `ol` with its start, then its lines, those under one in ( )."""
    names = {"paragraphs": "p", "bullets": "ul", "numbers": "ol"}
    shown = []
    for block in text_blocks(text):
        start = block.start if block.kind == "numbers" else ""
        lines = [f"{line.text}({', '.join(line.nested)})" if line.nested else line.text
                 for line in block.lines]  # fmt: skip
        shown.append(f"{names[block.kind]}{start}: {' | '.join(lines)}")
    return "\n".join(shown)


@pytest.mark.parametrize(
    "bullet", ["•\t", "· ", "-\t", "- ", "– ", "* ", "‣ ", "▪ ", "o\t", "\uf0b7"]
)
def test_a_run_of_any_bullet_is_a_list(bullet: str) -> None:
    text = f"Nos buts :\n{bullet}Premier\n{bullet}Second\nEnsuite."

    assert drawn(text) == "p: Nos buts :\nul: Premier | Second\np: Ensuite."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("- seule", "p: - seule", id="a line alone"),
        pytest.param("A\n- seule\nB", "p: A | - seule | B", id="a line alone among others"),
        pytest.param("8. rue du Port\n\n3. rue", "p: 8. rue du Port | 3. rue", id="no run"),
        pytest.param("-5 °C\n-7 °C", "p: -5 °C | -7 °C", id="negative numbers"),
        pytest.param("• Un\n\n• Deux", "ul: Un | Deux", id="empty lines between"),
        pytest.param("1. Un\n2. Deux", "ol1: Un | Deux", id="numbers"),
        pytest.param("1)\tUn\n2)\tDeux", "ol1: Un | Deux", id="numbers of Word"),
        pytest.param("4. Un\n5. Deux\n9. Trois", "ol4: Un | Deux\np: 9. Trois", id="start"),
        pytest.param("•\tUn\no\tSous\n•\tDeux", "ul: Un(Sous) | Deux", id="second level of Word"),
        pytest.param("1. Un\n  - a\n  - b\n2. Deux", "ol1: Un(a, b) | Deux", id="under a number"),
        pytest.param("    • Un\n    • Deux", "ul: Un | Deux", id="all set in"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_is_a_list_and_what_is_none(text: str, shown: str) -> None:
    assert drawn(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- a\n" * 25_000, id="items"),
        pytest.param(f"- {'a' * 48}\n" * 1_990, id="long items"),
        pytest.param("- " * 50_000, id="bullets on one line"),
        pytest.param("\u00a0" * 100_000 + "x", id="margin"),
        pytest.param("".join(f"{i % 1000}. a\n" for i in range(1_990)), id="numbers"),
        pytest.param(f"{' ' * 46}- a\n" * 1_990, id="nested"),
    ],
)
def test_a_large_text_is_cut_within_a_second(text: str) -> None:
    start = time.process_time()
    text_blocks(text)

    assert time.process_time() - start < 1


def test_a_text_of_thousands_of_lines_is_only_paragraphs() -> None:
    assert [block.kind for block in text_blocks("- a\n" * 2_001)] == ["paragraphs"]
