"""How dates, hours, amounts and numbers are written for people, in French and in English."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date, format_datetime, get_month_names
from babel.numbers import format_currency, format_decimal, format_percent

from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.money import Money
from callforprojects.core.data.points import Points
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, current_language, ngettext

_INSTANT = {
    "fr": "d MMMM y 'à' H 'h' mm '(heure de Paris)'",
    "en": "d MMMM y 'at' H:mm '(Paris time)'",
}
_LONG_SECONDS, _LONG_MINUTES = 90, 90 * 60
_HOUR = {"fr": "H 'h' mm", "en": "H:mm"}
_SECOND = {"fr": "H 'h' mm 'min' ss 's'", "en": "H:mm:ss"}
_SIZES = {"fr": ("octets", "ko", "Mo", "Go"), "en": ("bytes", "kB", "MB", "GB")}
_KILO = 1000
_REMEMBERED = 8192  # writing a number takes 20 µs, and a ranking writes 350 of them


def day(value: date | None) -> str:
    """`12 mars 2026`, `1er mars 2026`: the day stays with its month."""
    if value is None:
        return ""
    local = to_paris(value) if isinstance(value, datetime) else value
    language = current_language()
    return _unbroken(format_date(local, "d MMMM y", locale=language), language)


def instant(value: datetime | None) -> str:
    """`12 mars 2026 à 17 h 00 (heure de Paris)`."""
    if value is None:
        return ""
    local, language = to_paris(value), current_language()
    written = format_datetime(local.replace(tzinfo=None), _INSTANT[language], locale=language)
    return _unbroken(written, language)


def wait_in_words(seconds: int) -> str:
    """When one may try again, told as one waits: seconds, minutes, or an instant."""
    if seconds < _LONG_SECONDS:
        return ngettext(
            "You can try again in %(num)s second.", "You can try again in %(num)s seconds.", seconds
        )
    if seconds < _LONG_MINUTES:
        minutes = -(-seconds // 60)
        return ngettext(
            "You can try again in %(num)s minute.", "You can try again in %(num)s minutes.", minutes
        )
    when = instant(now() + timedelta(seconds=seconds))
    return str(_("You can try again from %(instant)s.", instant=when))


def hour(value: datetime) -> str:
    """`14 h 32`, on the clock in Paris."""
    language = current_language()
    local = to_paris(value).replace(tzinfo=None)
    return format_datetime(local, _HOUR[language], locale=language).replace(" ", "\u00a0")


def second(value: datetime) -> str:
    """`14 h 32 min 07 s`, on the clock in Paris."""
    language = current_language()
    local = to_paris(value).replace(tzinfo=None)
    return format_datetime(local, _SECOND[language], locale=language).replace(" ", "\u00a0")


def short_instant(value: datetime | None) -> str:
    """For tables: `12/03/2026 à 17 h 00`. A table writes hundreds: no pattern is read each time."""
    if value is None:
        return ""
    local, language = to_paris(value), current_language()
    if language == "fr":
        return f"{local:%d/%m/%Y} à\u00a0{local.hour}\u00a0h\u00a0{local:%M}"
    month = get_month_names("abbreviated", locale=language)[local.month]
    return f"{local.day} {month} {local:%Y %H:%M}"


def money(value: Money | None, *, cents: bool | None = None) -> str:
    """`1 234,50 €`. Cents are shown when there are some, unless `cents` says otherwise."""
    if value is None:
        return ""
    has_cents = value.cents % 100 != 0 if cents is None else cents
    pattern = {"fr": "#,##0.00\u00a0¤", "en": "¤#,##0.00"}[current_language()]
    if not has_cents:
        pattern = pattern.replace(".00", "")
    return _currency(value.cents, pattern, current_language())


def number(value: Decimal | float | None, digits: int | None = None) -> str:
    """`842 175`; with `digits`, exactly that many after the point."""
    if value is None:
        return ""
    pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return _decimal(value, pattern, current_language())


def points(value: Points | None) -> str:
    """A mark or a weight: `4`, `3,5`."""
    return "" if value is None else number(value.number)


def percent(value: Decimal | float | None, digits: int = 0) -> str:
    """A fraction as a percentage: 0.7 is `70 %`."""
    if value is None:
        return ""
    pattern = {"fr": "#,##0{}\u00a0%", "en": "#,##0{}%"}[current_language()]
    decimals = "." + "0" * digits if digits else ""
    return _percent(value, pattern.format(decimals), current_language())


def filesize(size: int) -> str:
    """`12 ko`, `3,4 Mo`, `2 Go`: decimal multiples, as file managers say them."""
    octets, kilo, mega, giga = _SIZES[current_language()]
    if size < _KILO:
        return f"{size}\u00a0{octets}"
    if round(size / _KILO) < _KILO:
        return f"{number(round(size / _KILO))}\u00a0{kilo}"
    value, unit = round(size / _KILO**2, 1), mega
    if value >= _KILO:
        value, unit = round(size / _KILO**3, 1), giga
    return f"{number(value, 0 if value.is_integer() else 1)}\u00a0{unit}"


def join_words(values: Iterable[object]) -> str:
    """`Bien-être ; Mobilité`: the terms of a list, between semicolons."""
    mark = {"fr": "\u00a0; ", "en": "; "}[current_language()]
    return mark.join(map(str, values))


def too_long(most: int) -> Sentence:
    """What is said of a text that is longer than `most` signs."""
    return _("This text is too long: %(most)s characters at most.", most=number(most))


@lru_cache(_REMEMBERED)
def _currency(cents: int, pattern: str, language: str) -> str:
    amount = Money(cents).amount
    return format_currency(amount, "EUR", pattern, locale=language, currency_digits=False)


@lru_cache(_REMEMBERED)
def _percent(value: Decimal | float, pattern: str, language: str) -> str:
    return format_percent(value, pattern, locale=language)


@lru_cache(_REMEMBERED)
def _decimal(value: Decimal | float, pattern: str | None, language: str) -> str:
    return format_decimal(value, pattern, locale=language)


def _unbroken(written: str, language: str) -> str:
    """In French the first of a month is `1er`, and no line ends inside `12 mars` or `à 17 h 00`."""
    if language != "fr":
        return written
    number, rest = written.split(" ", 1)
    kept = rest.replace(" à ", " à\u00a0").replace(" h ", "\u00a0h\u00a0")
    return f"{'1er' if number == '1' else number}\u00a0{kept}"
