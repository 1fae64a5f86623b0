"""Form fields of ours: amounts, hours in Paris, percentages, long texts, choices, territories."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than types
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from callforprojects.core import formats
from callforprojects.core.clock import PARIS, to_paris
from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import _, ngettext
from callforprojects.core.money import Money

_LOCAL = "%Y-%m-%dT%H:%M"
_HUNDRED = Decimal(100)
_MOST = Money.euros(10**12)
_YEARS = range(1900, 2200)

Pairs = Iterable[tuple[str, Sentence]]


def choices_of(pairs: Pairs, *, empty: Sentence | None = None) -> list[SelectChoice]:
    """Options of a list from `(value, label)` pairs; `empty` adds a first line without a value."""
    head = [SelectChoice("", str(empty))] if empty is not None else []
    return head + [SelectChoice(value, str(label)) for value, label in pairs]


def word_count(text: str | None) -> int:
    """Words as people count them: what stands between spaces."""
    return len((text or "").split())


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
        text = str(valuelist[0]).strip() if valuelist else ""
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
                _("Write an amount in euros, for example 12 500 or 12 500,50.")
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
            raise ValidationError(_("Write a percentage, for example 70 or 12,5.")) from error
        if not value.is_finite() or not 0 <= value <= _HUNDRED:
            raise ValidationError(_("A percentage lies between 0 and 100."))
        if value != value.quantize(Decimal("0.01")):
            raise ValidationError(_("Two decimals at most."))
        return value


class LocalDateTimeField(_TextEntry):
    """A date with its hour on the clock in Paris; gives an aware instant in UTC, or None.

    An hour that the spring change skips is refused; of the two that the autumn change makes,
    the first is taken.
    """

    widget = TextInput("datetime-local")

    def shown(self) -> str:
        return to_paris(self.data).strftime(_LOCAL)

    def read(self, text: str) -> datetime:
        try:
            naive = datetime.strptime(text[:16], _LOCAL)  # noqa: DTZ007  # Paris is added below
        except ValueError as error:
            raise ValidationError(
                _("Write a date and an hour, for example 2027-03-12 17:00.")
            ) from error
        if naive.year not in _YEARS:
            raise ValidationError(_("Write a date and an hour, for example 2027-03-12 17:00."))
        instant = naive.replace(tzinfo=PARIS).astimezone(UTC)
        if to_paris(instant).replace(tzinfo=None) != naive:
            raise ValidationError(_("This hour does not exist: the clocks change on that day."))
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


class ChoiceField(SelectField):
    """One choice from a list. Fill it with `choices_of`."""


class RadioChoiceField(RadioField):
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
