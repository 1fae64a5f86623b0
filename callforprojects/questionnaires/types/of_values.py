"""The types whose answer is a value of one kind: a number, a date, a telephone."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from callforprojects.core.data import formats
from callforprojects.core.data.values import Value
from callforprojects.core.text.i18n import _
from callforprojects.questionnaires.types.kind import AnswerType, Fault, Settings

Convert = Callable[[Any], Any]


class ValueAnswer(AnswerType):
    """An answer that is read and displayed as `core.data.values` does everywhere.

    `to_json` makes JSON of a value, `from_json` the value again.
    """

    def __init__(
        self, kind: Value[Any], *, to_json: Convert = str, from_json: Convert = str
    ) -> None:
        self.kind = kind
        self.box = kind.box
        self.longest = kind.longest
        self._to_json = to_json
        self._from_json = from_json

    def parse(self, raw_text: str, settings: Settings) -> Any:  # noqa: ANN401  # any JSON value
        del settings
        return self._to_json(self.kind.parse(raw_text))

    def is_displayed_by_browsers(self, text: str) -> bool:
        return self.kind.is_displayed_by_browsers(text)

    def to_input(self, value: Any) -> str:  # noqa: ANN401
        return self.kind.to_input(self._from_json(value))

    def to_display(self, value: Any, settings: Settings) -> str:  # noqa: ANN401
        del settings
        return self.kind.to_display(self._from_json(value))


class NumberAnswer(ValueAnswer):
    """A number between `minimum` and `maximum`; `amount` is the value in the unit of its bounds."""

    setting_names = ("minimum", "maximum")

    def __init__(
        self, kind: Value[Any], *, amount: Convert = Decimal, **converters: Convert
    ) -> None:
        super().__init__(kind, **converters)
        self._amount = amount

    def faults(self, value: Any, settings: Settings) -> Iterator[Fault]:  # noqa: ANN401
        low, high = settings.get("minimum"), settings.get("maximum")
        amount = self._amount(value)
        if low is not None and amount < Decimal(low):
            yield Fault(_("At least %(minimum)s.", minimum=formats.number(Decimal(low))))
        if high is not None and amount > Decimal(high):
            yield Fault(_("At most %(maximum)s.", maximum=formats.number(Decimal(high))))
