"""Days, and instants on the clock in Paris, as people write them in French and in English.

`12/03/2027` is the twelfth of March in both languages; a year of two digits is of this century.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from typing import cast

from babel.dates import get_day_names, get_month_names

from callforprojects.core.data import formats
from callforprojects.core.data.clock import PARIS, to_paris
from callforprojects.core.data.values.kind import Unreadable, Value
from callforprojects.core.text.i18n import LANGUAGES, _

_LOCAL = "%Y-%m-%dT%H:%M"
_PICKED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?)?")
_YEARS = range(1900, 2200)
_CENTURY = 2000
_NOON = 12

_NUMBER = "[0-9]{1,2}"
_WORD = r"(?P<name>[^\W\d_]+)\.?"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])"
_FIRST = "(?:er|st|nd|rd|th)?"
_DAYS = (
    re.compile(rf"(?P<year>[0-9]{{4}})([-/.])(?P<month>{_NUMBER})\2(?P<day>{_NUMBER})(?![0-9])"),
    re.compile(rf"(?P<day>{_NUMBER})([-/. ])(?P<month>{_NUMBER})\2{_YEAR}"),
    re.compile(
        rf"(?P<day>{_NUMBER}){_FIRST}[ -]?(?:of )?{_WORD}[ ,-]{{1,2}}{_YEAR}", re.IGNORECASE
    ),
    re.compile(rf"{_WORD} (?P<day>{_NUMBER}){_FIRST},? {_YEAR}", re.IGNORECASE),
)
_HEAD = re.compile(rf"(?:(?:le|on the|on|the) )?(?:{_WORD},? (?:the )?)?", re.IGNORECASE)
_BEFORE_HOUR = re.compile(r"T|,? (?:(?:à|a|at) )?", re.IGNORECASE)
_AFTER_HOUR = re.compile(r"(?:,? \(?(?:heure de Paris|Paris time)\)?)?$", re.IGNORECASE)
_MINUTE = "(?P<minute>[0-9]{2})"
_HALF = r" ?(?P<half>[ap])\.?m\.?"
_HOURS = tuple(
    re.compile(hour, re.IGNORECASE)
    for hour in (
        rf"(?P<hour>{_NUMBER}) ?(?:heures?|h)(?: ?{_MINUTE}(?: ?min)?(?: [0-9]{{2}} s)?)?",
        rf"(?P<hour>{_NUMBER}) ?: ?{_MINUTE}(?::[0-9]{{2}}(?:\.[0-9]+)?)?(?:{_HALF})?",
        rf"(?P<hour>{_NUMBER}){_HALF}",
        "midi|noon",
    )
)


class Day(Value[date]):
    """A day of the calendar; in its box it has the form that browsers know."""

    box = "date"

    def read(self, text: str) -> date:
        day, rest = _day_in(text)
        if day is None or rest:
            raise Unreadable(_("Enter a date that exists, for example 12/03/2027."))
        return day

    def is_displayed_by_browsers(self, text: str) -> bool:
        return _PICKED.fullmatch(text) is not None and "T" not in text

    def to_input(self, value: date) -> str:
        return value.isoformat()

    def to_display(self, value: date) -> str:
        return formats.day(value)


class Instant(Value[datetime]):
    """A date with its hour on the clock in Paris: an aware instant in UTC, to the minute.

    An hour that the spring change skips is refused; of the two that the autumn change makes, the
    first is taken.
    """

    box = "instant"

    def read(self, text: str) -> datetime:
        day, rest = _day_in(text)
        hour = _hour_of(rest)
        if day is None or hour is None:
            raise Unreadable(_("Enter a date and a time, for example 12/03/2027 17:00."))
        naive = datetime.combine(day, hour)
        instant = naive.replace(tzinfo=PARIS).astimezone(UTC)
        if to_paris(instant).replace(tzinfo=None) != naive:
            raise Unreadable(_("This time does not exist: the clocks change on that day."))
        return instant

    def is_displayed_by_browsers(self, text: str) -> bool:
        return _PICKED.fullmatch(text) is not None and "T" in text

    def to_input(self, value: datetime) -> str:
        return to_paris(value).strftime(_LOCAL)

    def to_display(self, value: datetime) -> str:
        return formats.instant(value)


def _day_in(text: str) -> tuple[date | None, str]:
    """The day that a text begins with, and what follows it.

    A name of a day that is not that of the date makes none of them: which one is right is asked.
    `Mar` is Tuesday in French and March in English: the month, where no date follows it.
    """
    head = cast("re.Match[str]", _HEAD.match(text))  # all of it may be missing
    weekday = _named(head["name"] or "", _weekdays())
    if weekday is not None:
        day, rest = _day_at(text, head.end())
        if day is not None:
            return (day, rest) if day.weekday() == weekday else (None, text)
    return _day_at(text, head.start("name") if head["name"] else head.end())


def _day_at(text: str, start: int) -> tuple[date | None, str]:
    """The day that is written at this place, and what follows it."""
    for pattern in _DAYS:
        found = pattern.match(text, start)
        day = _day_of(found.groupdict()) if found else None
        if found and day:
            return day, text[found.end() :]
    return None, text


def _day_of(parts: Mapping[str, str]) -> date | None:
    """The day of the calendar, if there is one."""
    year = int(parts["year"]) + (_CENTURY if len(parts["year"]) == 2 else 0)  # noqa: PLR2004
    month = _named(parts["name"], _months()) if "name" in parts else int(parts["month"])
    try:
        return date(year, month or 0, int(parts["day"])) if year in _YEARS else None
    except ValueError:
        return None


def _hour_of(text: str) -> time | None:
    """The hour that is all of a text, with what comes before and after an hour."""
    bare = _AFTER_HOUR.sub("", text)
    before = _BEFORE_HOUR.match(bare)
    start = before.end() if before else len(bare)
    found = next(filter(None, (pattern.fullmatch(bare, start) for pattern in _HOURS)), None)
    if found is None:
        return None
    parts = found.groupdict()
    hour, half = int(parts.get("hour") or _NOON), (parts.get("half") or "").lower()
    if half and not 1 <= hour <= _NOON:
        return None
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    try:
        return time(hour, int(parts.get("minute") or 0))
    except ValueError:
        return None


def _named(name: str, names: Mapping[str, int]) -> int | None:
    return names.get(_bare(name))


@cache
def _months() -> Mapping[str, int]:
    """The numbers of the months, by their names and their short ones, in French and in English."""
    spellings = [
        get_month_names(width, locale=language)
        for language in LANGUAGES
        for width in ("wide", "abbreviated")
    ]
    names = {_bare(name): number for spelling in spellings for number, name in spelling.items()}
    return names | {"fev": 2, "sept": 9}


@cache
def _weekdays() -> Mapping[str, int]:
    """The numbers of the days of the week, Monday being 0."""
    spellings = [
        get_day_names(width, locale=language)
        for language in LANGUAGES
        for width in ("wide", "abbreviated")
    ]
    return {_bare(name): number for spelling in spellings for number, name in spelling.items()}


def _bare(name: str) -> str:
    """Without accents, capitals and final dot: `Févr.` is `fevr`."""
    apart = unicodedata.normalize("NFD", name.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).rstrip(".")


DAY = Day()
INSTANT = Instant()
