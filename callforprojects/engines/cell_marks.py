"""What a jury's marks say cell by cell: each is in the cells of its criterion, and counts once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

CellKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CriterionMark:
    """The mean mark of a criterion, from 0 to 1, and the purposes and domains that it speaks to.

    `number` is its place in the grid; `weight` what all its marks weigh together.
    """

    number: int
    title: str
    share: Decimal
    weight: int
    purposes: frozenset[str]
    domains: frozenset[str]

    @property
    def is_in_cells(self) -> bool:
        """Whether it speaks to purposes and to domains: one without either is in no cell."""
        return bool(self.purposes and self.domains)

    def speaks_to(self, cell: CellKey) -> bool:
        return cell[0] in self.purposes and cell[1] in self.domains


@dataclass(frozen=True, slots=True)
class CellMarks:
    """The marks of a jury, to be read by cell."""

    marks: Sequence[CriterionMark] = ()

    def __getitem__(self, cell: CellKey, /) -> Decimal | None:
        """The mean of the criteria that speak to a cell, from 0 to 1; None: none was marked."""
        return self.mean_of([cell])

    @property
    def sources(self) -> list[CriterionMark]:
        """The criteria that are in some cell, in the order of the grid."""
        return [mark for mark in self.marks if mark.is_in_cells]

    def sources_of(self, cell: CellKey) -> list[CriterionMark]:
        """The criteria whose mark is in a cell."""
        return [mark for mark in self.marks if mark.speaks_to(cell)]

    def mean_of(self, cells: Iterable[CellKey]) -> Decimal | None:
        """The weighted mean of the criteria that speak to some cells, each of them once."""
        wanted = list(cells)
        found = [mark for mark in self.marks if any(mark.speaks_to(cell) for cell in wanted)]
        weight = sum(mark.weight for mark in found)
        return sum(mark.weight * mark.share for mark in found) / Decimal(weight) if weight else None
