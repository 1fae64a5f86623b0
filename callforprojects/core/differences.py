"""Two texts side by side: the words that one has and the other has not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[^\s]+")
_MANY = 3000  # words and spaces; beyond, whole lines are compared: it would take seconds


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one of the texts; whether the other text has it too."""

    text: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Differences:
    """The pieces of each text, in order: joined, they are the text."""

    mine: list[Piece]
    theirs: list[Piece]


def differences(mine: str, theirs: str) -> Differences:
    """Compare two texts word by word, line by line when they are very long."""
    ours, others = _WORDS.findall(mine), _WORDS.findall(theirs)
    if max(len(ours), len(others)) > _MANY:
        ours, others = mine.splitlines(keepends=True), theirs.splitlines(keepends=True)
    steps = SequenceMatcher(None, ours, others, autojunk=False).get_opcodes()
    same = [step[0] == "equal" for step in steps]
    return Differences(
        list(_pieces(ours, [(step[1], step[2]) for step in steps], same)),
        list(_pieces(others, [(step[3], step[4]) for step in steps], same)),
    )


def _pieces(words: list[str], spans: list[tuple[int, int]], same: list[bool]) -> Iterator[Piece]:
    for (start, end), is_same in zip(spans, same, strict=True):
        if start < end:
            yield Piece("".join(words[start:end]), not is_same)
