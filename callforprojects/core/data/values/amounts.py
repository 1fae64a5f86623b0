"""Amounts in euros, as people write them: `12 500,50 €`, `€1,234.50`, `12 k€`, `1,2 M€`."""

import re
from decimal import Decimal

from callforprojects.core.data import formats
from callforprojects.core.data.money import Money
from callforprojects.core.data.values.kind import Unreadable, Value
from callforprojects.core.data.values.numbers import (
    LARGEST,
    decimals_of,
    exact_decimals_of,
    only,
    possible_numbers,
)
from callforprojects.core.text.i18n import _

_CENTS = 2  # decimals: three digits after a sign are thousands
_BEFORE = re.compile(r"^(?P<minus>[-−–] ?)?(?:€|EUR\b|euros?\b) ?", re.IGNORECASE)
_AFTER = re.compile(r" ?(?:€|\beur(?:os?)?|(?<=[0-9kM])eur(?:os?)?)$", re.IGNORECASE)
_CENTS_AFTER = re.compile(r"^([0-9 ]*[0-9]) ?€ ?([0-9]{2})$")  # `12 €50`
_TIMES = re.compile(r"(?<=[0-9]) ?(?P<unit>[kK]|Mds?|M|millions?|milliards?)(?: de| d['’])?$")
_UNITS = {"k": 3, "M": 6, "million": 6, "Md": 9, "milliard": 9}


class Amount(Value[Money]):
    """From nothing to a thousand billion."""

    box = "money"

    def read(self, text: str) -> Money:
        bare = _CENTS_AFTER.sub(r"\1,\2", text)
        bare = _AFTER.sub("", _BEFORE.sub(lambda found: found["minus"] or "", bare))
        scaled = _TIMES.search(bare)
        if scaled:
            found = _scaled(bare[: scaled.start()], scaled["unit"])
        else:
            found = [number for number in possible_numbers(bare) if decimals_of(number) <= _CENTS]
        amount = only(found, _("Enter an amount in euros, for example 12 500 or 12 500,50."))
        if amount < 0:
            raise Unreadable(_("An amount cannot be negative."))
        if amount > LARGEST:
            raise Unreadable(_("This amount is too large."))
        return Money.euros(amount)

    def to_input(self, value: Money) -> str:
        return formats.number(value.amount, 0 if value.cents % 100 == 0 else 2)

    def to_display(self, value: Money) -> str:
        return formats.money(value)


def _scaled(text: str, unit: str) -> list[Decimal]:
    """Of thousands, millions or billions: the readings that are whole cents."""
    power = _UNITS[unit.removesuffix("s") if unit != "K" else "k"]
    euros = [number.scaleb(power) for number in possible_numbers(text)]
    return [amount for amount in euros if exact_decimals_of(amount) <= _CENTS]


AMOUNT = Amount()
