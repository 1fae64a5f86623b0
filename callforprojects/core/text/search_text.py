"""Texts as every list looks for them and sorts them.

Capitals, accents, ligatures, apostrophes, hyphens and other signs do not count: `École` is found by
`ecole`, `l’Œuvre` by `oeuvre`, `Aix-en-Provence` by `aix en provence`. Letters of other alphabets
stay. Figures are read as they are written, so `lot 10` comes before `lot 2`: references are padded.
"""

import re
import unicodedata
from collections.abc import Sequence

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_LONG_FORMS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_NOT_IN_A_WORD = re.compile(r"[\W_]+")
_BETWEEN_PARTS = " \n "  # sorts before any letter: a name comes before what is longer than it
_MOST_WORDS = 8
_LONG_ENOUGH = 3


def folded(text: str) -> str:
    """`Saint-Malo`, `st malo` and `SAINT  MALO` are all `saint malo`."""
    letters = text.casefold()
    if not letters.isascii():  # most names of places have no accent: a load folds 89,000
        spelled = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
        bare = unicodedata.normalize("NFKD", spelled)
        letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    words = _NOT_IN_A_WORD.sub(" ", letters).split()
    return " ".join(_LONG_FORMS.get(word, word) for word in words)


def search_text(*parts: str | None) -> str:
    """What a row is looked for by: its name, by which it is sorted, then the rest.

    Each word has a space on both sides, so that one can be looked for from its beginning.
    """
    return f" {_BETWEEN_PARTS.join(folded(part or '') for part in parts)} "


def words_of_search(text: str) -> list[str]:
    """What somebody looks for, piece by piece, as a `search_text` holds it; eight at most.

    What they wrote in one piece stays so: `DVD-2026-0042` is `dvd 2026 0042`. One or two letters
    begin a word, one or two figures end a number: they would be found everywhere.
    """
    words = (folded(word) for word in text.split())
    return list(dict.fromkeys(_sought(word) for word in words if word))[:_MOST_WORDS]


def _sought(word: str) -> str:
    if len(word) >= _LONG_ENOUGH:
        return word
    return f"{word} " if word.isdigit() else f" {word}"


def holds(parts: Sequence[str | None], text: str) -> bool:
    """Whether these texts hold each word of what somebody looks for. Signs alone find nothing."""
    held, words = search_text(*parts), words_of_search(text)
    return bool(words) and all(word in held for word in words)
