"""The sum of many profiles: what a call, or its winners, covers and leaves aside."""

from collections.abc import Iterable
from dataclasses import dataclass

from callforprojects.iso37101.codes import CELL_CODES, DOMAIN_CODES, POSITIONS, PURPOSE_CODES
from callforprojects.iso37101.frame import frame
from callforprojects.iso37101.profile import HARM, NONE, Profile
from callforprojects.iso37101.terms import Cell

_NOTHING = (0,) * len(CELL_CODES)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """For each cell, in the order of the frame, over `size` profiles."""

    size: int = 0
    #: Sum of the positive levels.
    sums: tuple[int, ...] = _NOTHING
    #: Number of profiles that contribute (level > 0).
    counts: tuple[int, ...] = _NOTHING
    #: Number of profiles that harm (level -1).
    harms: tuple[int, ...] = _NOTHING

    @classmethod
    def of(cls, profiles: Iterable[Profile]) -> "Portfolio":
        """Add profiles up; none gives the empty portfolio."""
        every = tuple(profile.levels for profile in profiles)
        if not every:
            return cls()
        columns = tuple(zip(*every, strict=True))
        return cls(
            size=len(every),
            sums=tuple(sum(max(level, NONE) for level in levels) for levels in columns),
            counts=tuple(sum(level > NONE for level in levels) for levels in columns),
            harms=tuple(levels.count(HARM) for levels in columns),
        )

    def __add__(self, other: "Portfolio") -> "Portfolio":
        return Portfolio(
            size=self.size + other.size,
            sums=_added(self.sums, other.sums),
            counts=_added(self.counts, other.counts),
            harms=_added(self.harms, other.harms),
        )

    @property
    def is_empty(self) -> bool:
        """Whether no profile says anything of any cell."""
        return not any(self.counts) and not any(self.harms)

    def __getitem__(self, cell: tuple[str, str]) -> int:
        """Sum of the positive levels at (purpose, domain). Raises KeyError."""
        return self.sums[POSITIONS[cell]]

    def count(self, purpose: str, domain: str) -> int:
        """Number of profiles that contribute to this cell."""
        return self.counts[POSITIONS[purpose, domain]]

    def harm_count(self, purpose: str, domain: str) -> int:
        """Number of profiles that harm in this cell."""
        return self.harms[POSITIONS[purpose, domain]]

    def mean(self, purpose: str, domain: str) -> float:
        """Mean positive level of this cell over all the profiles, from 0 to 3."""
        return self[purpose, domain] / self.size if self.size else 0.0

    @property
    def total(self) -> int:
        return sum(self.sums)

    @property
    def peak(self) -> int:
        """The highest sum of a cell: what the darkest shade of a heat map stands for."""
        return max(self.sums)

    def by_purpose(self) -> dict[str, int]:
        """Sum of the cells of each purpose, in order."""
        return {code: sum(self[code, domain] for domain in DOMAIN_CODES) for code in PURPOSE_CODES}

    def by_domain(self) -> dict[str, int]:
        """Sum of the cells of each domain, in order."""
        return {
            code: sum(self[purpose, code] for purpose in PURPOSE_CODES) for code in DOMAIN_CODES
        }

    def left_aside(self, expected: Profile | None = None) -> tuple[Cell, ...]:
        """The cells nobody contributes to; given `expected`, only those it expects."""
        wanted = expected.levels if expected is not None else (1,) * len(CELL_CODES)
        return tuple(
            cell
            for cell, level, count in zip(frame().cells, wanted, self.counts, strict=True)
            if level > NONE and not count
        )


def total(profiles: Iterable[Profile]) -> Portfolio:
    """Add profiles up."""
    return Portfolio.of(profiles)


def _added(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(first, second, strict=True))
