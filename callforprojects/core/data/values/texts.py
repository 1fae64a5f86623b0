"""Texts: one line, or paragraphs. What stays of them is what people see (`core.text.cleaning`)."""

import re

from callforprojects.core.data.values.kind import Value
from callforprojects.core.text.cleaning import LONGEST_TEXT, clean, unwrapped

_BREAKING = re.compile(r"[^\S\u00a0\u202f]+")


class Line(Value[str]):
    """A text on one line; its no-break spaces stay as typed."""

    def clean(self, text: str) -> str:
        return clean(text)

    def read(self, text: str) -> str:
        return _BREAKING.sub(" ", text)


class Paragraphs(Value[str]):
    """A text of several lines; those that a PDF had cut are whole again."""

    box = "long_text"
    longest = LONGEST_TEXT

    def clean(self, text: str) -> str:
        return clean(text)

    def read(self, text: str) -> str:
        return unwrapped(text)


LINE = Line()
PARAGRAPHS = Paragraphs()
