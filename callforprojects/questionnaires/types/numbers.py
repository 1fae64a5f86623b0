"""Numbers as people type them, in French or in English: whole, decimal, amounts, percentages."""

import re
from abc import abstractmethod
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from callforprojects.core.data import formats
from callforprojects.core.data.money import Money
from callforprojects.core.text.i18n import _, current_language
from callforprojects.questionnaires.types.kind import AnswerType, Fault, Settings, Unreadable

_SPACES = re.compile(r"[\s\u00a0\u202f]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(,\d{3})+")
_LARGEST = Decimal(10) ** 12
_DECIMALS = 6


def read_decimal(typed: str, *, comma_groups: bool = False) -> Decimal:
    """`1 234,5`, `1234.5`, `1,234.50` and `1.234,50`. Raises Unreadable.

    With both signs the last one is the decimal sign; a sign that comes back marks thousands.
    A single comma before three digits is a decimal comma, unless `comma_groups`.
    """
    bare = _SPACES.sub("", typed)
    if comma_groups and _GROUPED.fullmatch(bare):
        bare = bare.replace(",", "")
    comma, point = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and point >= 0:
        thousands, decimal = (",", ".") if point > comma else (".", ",")
        bare = bare.replace(thousands, "").replace(decimal, ".")
    elif bare.count(",") > 1 or bare.count(".") > 1:
        bare = bare.replace(",", "").replace(".", "")
    else:
        bare = bare.replace(",", ".")
    if not (bare.isascii() and _NUMBER.fullmatch(bare)):
        raise Unreadable(_("Enter a number, for example 1 250 or 12,5."))
    if len(bare.partition(".")[0].lstrip("-")) > len(str(_LARGEST)):
        raise Unreadable(_("This number is too large."))
    return Decimal(bare)


class Number(AnswerType):
    """A number between `minimum` and `maximum`."""

    setting_names = ("minimum", "maximum")
    widget = "number"

    @abstractmethod
    def amount(self, value: Any) -> Decimal:  # noqa: ANN401  # each has its own JSON
        """The value as a number, in the unit of its bounds."""

    def faults(self, value: Any, settings: Settings) -> Iterator[Fault]:  # noqa: ANN401
        low, high = settings.get("minimum"), settings.get("maximum")
        if low is not None and self.amount(value) < Decimal(low):
            yield Fault(_("At least %(minimum)s.", minimum=formats.number(Decimal(low))))
        if high is not None and self.amount(value) > Decimal(high):
            yield Fault(_("At most %(maximum)s.", maximum=formats.number(Decimal(high))))


class WholeNumber(Number):
    """Kept as a JSON number."""

    def read(self, typed: str, settings: Settings) -> int:
        del settings
        number = read_decimal(typed, comma_groups=True)
        if number != number.to_integral_value():
            raise Unreadable(_("Enter a whole number, without decimals."))
        if abs(number) > _LARGEST:
            raise Unreadable(_("This number is too large."))
        return int(number)

    def shown(self, value: int, settings: Settings) -> str:
        del settings
        return formats.number(Decimal(value))

    def amount(self, value: int) -> Decimal:
        return Decimal(value)


class DecimalNumber(Number):
    """Kept as text, exact."""

    def read(self, typed: str, settings: Settings) -> str:
        del settings
        number = read_decimal(typed, comma_groups=current_language() == "en")
        if abs(number) > _LARGEST:
            raise Unreadable(_("This number is too large."))
        if number != round(number, _DECIMALS):
            raise Unreadable(_("Six decimals at most."))
        return format(number, "f")

    def written(self, value: str) -> str:
        return value.replace(".", ",") if current_language() == "fr" else value

    def shown(self, value: str, settings: Settings) -> str:
        del settings
        digits = len(value.partition(".")[2])
        return formats.number(Decimal(value), digits)

    def amount(self, value: str) -> Decimal:
        return Decimal(value)


class Percentage(DecimalNumber):
    """From 0 to 100, two decimals at most; kept as text."""

    widget = "percentage"

    def read(self, typed: str, settings: Settings) -> str:
        value = super().read(typed.replace("%", "").replace(",", "."), settings)
        if not 0 <= Decimal(value) <= 100:  # noqa: PLR2004
            raise Unreadable(_("A percentage lies between 0 and 100."))
        if Decimal(value) != round(Decimal(value), 2):
            raise Unreadable(_("Two decimals at most."))
        return value

    def shown(self, value: str, settings: Settings) -> str:
        del settings
        return formats.percent(Decimal(value) / 100, len(value.partition(".")[2]))


class Amount(Number):
    """An amount in euros, kept in cents."""

    widget = "money"

    def read(self, typed: str, settings: Settings) -> int:
        del settings
        try:
            amount = Money.parse(typed)
        except ValueError as error:
            raise Unreadable(
                _("Enter an amount in euros, for example 12 500 or 12 500,50.")
            ) from error
        if amount < Money.zero():
            raise Unreadable(_("An amount cannot be negative."))
        if amount.amount > _LARGEST:
            raise Unreadable(_("This amount is too large."))
        return amount.cents

    def written(self, value: int) -> str:
        amount = Money(value).amount
        return formats.number(amount, 0 if value % 100 == 0 else 2)

    def shown(self, value: int, settings: Settings) -> str:
        del settings
        return formats.money(Money(value))

    def amount(self, value: int) -> Decimal:
        return Money(value).amount
