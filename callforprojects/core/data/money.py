"""Money: whole cents of euros, never a float."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import total_ordering

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
