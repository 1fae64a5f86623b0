"""Names as people type them: without accents, hyphens or capitals, `st` for `saint`."""

import re
import unicodedata
from collections.abc import Sequence

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ÿ": "y"})
_LONG_FORMS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_ARTICLES = frozenset({"l", "la", "le", "les"})
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
LINKING_WORDS = _ARTICLES | frozenset(
    {"a", "au", "aux", "d", "de", "des", "du", "en", "et", "sous", "sur"}
)


def normalised(text: str) -> str:
    """`Saint-Malo`, `st malo` and `SAINT  MALO` are all `saint malo`."""
    letters = text.lower()
    if not letters.isascii():  # most names of places have no accent: a load normalises 89,000
        bare = unicodedata.normalize("NFKD", letters.translate(_LIGATURES))
        letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    words = _NOT_A_LETTER.sub(" ", letters).split()
    return " ".join(_LONG_FORMS.get(word, word) for word in words)


def sorting_name(text: str) -> str:
    """The normalised name without its leading article: `La Rochelle` is filed under R."""
    name = normalised(text)
    article, _space, rest = name.partition(" ")
    return rest if rest and article in _ARTICLES else name


def words_of(text: str) -> list[str]:
    """The words that tell a name from others, in their order; all of them if none does."""
    words = list(dict.fromkeys(normalised(text).split()))
    telling = [word for word in words if word not in LINKING_WORDS and len(word) > 1]
    return telling or words


def without_linking(words: Sequence[str]) -> tuple[str, ...]:
    """The words without those that only lead to the next one: `du Briançonnais`, `de la Loire`."""
    start = next((rank for rank, word in enumerate(words) if word not in LINKING_WORDS), 0)
    return tuple(words[start:])
