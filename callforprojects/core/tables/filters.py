"""The ways to narrow a list, by words, by options, by a day, each with its condition."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from itertools import groupby
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, and_, false, or_, true

from callforprojects.core.data import formats
from callforprojects.core.data.values import DAY, Unreadable
from callforprojects.core.text.cleaning import visible
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.search_text import words_of_search

LONGEST_SEARCH = 100
Where = Callable[[Any], ColumnElement[bool]]
"""The condition that a value of the filter puts: on a text, or on the day of a `DayFilter`."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow a list: by itself, a text.

    `where` gives its condition of SQL; without it the filter narrows nothing by itself: the query
    reads its value. `keeps` is the same for rows that are all in memory.
    """

    key: str
    label: Sentence
    _: KW_ONLY
    where: Where | None = None
    keeps: Callable[[Any, str], bool] | None = None
    kind: ClassVar[str] = "text"
    """How it is drawn (templates/_components/filters.html)."""
    refusal: ClassVar[Sentence] = ""
    """What is said of a text that can be no value; usually it is as if it were not there."""

    def clean(self, text: str) -> str:
        """The value if it can be one, else nothing."""
        return visible(text)[:LONGEST_SEARCH].strip()

    def in_words(self, value: str) -> Sentence:
        """A value as the tag of the filter says it."""
        return value

    def conditions(self, value: str) -> list[ColumnElement[bool]]:
        """What a clean value asks of the database."""
        return [] if self.where is None else [self.where(value)]


def words_in(*columns: Any) -> Where:  # noqa: ANN401  # columns that hold a `search_text`
    """The condition that each word that somebody types is in one of these columns.

    Signs alone are no word, and find nothing.
    """
    return _each_word_like("%{word}%", columns)


def words_in_names(*columns: Any) -> Where:  # noqa: ANN401  # columns that hold a `search_text`
    """The same, but not in the last part of the columns: neither a reference nor an identifier."""
    return _each_word_like("%{word}%\n%", columns)


def pieces_in(*columns: Any) -> Where:  # noqa: ANN401  # columns of addresses, of numbers
    """The condition that each piece that somebody types is in one of these columns, sign by sign.

    Of identifiers: an address, a domain, a SIREN. Their signs count, their capitals do not.
    """

    def where(text: str) -> ColumnElement[bool]:
        found = [
            or_(*(column.icontains(piece, autoescape=True) for column in columns))
            for piece in text.lower().split()  # SQLite lowers the letters of ASCII only
        ]
        return and_(true(), *found)

    return where


def _each_word_like(pattern: str, columns: Sequence[Any]) -> Where:
    """A folded word has no sign, hence none that LIKE would understand."""

    def where(text: str) -> ColumnElement[bool]:
        found = [
            or_(*(column.like(pattern.format(word=word)) for column in columns))
            for word in words_of_search(text)
        ]
        return and_(*found) if found else false()

    return where


@dataclass(frozen=True, slots=True)
class Option:
    """One value that a filter can take; options with the same `group` are shown together."""

    value: str
    label: Sentence
    group: Sentence = ""


def options_of(members: Iterable[Any]) -> list[Option]:
    """The members of an enum, or terms, which have a code: each under its own label."""
    return [Option(getattr(member, "code", member), member.label) for member in members]


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
class TabFilter(ChoiceFilter):
    """By the tab that is open: always one, at first the first option, which no address says."""

    kind: ClassVar[str] = "tab"

    def clean(self, text: str) -> str:
        wanted = ChoiceFilter.clean(self, text)
        return "" if wanted == self.options()[0].value else wanted

    def conditions(self, value: str) -> list[ColumnElement[bool]]:
        return ChoiceFilter.conditions(self, value or self.options()[0].value)


@dataclass(frozen=True, slots=True)
class DayFilter(Filter):
    """By a day; an address writes it as ISO 8601 has it."""

    kind: ClassVar[str] = "day"

    def clean(self, text: str) -> str:
        day = day_in(text)
        return day.isoformat() if day else ""

    def in_words(self, value: str) -> Sentence:
        return formats.day(day_in(value))

    def conditions(self, value: str) -> list[ColumnElement[bool]]:
        day = day_in(value)
        return [] if self.where is None or day is None else [self.where(day)]


def day_in(text: str) -> date | None:
    """The day that a text writes, or None."""
    try:
        return DAY.parse_any(text)
    except Unreadable:
        return None
