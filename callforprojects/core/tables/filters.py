"""The ways to narrow a list: by a text, by one of some options, by a day."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, ClassVar

from callforprojects.core.data import formats
from callforprojects.core.text.errors import Sentence

LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow a list: by itself, a text that is looked for."""

    key: str
    label: Sentence
    kind: ClassVar[str] = "text"
    """How it is drawn (templates/_components/filters.html)."""

    def clean(self, text: str) -> str:
        """The value if it can be one, else nothing."""
        return " ".join(text.replace("\x00", "").split())[:LONGEST_SEARCH].strip()

    def in_words(self, value: str) -> Sentence:
        """A value as the tag of the filter says it."""
        return value


@dataclass(frozen=True, slots=True)
class Option:
    """One value that a filter can take; options with the same `group` are shown together."""

    value: str
    label: Sentence
    group: Sentence = ""


def options_of(members: Iterable[Any]) -> list[Option]:
    """The members of an enum, or terms, which have a code: each under its own label."""
    return [Option(getattr(each, "code", each), each.label) for each in members]


@dataclass(frozen=True, slots=True)
class ChoiceFilter(Filter):
    """By one of some options; all of them is what no choice gives."""

    options: Callable[[], Sequence[Option]]
    blank: Sentence | None = None
    """What no choice is called, when it is not "All"."""
    kind: ClassVar[str] = "choice"

    def groups(self) -> list[tuple[Sentence, list[Option]]]:
        """The options under the name of their group, which may be empty."""
        return [(name, list(own)) for name, own in groupby(self.options(), lambda o: o.group)]

    def clean(self, text: str) -> str:
        wanted = Filter.clean(self, text)
        return wanted if any(wanted == option.value for option in self.options()) else ""

    def in_words(self, value: str) -> Sentence:
        return next((o.label for o in self.options() if o.value == value), value)


@dataclass(frozen=True, slots=True)
class DayFilter(Filter):
    """By a day, written as ISO 8601 has it."""

    kind: ClassVar[str] = "day"

    def clean(self, text: str) -> str:
        day = day_in(text.strip())
        return day.isoformat() if day else ""

    def in_words(self, value: str) -> Sentence:
        return formats.day(day_in(value))


def day_in(text: str) -> date | None:
    """The day that a text writes, or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
