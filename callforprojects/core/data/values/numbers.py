"""Numbers as people write them, in French or in English: whole, decimal, percentages.

Groups of thousands stand between spaces, dots, commas or apostrophes; decimals come after a comma
or a dot. `1,250` may thus be two numbers: both are found, and the kind of value keeps those that it
can hold. A text that leaves two is asked back: it is never two numbers in two boxes. Figures are
plain digits: those of other writings, small or wide ones are refused.
"""

import re
from decimal import Decimal

from callforprojects.core.data import formats
from callforprojects.core.data.values.kind import Unreadable, Value
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, current_language

LARGEST = Decimal(10) ** 12
_DECIMALS = 6
_CENTS = 2  # decimals of an amount and of a percentage; more digits after a sign are thousands
_THOUSAND = 3  # digits of a group

_MINUS = re.compile(r"^[-−–‐‑] ?")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?P<mark>[ .,'’])[0-9]{3})(?:(?P=mark)[0-9]{3})*"
                      r"(?:(?!(?P=mark))(?P<sign>[.,])[0-9]+)?")  # fmt: skip
_PERCENT = re.compile(r" ?(?:%|pour ?cent|per ?cent|p\. ?100)$", re.IGNORECASE)


def possible_numbers(text: str) -> list[Decimal]:
    """The numbers that a clean text may be: thousands first, then decimals."""
    bare = _MINUS.sub("", text)
    found = []
    grouped = _GROUPED.fullmatch(bare)
    if grouped:
        digits = bare.replace(grouped["mark"], "").replace(grouped["sign"] or ".", ".")
        found.append(Decimal(digits))
    if _PLAIN.fullmatch(bare):
        found.append(Decimal(bare.replace(",", ".")))
    return found if bare == text else [-number for number in found]


def decimals_of(number: Decimal) -> int:
    """How many digits it has after its decimal sign, zeros included."""
    return max(0, -int(number.as_tuple().exponent))


def exact_decimals_of(number: Decimal) -> int:
    """How many it needs: the zeros at its end count for nothing."""
    return len(format(number, "f").partition(".")[2].rstrip("0"))


def only(found: list[Decimal], unreadable: Sentence) -> Decimal:
    """The single reading of a text. Raises Unreadable, which says both when there are two."""
    if not found:
        raise Unreadable(unreadable)
    if len(found) > 1:
        reading, other = (DECIMAL.to_display(number) for number in found)
        raise Unreadable(
            _("Enter %(one)s or %(other)s: what you wrote may be both.", one=reading, other=other)
        )
    return found[0]


class Whole(Value[int]):
    """A whole number."""

    box = "number"

    def read(self, text: str) -> int:
        found = possible_numbers(text)
        if not found:
            raise Unreadable(_("Enter a number, for example 1 250 or 12,5."))
        whole = [
            reading
            for reading in found
            if decimals_of(reading) <= _CENTS and not exact_decimals_of(reading)
        ]
        number = only(whole, _("Enter a whole number, without decimals."))
        if abs(number) > LARGEST:
            raise Unreadable(_("This number is too large."))
        return int(number)

    def to_input(self, value: int) -> str:
        return str(value)

    def to_display(self, value: int) -> str:
        return formats.number(Decimal(value))


class DecimalNumber(Value[Decimal]):
    """A number with six decimals at most; the zeros at its end stay as typed."""

    box = "number"

    def read(self, text: str) -> Decimal:
        found = possible_numbers(text)
        if "," in text and current_language() == "en":
            found = found[:1]  # our English pages write thousands so
        number = only(found, _("Enter a number, for example 1 250 or 12,5."))
        if abs(number) > LARGEST:
            raise Unreadable(_("This number is too large."))
        if exact_decimals_of(number) > _DECIMALS:
            raise Unreadable(_("Six decimals at most."))
        return number

    def to_input(self, value: Decimal) -> str:
        written = format(_unmistakable(value), "f")
        return written.replace(".", ",") if current_language() == "fr" else written

    def to_display(self, value: Decimal) -> str:
        exact = _unmistakable(value)
        return formats.number(exact, decimals_of(exact))


def _unmistakable(value: Decimal) -> Decimal:
    """With a zero more where three decimals would look like thousands: `1,2340`."""
    if decimals_of(value) == _THOUSAND and 1 <= abs(value) < 10**_THOUSAND:
        return value.quantize(Decimal("0.0001"))
    return value


class Percentage(Value[Decimal]):
    """From 0 to 100, with two decimals at most."""

    box = "percentage"

    def read(self, text: str) -> Decimal:
        bare = _PERCENT.sub("", text)
        if not _PLAIN.fullmatch(_MINUS.sub("", bare)):
            raise Unreadable(_("Enter a percentage, for example 70 or 12,5."))
        value = possible_numbers(bare)[-1]  # no thousands below 100
        if not 0 <= value <= 100:  # noqa: PLR2004
            raise Unreadable(_("A percentage lies between 0 and 100."))
        if decimals_of(value) > _CENTS:  # `1,250` would be thousands of an amount
            raise Unreadable(_("Two decimals at most."))
        return value

    def to_input(self, value: Decimal) -> str:
        return formats.number(value)

    def to_display(self, value: Decimal) -> str:
        return formats.percent(value / 100, exact_decimals_of(value))


WHOLE = Whole()
DECIMAL = DecimalNumber()
PERCENTAGE = Percentage()
