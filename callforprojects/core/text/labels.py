"""Values that are kept, and how they read: the members of an enum with their label and tone."""

from enum import StrEnum
from typing import Self

from callforprojects.core.text.errors import Sentence

TONES = frozenset({"neutral", "info", "success", "warning", "danger"})


class LabelledEnum(StrEnum):
    """A member is its value, its label, and the tone of its tag (neutral when it says none).

    `OPEN = "open", _("Open"), "success"`: the value alone is kept in the database, and
    `Status("open")` finds the member. A label is translated when it is shown.
    """

    label: Sentence
    tone: str

    def __new__(cls, value: str, *_facts: Sentence) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        return member

    def __init__(self, value: str, label: Sentence | None = None, tone: str = "neutral") -> None:
        """`label` has a default for `Status("open")` alone, which a type checker reads as this."""
        if label is None or tone not in TONES:
            msg = f"{type(self).__name__}.{value} needs a label, and a tone of {sorted(TONES)}"
            raise TypeError(msg)
        self.label = label
        self.tone = tone
