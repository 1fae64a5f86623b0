"""The types whose answer is a value of one kind: a number, a date, a telephone."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from callforprojects.core.data import formats
from callforprojects.core.data.values import Value
from callforprojects.core.text.i18n import _
from callforprojects.questionnaires.types.kind import AnswerType, Fault, Settings

Kept = Callable[[Any], Any]


class ValueAnswer(AnswerType):
    """An answer that is read and displayed as `core.data.values` does everywhere.

    `kept` makes JSON of a value, `value_of` makes the value again.
    """

    def __init__(self, kind: Value[Any], *, kept: Kept = str, value_of: Kept = str) -> None:
        self.kind = kind
        self.box = kind.box
        self.longest = kind.longest
        self._kept = kept
        self._value_of = value_of

    def parse(self, raw_text: str, settings: Settings) -> Any:  # noqa: ANN401  # any JSON value
        del settings
        return self._kept(self.kind.parse(raw_text))

    def is_displayed_by_browsers(self, text: str) -> bool:
        return self.kind.is_displayed_by_browsers(text)

    def to_input(self, value: Any) -> str:  # noqa: ANN401
        return self.kind.to_input(self._value_of(value))

    def to_display(self, value: Any, settings: Settings) -> str:  # noqa: ANN401
        del settings
        return self.kind.to_display(self._value_of(value))


class NumberAnswer(ValueAnswer):
    """A number between `minimum` and `maximum`; `amount` is the value in the unit of its bounds."""

    setting_names = ("minimum", "maximum")

    def __init__(self, kind: Value[Any], *, amount: Kept = Decimal, **kept: Kept) -> None:
        super().__init__(kind, **kept)
        self._amount = amount

    def faults(self, value: Any, settings: Settings) -> Iterator[Fault]:  # noqa: ANN401
        low, high = settings.get("minimum"), settings.get("maximum")
        amount = self._amount(value)
        if low is not None and amount < Decimal(low):
            yield Fault(_("At least %(minimum)s.", minimum=formats.number(Decimal(low))))
        if high is not None and amount > Decimal(high):
            yield Fault(_("At most %(maximum)s.", maximum=formats.number(Decimal(high))))
