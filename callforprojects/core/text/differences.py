"""Two texts side by side: the words that one has and the other has not."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|\S+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_MOST_SIGNS = 200_000  # of both: what is longer is refused anyway, or is a full matrix twice
_MOST_WORK = 5_000_000  # steps of SequenceMatcher: half a second at worst


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one of the texts; whether the other text has it too."""

    text: str
    is_unique: bool


@dataclass(frozen=True, slots=True)
class Differences:
    """The pieces of each text, in order: joined, they are the text."""

    own: list[Piece]
    saved: list[Piece]


def differences(own: str, saved: str) -> Differences:
    """Compare two texts word by word; line by line, or as two blocks, when it would be long.

    What they have in common at both ends is set aside first, so that two long texts of which a
    few words differ are still compared word by word.
    """
    for pattern in (_WORDS, _LINES) if len(own) + len(saved) <= _MOST_SIGNS else ():
        ours, others = pattern.findall(own), pattern.findall(saved)
        start, end = _common_ends(ours, others)
        middles = ours[start : len(ours) - end], others[start : len(others) - end]
        if _work(*middles) <= _MOST_WORK:
            break
    else:
        return Differences(_whole(own), _whole(saved))
    blocks = SequenceMatcher(str.isspace, *middles, autojunk=False).get_matching_blocks()
    same = [(block.a, block.b, block.size) for block in blocks if block.size]
    same = [(0, 0, start), *((a + start, b + start, size) for a, b, size in same)]
    same.append((len(ours) - end, len(others) - end, end))
    return Differences(
        list(_pieces(ours, [(a, size) for a, _b, size in same])),
        list(_pieces(others, [(b, size) for _a, b, size in same])),
    )


def _common_ends(ours: Sequence[str], others: Sequence[str]) -> tuple[int, int]:
    """How many pieces are the same at the beginning, and then at the end."""
    least = min(len(ours), len(others))
    start = next((i for i in range(least) if ours[i] != others[i]), least)
    rest = least - start
    end = next((i for i in range(rest) if ours[-1 - i] != others[-1 - i]), rest)
    return start, end


def _work(ours: Sequence[str], others: Sequence[str]) -> int:
    """The steps of SequenceMatcher at worst: for each match, our pieces and all pairs of equals.

    Spaces make no pair: they follow the words beside them.
    """
    counts = Counter(piece for piece in others if not piece.isspace())
    found = [counts[piece] for piece in ours if piece in counts]
    return (len(ours) + sum(found)) * min(len(found), len(others))


def _whole(text: str) -> list[Piece]:
    return [Piece(text, is_unique=True)] if text else []


def _pieces(words: Sequence[str], same: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """The stretches that are in both texts, each `(start, size)`, and what lies between them."""
    end, common = 0, ""
    for start, size in same:
        if start > end:
            if common:
                yield Piece(common, is_unique=False)
            yield Piece("".join(words[end:start]), is_unique=True)
            common = ""
        common += "".join(words[start : start + size])
        end = start + size
    if common:
        yield Piece(common, is_unique=False)
