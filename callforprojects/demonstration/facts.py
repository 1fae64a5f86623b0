"""What is real of the calls: said once of all of them, or beside the one it is said of."""

import re
from collections.abc import Sequence
from itertools import takewhile

_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+")


def parted(notes: Sequence[str]) -> tuple[list[str], str]:
    """Each note without the sentences that end them all, and these sentences.

    A single note is shared by nobody: it stays whole.
    """
    split_notes = [_BETWEEN_SENTENCES.split(note.strip()) for note in notes]
    if len(split_notes) == 1:
        return [*notes], ""
    backwards = zip(*(reversed(sentences) for sentences in split_notes), strict=False)
    shared = [sentences[0] for sentences in takewhile(lambda same: len(set(same)) == 1, backwards)]
    own = [" ".join(sentences[: len(sentences) - len(shared)]) for sentences in split_notes]
    return own, " ".join(reversed(shared))
