"""The subject of a commit: a verb, what it is done to, 60 characters; the why below."""

from pathlib import Path

import pytest

from tools.commit_subject import LONGEST, faults, main

LENGTH = "x" * (LONGEST - len("Refuse "))


@pytest.mark.parametrize(
    "message",
    [
        "Refuse a percentage written in exponent form",
        "List, merge and remove organisations",
        "Re-read what was typed",
        "Feed the map with départements",
        f"Refuse {LENGTH}",
        "Bring the tables back\n\nA migration was named twice.\n",
        "Bring the tables back\n# Please enter the commit message for your changes.\n#\n",
        "Bring the tables back\n\n# ------------------------ >8 ------------------------\ndiff --git a b\n",
        "Merge branch 'values' into main, which is longer than sixty characters",
        'Revert "Refuse a percentage written in exponent form, and so on"',
        "fixup! Refuse a percentage",
    ],
)
def test_a_subject_that_says_what_is_done_is_taken(message: str) -> None:
    assert list(faults(message)) == []


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (f"Refuse {LENGTH}x", "the subject has 61 characters, 60 at most: the why goes below"),
        ("Two lines in their measure", None),
        ("refuse a percentage", "the subject is a verb and what it is done to"),
        ("Refactoring", "the subject is a verb and what it is done to"),
        ("", "the subject is a verb and what it is done to"),
        ("# only remarks\n", "the subject is a verb and what it is done to"),
        ("Fixed the ranking", "the subject begins with a verb as an order is given, not with 'Fixed'"),
        ("Adding a column", "the subject begins with a verb as an order is given, not with 'Adding'"),
        ("The ranking is right", "the subject begins with a verb as an order is given, not with 'The'"),
        ("calls: refuse a date", "the subject is a verb and what it is done to"),
        ("Refuse a percentage.", "the subject ends without a full stop"),
        ("Refuse a percentage\nIt was read", "an empty line stands between the subject and the body"),
    ],
)  # fmt: skip
def test_another_one_is_refused_with_its_reason(message: str, fault: str | None) -> None:
    """That a first word is no verb is for whoever reads: "Two lines" passes here."""
    found = list(faults(message))

    assert [each for each in found if fault and not each.startswith(fault)] == []
    assert bool(found) is (fault is not None)


def test_the_hook_says_each_fault_and_fails(tmp_path: Path, capsys) -> None:
    path = tmp_path / "COMMIT_EDITMSG"
    path.write_text("Refuse a percentage.\nIt was read.\n", "utf-8")

    assert main(path) == 1
    assert capsys.readouterr().out.splitlines() == [
        "the subject ends without a full stop",
        "an empty line stands between the subject and the body",
    ]
