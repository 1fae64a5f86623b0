"""Points: a mark, the most of a scale, a weight; whole hundredths, never a float."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import total_ordering

_UNIT = 100


@total_ordering
@dataclass(frozen=True, slots=True)
class Points:
    """A number of points, held in hundredths: databases then add them up exactly."""

    hundredths: int

    @classmethod
    def zero(cls) -> "Points":
        """None at all."""
        return cls(0)

    @classmethod
    def of(cls, number: "Decimal | int | str") -> "Points":
        """So many points. Raises ValueError for more than two decimals, or for no number."""
        try:
            hundredths = Decimal(number) * _UNIT
            whole = int(hundredths)
        except (InvalidOperation, ValueError, OverflowError) as error:
            msg = f"not a number of points: {number!r}"
            raise ValueError(msg) from error
        if whole != hundredths:
            msg = f"not whole hundredths: {number!r}"
            raise ValueError(msg)
        return cls(whole)

    @property
    def number(self) -> Decimal | int:
        """As a number: an integer when it is whole, which most marks and weights are."""
        whole, rest = divmod(self.hundredths, _UNIT)
        return (Decimal(self.hundredths) / _UNIT).normalize() if rest else whole

    def __add__(self, other: "Points") -> "Points":
        return Points(self.hundredths + other.hundredths)

    def __lt__(self, other: "Points") -> bool:
        return self.hundredths < other.hundredths

    def __bool__(self) -> bool:
        return self.hundredths != 0

    def __str__(self) -> str:
        """As programs write it: `4`, `3.5`. People read `formats.points`."""
        return str(self.number)
