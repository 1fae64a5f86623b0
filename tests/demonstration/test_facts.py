"""What is said of every call is said once."""

import pytest

from callforprojects.demonstration.facts import parted

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("notes", "own", "shared"),
    [
        ([], [], ""),
        (["Held in 2022. The rest is invented."], ["Held in 2022. The rest is invented."], ""),
        (
            [
                "Held in 2022. Weights are ours. Texts too.",
                "Held in 2024. Weights are ours. Texts too.",
            ],
            ["Held in 2022.", "Held in 2024."],
            "Weights are ours. Texts too.",
        ),
        (["One thing.", "Another thing."], ["One thing.", "Another thing."], ""),
        (["The same.", "The same."], ["", ""], "The same."),
    ],
)
def test_sentences_that_end_every_note_are_parted(
    notes: list[str], own: list[str], shared: str
) -> None:
    assert parted(notes) == (own, shared)
