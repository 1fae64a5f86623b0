"""The profile: a level in each of the 72 cells, as a value that never changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from callforprojects.iso37101.codes import (
    CELL_CODES,
    DOMAIN_CODES,
    POSITIONS,
    PURPOSE_CODES,
)
from callforprojects.iso37101.frame import frame
from callforprojects.iso37101.levels import (
    HARM as HARM,
    INDIRECT as INDIRECT,
    MAJOR as MAJOR,
    NONE as NONE,
    OUT_OF_SCOPE as OUT_OF_SCOPE,
    REAL as REAL,
    REQUIRED as REQUIRED,
    WELCOME as WELCOME,
)

_EMPTY: Final = (NONE,) * len(CELL_CODES)


@dataclass(frozen=True, slots=True)
class Profile(Mapping[tuple[str, str], int]):
    """A level for each (purpose, domain): -1 to 3, 0 where nothing is said.

    The same type says what a call expects (0, 2, 3) and what an application claims (-1 to 3).
    It reads as a mapping of 72 entries in the order of the frame: `profile["resilience",
    "mobility"]`. Two profiles with the same levels are equal; a profile can be a dictionary key.
    """

    levels: tuple[int, ...] = _EMPTY

    def __post_init__(self) -> None:
        if len(self.levels) != len(CELL_CODES):
            raise ValueError(f"a profile has {len(CELL_CODES)} levels, not {len(self.levels)}")
        for cell, level in zip(CELL_CODES, self.levels, strict=True):
            if type(level) is not int or not HARM <= level <= MAJOR:
                raise ValueError(f"{'/'.join(cell)}: {level!r} is not a level from -1 to 3")

    @classmethod
    def empty(cls) -> "Profile":
        return cls()

    @classmethod
    def from_cells(cls, cells: Iterable[tuple[str, str, int]]) -> "Profile":
        """Build from (purpose, domain, level); the cells that are not named are 0.

        Raises ValueError for a code that does not exist, a level out of range, a repeated cell.
        """
        levels: dict[tuple[str, str], int] = {}
        for purpose, domain, level in cells:
            if (purpose, domain) not in POSITIONS:
                raise ValueError(f"no cell has the codes {purpose!r} and {domain!r}")
            if (purpose, domain) in levels:
                raise ValueError(f"{purpose}/{domain} is given twice")
            levels[purpose, domain] = level
        return cls(tuple(levels.get(cell, NONE) for cell in CELL_CODES))

    @classmethod
    def from_json(cls, data: Mapping[str, int]) -> "Profile":
        """Build from {"purpose/domain": level}. Raises ValueError as `from_cells` does."""
        cells = []
        for code, level in data.items():
            purpose, _slash, domain = code.partition("/")
            cells.append((purpose, domain, level))
        return cls.from_cells(cells)

    @classmethod
    def from_affinities(
        cls,
        purposes: Iterable[str] = PURPOSE_CODES,
        domains: Iterable[str] = DOMAIN_CODES,
    ) -> "Profile":
        """Suggest what a call on these purposes and domains may expect.

        Cells of affinity 3 are required, of affinity 2 welcome, the others out of scope.
        """
        lines, columns = tuple(domains), tuple(purposes)
        cells = (frame().cell(purpose, domain) for domain in lines for purpose in columns)
        return cls.from_cells(
            (*cell.key, cell.affinity) for cell in cells if cell.affinity >= WELCOME
        )

    def to_json(self) -> dict[str, int]:
        """Give {"purpose/domain": level} for the levels other than 0, in the frame's order."""
        return {f"{purpose}/{domain}": level for purpose, domain, level in self.filled}

    def with_level(self, purpose: str, domain: str, level: int) -> "Profile":
        """Give the same profile with one cell changed. Raises KeyError, ValueError."""
        place = _position(purpose, domain)
        return Profile((*self.levels[:place], level, *self.levels[place + 1 :]))

    @property
    def filled(self) -> tuple[tuple[str, str, int], ...]:
        """The (purpose, domain, level) whose level is not 0, in the order of the frame."""
        return tuple((*cell, level) for cell, level in self.items() if level != NONE)

    @property
    def is_empty(self) -> bool:
        return self.levels == _EMPTY

    @property
    def total(self) -> int:
        """Sum of the positive levels. Harms are not deducted: they are shown apart."""
        return sum(level for level in self.levels if level > NONE)

    def by_purpose(self) -> dict[str, int]:
        """Sum of the positive levels of each purpose (0 to 36), in order."""
        sums = dict.fromkeys(PURPOSE_CODES, 0)
        for (purpose, _domain), level in self.items():
            sums[purpose] += max(level, NONE)
        return sums

    def by_domain(self) -> dict[str, int]:
        """Sum of the positive levels of each domain (0 to 18), in order."""
        sums = dict.fromkeys(DOMAIN_CODES, 0)
        for (_purpose, domain), level in self.items():
            sums[domain] += max(level, NONE)
        return sums

    def __getitem__(self, cell: tuple[str, str]) -> int:
        return self.levels[_position(*cell)]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(CELL_CODES)

    def __len__(self) -> int:
        return len(CELL_CODES)


def _position(purpose: str, domain: str) -> int:
    try:
        return POSITIONS[purpose, domain]
    except KeyError:
        raise KeyError(f"no cell has the codes {purpose!r} and {domain!r}") from None
