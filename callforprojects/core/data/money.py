"""Money: whole cents of euros, never a float."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import total_ordering

_SPACES = re.compile(r"[\s\u00a0\u202f]")
_EUROPEAN = re.compile(r"-?[0-9]+(,[0-9]{1,2})?")
_PLAIN = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,2})?|-?[0-9]+(\.[0-9]{1,2})?")
_DOTTED = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,2})?")
_CENT = Decimal("0.01")


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in euros, held in cents."""

    cents: int

    @classmethod
    def zero(cls) -> "Money":
        """No money at all."""
        return cls(0)

    @classmethod
    def euros(cls, amount: "Decimal | int | str") -> "Money":
        """From an amount in euros, rounded half up to the cent. Raises ValueError if it is none."""
        try:
            exact = Decimal(amount).quantize(_CENT, ROUND_HALF_UP)
        except InvalidOperation as error:
            msg = f"not an amount: {amount!r}"
            raise ValueError(msg) from error
        return cls(int(exact * 100))

    @classmethod
    def parse(cls, text: str) -> "Money":
        """What a person typed: `1 234,50 €`, `1234.5`, `1,234.50`, `1.234,50`. Raises ValueError.

        `1,234` is read the French way only when it cannot be thousands: three digits after a
        single comma are thousands, one or two are cents.
        """
        bare = _SPACES.sub("", text).removesuffix("€").removeprefix("€")
        if _PLAIN.fullmatch(bare):
            return cls.euros(bare.replace(",", ""))
        if _EUROPEAN.fullmatch(bare):
            return cls.euros(bare.replace(",", "."))
        if _DOTTED.fullmatch(bare):
            return cls.euros(bare.replace(".", "").replace(",", "."))
        msg = f"not an amount: {text!r}"
        raise ValueError(msg)

    @property
    def amount(self) -> Decimal:
        """The amount in euros, exact."""
        return Decimal(self.cents) / 100

    def share(self, rate: Decimal) -> "Money":
        """A part of it: `rate` is a fraction (0.7 for 70 %), rounded half up to the cent."""
        return Money.euros(self.amount * rate)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.cents + other.cents)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.cents - other.cents)

    def __lt__(self, other: "Money") -> bool:
        return self.cents < other.cents

    def __bool__(self) -> bool:
        return self.cents != 0

    def __str__(self) -> str:
        return f"{self.amount:.2f}"
