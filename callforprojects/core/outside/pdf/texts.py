"""What people have written as a document can show it: every sign is drawn, or is its number."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from callforprojects.core.text.cleaning import clean

_DRAWN = Path(__file__).parent / "drawn.txt"  # made by tools/drawn_signs.py
_LONGEST_WORD = 40
_MOST_NUMBERS = 500  # each is eight signs or nine where one was written
_SQUARE = "\u25a1"
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_BREAK = "\u200b"  # a place where a line may break, which does not show


def printable(text: str) -> str:
    """A text that our fonts draw, with breaks in endless words.

    Emoji and writings that they do not have are written as their Unicode number, `[U+1F600]`:
    PDF/UA refuses a sign without a picture. Past the 500th of a text, each is a square. Marks that
    dress the sign before them leave nothing.
    """
    numbers = count(1)

    def drawn(match: re.Match[str]) -> str:
        sign = match[0]
        if unicodedata.category(sign) in {"Mn", "Me", "Cf", "Sk", "Co", "Cn", "Cc"}:
            return ""
        return f"[U+{ord(sign):04X}]" if next(numbers) <= _MOST_NUMBERS else _SQUARE

    return _LONG_WORD.sub(_with_breaks, _undrawn().sub(drawn, clean(text)))


def printable_data(value: Any) -> Any:  # noqa: ANN401  # any JSON value
    """The same for each text that a value holds."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: printable_data(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable_data(item) for item in value]
    return value


@cache
def _undrawn() -> re.Pattern[str]:
    """The signs that no font of ours draws."""
    spans = (line.split("-") for line in _DRAWN.read_text(encoding="ascii").split())
    drawn = "".join(f"{chr(int(a, 16))}-{chr(int(b, 16))}" for a, b in spans)
    drawn = drawn.replace("\\", r"\\").replace("]", r"\]").replace("^", r"\^")
    return re.compile(rf"[^\n\t{drawn}]")


def _with_breaks(match: re.Match[str]) -> str:
    word = match[0]
    if _FINGERPRINT.fullmatch(word):
        return word
    step = _LONGEST_WORD // 2
    return _BREAK.join(word[start : start + step] for start in range(0, len(word), step))
