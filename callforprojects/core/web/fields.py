"""Form fields of ours: amounts, hours in Paris, percentages, long texts, choices, territories."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from babel.dates import get_month_names
from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than types
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from callforprojects.core.data import formats
from callforprojects.core.data.clock import PARIS, to_paris
from callforprojects.core.data.money import Money
from callforprojects.core.text.cleaning import LONGEST_LINE, clean, too_long, word_count
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, ngettext

_LOCAL = "%Y-%m-%dT%H:%M"
_HUNDRED = Decimal(100)
_MOST = Money.euros(10**12)
_YEARS = range(1900, 2200)

_PICKED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?")
_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_FRENCH_DAY = re.compile(
    r"(?P<day>\d{1,2})(?:er)?(?:[/.](?P<month>\d{1,2})[/.]|\s+(?P<name>[^\W\d]+)\.?\s+)(?P<year>\d{4})"
)
_HOUR = re.compile(
    r"(?:T|[\s,]+(?:à|at)?\s*)(?P<hour>\d{1,2})\s*[:hH]\s*(?P<minute>\d{2})?(?::\d{2})?"
)

Pairs = Iterable[tuple[str, Sentence]]


class Term(Protocol):
    """A code that never changes, and its name in the current language."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...


def choices_of(pairs: Pairs, *, empty: Sentence | None = None) -> list[SelectChoice]:
    """Options of a list from `(value, label)` pairs; `empty` adds a first line without a value."""
    head = [SelectChoice("", str(empty))] if empty is not None else []
    return head + [SelectChoice(value, str(label)) for value, label in pairs]


def term_choices(terms: Iterable[Term]) -> list[SelectChoice]:
    """Options of a list from terms of a framework, by their code."""
    return choices_of((term.code, term.label) for term in terms)


def local_time_typed(text: str) -> datetime | None:
    """A date and an hour as people write them, without a time zone; None when they are none."""
    typed = text.strip()
    day = _DAY.match(typed) or _FRENCH_DAY.match(typed)
    hour = day and _HOUR.match(typed, day.end())
    if day is None or not hour or typed[hour.end() :].strip():
        return None
    parts = day.groupdict()
    month = parts.get("month") or _month_named(parts.get("name") or "")
    try:
        return datetime(  # noqa: DTZ001  # a clock on the wall: the field knows where it hangs
            int(parts["year"]),
            int(month),
            int(parts["day"]),
            int(hour["hour"]),
            int(hour["minute"] or 0),
        )
    except ValueError:
        return None


def _month_named(name: str) -> int:
    """The number of a month named in French or in English; 0 when there is none."""
    for language in ("fr", "en"):
        for width in ("wide", "abbreviated"):
            names = get_month_names(width, locale=language)
            for number, known in names.items():
                if known.rstrip(".").casefold() == name.casefold():
                    return int(number)
    return 0


class _TextEntry(StringField):
    """A field kept as it was typed when it cannot be read, so that nothing is lost."""

    widget = TextInput()
    raw_text: str | None = None

    def shown(self) -> str:
        """How the value is written in the box."""
        return ""

    def read(self, text: str) -> Any:  # noqa: ANN401  # each field has its own type
        """The value typed. Raises ValidationError with a sentence for people."""
        raise ValidationError(text)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.shown()

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data: Any = None
        text = clean(str(valuelist[0])) if valuelist else ""
        if len(text) > LONGEST_LINE:
            raise ValidationError(str(too_long(LONGEST_LINE)))
        if text:
            self.data = self.read(text)


class MoneyField(_TextEntry):
    """An amount in euros: takes `1 234,50 €`, `1234.5` and `1,234.50`; gives Money or None."""

    def shown(self) -> str:
        whole = self.data.cents % 100 == 0
        return formats.number(self.data.amount, 0 if whole else 2)

    def read(self, text: str) -> Money:
        try:
            amount = Money.parse(text)
        except ValueError as error:
            raise ValidationError(
                _("Enter an amount in euros, for example 12 500 or 12 500,50.")
            ) from error
        if amount < Money.zero():
            raise ValidationError(_("An amount cannot be negative."))
        if amount > _MOST:
            raise ValidationError(_("This amount is too large."))
        return amount


class PercentageField(_TextEntry):
    """A percentage between 0 and 100, with two decimals at most; gives a Decimal or None."""

    def shown(self) -> str:
        return formats.number(self.data)

    def read(self, text: str) -> Decimal:
        bare = text.replace("%", "").replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
        try:
            value = Decimal(bare.replace(",", "."))
        except InvalidOperation as error:
            raise ValidationError(_("Enter a percentage, for example 70 or 12,5.")) from error
        if not value.is_finite() or not 0 <= value <= _HUNDRED:
            raise ValidationError(_("A percentage lies between 0 and 100."))
        if value != value.quantize(Decimal("0.01")):
            raise ValidationError(_("Two decimals at most."))
        return value


class _LocalTimeInput(TextInput):
    """The browser's own picker; a plain box for what it could not show, so that nothing is lost."""

    def __call__(self, field: Any, **attributes: Any) -> Any:  # noqa: ANN401  # WTForms's own
        typed = field.raw_data and str(field.raw_data[0]).strip()
        is_shown = not typed or _PICKED.fullmatch(typed)
        kind = "datetime-local" if is_shown else "text"
        return super().__call__(field, **{"type": kind, **attributes})


class LocalDateTimeField(_TextEntry):
    """A date with its hour on the clock in Paris; gives an aware instant in UTC, or None.

    `12/03/2027 17:00`, `12 mars 2027 à 17 h` and what the browser's picker sends are taken.

    An hour that the spring change skips is refused; of the two that the autumn change makes,
    the first is taken.
    """

    widget = _LocalTimeInput("datetime-local")

    def shown(self) -> str:
        return to_paris(self.data).strftime(_LOCAL)

    def read(self, text: str) -> datetime:
        naive = local_time_typed(text)
        if naive is None or naive.year not in _YEARS:
            raise ValidationError(_("Enter a date and a time, for example 12/03/2027 17:00."))
        instant = naive.replace(tzinfo=PARIS).astimezone(UTC)
        if to_paris(instant).replace(tzinfo=None) != naive:
            raise ValidationError(_("This time does not exist: the clocks change on that day."))
        return instant


class LongTextField(TextAreaField):
    """A text of several lines, with an optional limit in words, counted as it is typed."""

    def __init__(self, *args: Any, max_words: int | None = None, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(*args, **kwargs)
        self.max_words = max_words
        self.render_kw = {"rows": 6, **(self.render_kw or {})}
        if max_words:
            self.render_kw["data-max-words"] = str(max_words)

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  # WTForms's own
        del form
        written = word_count(self.data)
        if self.max_words and written > self.max_words:
            excess = written - self.max_words
            raise ValidationError(
                ngettext("%(num)s word too many.", "%(num)s words too many.", excess)
            )


class _OneChoice(SelectField):
    """What is said when no choice of the list was made."""

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  # WTForms's own
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise ValidationError(_("Choose one of the answers.")) from error


class ChoiceField(_OneChoice):
    """One choice from a list. Fill it with `choices_of`."""


class RadioChoiceField(_OneChoice, RadioField):
    """One choice, all of them visible. Fill it with `choices_of`."""


class MultiChoiceField(SelectMultipleField):
    """Several choices as check boxes. Fill it with `choices_of`."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class TerritoryField(StringField):
    """A territory's code, found by typing its name; without script, the code or the name itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(*args, **kwargs)
        self.render_kw = {"data-territory": "", "autocomplete": "off", **(self.render_kw or {})}
