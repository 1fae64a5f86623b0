"""The words of names of places: which of them tell one name from another."""

from collections.abc import Sequence

from callforprojects.core.text.search_text import folded

_ARTICLES = frozenset({"l", "la", "le", "les"})
LINKING_WORDS = _ARTICLES | frozenset(
    {"a", "au", "aux", "d", "de", "des", "du", "en", "et", "sous", "sur"}
)


def sorting_name(text: str) -> str:
    """The folded name without its leading article: `La Rochelle` is filed under R."""
    name = folded(text)
    article, _space, rest = name.partition(" ")
    return rest if rest and article in _ARTICLES else name


def words_of(text: str) -> list[str]:
    """The words that tell a name from others, in their order; all of them if none does."""
    words = list(dict.fromkeys(folded(text).split()))
    telling = [word for word in words if word not in LINKING_WORDS and len(word) > 1]
    return telling or words


def without_linking(words: Sequence[str]) -> tuple[str, ...]:
    """The words without those that only lead to the next one: `du Briançonnais`, `de la Loire`."""
    start = next((rank for rank, word in enumerate(words) if word not in LINKING_WORDS), 0)
    return tuple(words[start:])
