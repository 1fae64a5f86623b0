"""What every kind of value does: it reads what people type, fills a box, shows itself."""

from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from callforprojects.core.data.formats import too_long
from callforprojects.core.text.cleaning import LONGEST_LINE, visible
from callforprojects.core.text.errors import DomainError

V = TypeVar("V")


class Unreadable(DomainError):
    """What was typed has no value of this kind, or two: the sentence says what to write instead."""


class Value(ABC, Generic[V]):
    """One kind of value.

    What `to_input` and `to_display` write, `parse` reads again, in the same language.
    """

    #: How its box is drawn: a name that `_components/input.html` knows.
    box: str = "text"
    #: How many signs may be typed.
    longest: int = LONGEST_LINE

    def parse(self, text: str, field: str | None = None) -> V:
        """The value of what was typed. Raises Unreadable, beside `field`."""
        try:
            return self.read(self.clean(text))
        except Unreadable as error:
            error.field = error.field or field
            raise

    def parse_any(self, text: str | None, field: str | None = None) -> V | None:
        """The value of what was typed, or None for nothing. Raises Unreadable, beside `field`."""
        return self.parse(text, field) if text and self.clean(text) else None

    def clean(self, text: str) -> str:
        """What is looked at: on one line, without signs that do not show."""
        if len(text) > self.longest:
            raise Unreadable(too_long(self.longest))
        return visible(text)

    @abstractmethod
    def read(self, text: str) -> V:
        """The value of a clean text. Raises Unreadable."""

    def is_displayed_by_browsers(self, text: str) -> bool:
        """Whether the box that browsers have for this kind shows a text that is not blank."""
        del text
        return True

    def to_input(self, value: V) -> str:
        """What stands in the box for a value."""
        return str(value)

    def to_display(self, value: V) -> str:
        """The value for readers, in their language."""
        return self.to_input(value)
