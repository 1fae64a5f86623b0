"""Texts as they are searched: without capitals, accents or typographic signs."""

import unicodedata

_SPELT = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "‐": "-", "‑": "-"})


def folded(text: str) -> str:
    """`Éco-quartier` and `eco-quartier` become the same text, with single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_SPELT))
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(bare.split())
