"""References of calls: what they look like, and the one suggested from a title."""

import re
from collections.abc import Container

from callforprojects.core.text.search_text import folded

PATTERN = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
LONGEST = 30
_INITIALS = 6
_WORDS = re.compile(r"[a-z0-9]+")
_YEAR = re.compile(r"(19|20)[0-9]{2}")
_SMALL_WORDS = frozenset(
    _WORDS.findall(
        "a an and au aux avec by ce ces d dans de des du en et for from in l la le les leur leurs"
        " of on ou par pour s sa ses son sur the to un une vers with appel projet projets call"
        " project projects"
    )
)


def is_well_formed(reference: str) -> bool:
    """Capital letters and digits, in groups joined by hyphens, 30 signs at most."""
    return len(reference) <= LONGEST and PATTERN.fullmatch(reference) is not None


def suggested_reference(title: str, year: int, taken: Container[str]) -> str:
    """The initials of the words that count, and the year: `Des villes durables` is `VD-2026`.

    The first year in the title, which gives no initial, comes before `year`. When it is
    `taken`, a number follows: `VD-2026-2`.
    """
    words = [word for word in _WORDS.findall(folded(title)) if _counts(word)]
    initials = "".join(word[0] for word in words)[:_INITIALS].upper() or "AAP"
    named = [word for word in _WORDS.findall(folded(title)) if _YEAR.fullmatch(word)]
    first = f"{initials}-{named[0] if named else year}"
    reference, number = first, 1
    while reference in taken:
        number += 1
        reference = f"{first}-{number}"
    return reference


def _counts(word: str) -> bool:
    return word not in _SMALL_WORDS and _YEAR.fullmatch(word) is None
