"""The matrix ready to be drawn: the figure, the word and the shade of each cell, and the sums."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Any, Protocol

from callforprojects.core.data.formats import number, percent
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, ngettext, pgettext
from callforprojects.engines.cell_marks import CellMarks, CriterionMark
from callforprojects.iso37101.frame import frame
from callforprojects.iso37101.levels import HARM, MAJOR, NONE, REQUIRED
from callforprojects.iso37101.terms import Cell, Domain, Purpose

MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"
#: Below each of these shares of the best mark, the word that a mark reads as.
_SHARES = ((0.4, _("Weak")), (0.6, _("Fair")), (0.8, _("Good")))


class Readable(Protocol):
    """A profile, a portfolio, or marks: a value for each (purpose, domain)."""

    def __getitem__(self, cell: tuple[str, str], /) -> Any: ...  # noqa: ANN401  # int or share


@dataclass(frozen=True, slots=True)
class MatrixLayer:
    """Values of one kind: expected, claimed, scored (CellMarks) or portfolio."""

    kind: str
    values: Readable

    @property
    def label(self) -> Sentence:
        """What these values are, in a sentence."""
        return _NAMES[self.kind]


@dataclass(frozen=True, slots=True)
class CellLabel:
    """How a value reads. `level` is its shade: 0 to 3, or "harm"."""

    value: float | None
    figure: str
    word: str
    level: str

    @property
    def is_empty(self) -> bool:
        return self.level == "0"


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One cell as drawn; `other` is the second value of an overlay."""

    cell: Cell
    label: CellLabel
    other: CellLabel | None
    is_gap: bool
    argument: str
    sources: Sequence[CriterionMark] = ()  # of a mark: the criteria from which it comes

    @property
    def is_double(self) -> bool:
        """Whether the second value is written: where both are nothing, one says it."""
        return self.other is not None and not (self.label.is_empty and self.other.is_empty)


@dataclass(frozen=True, slots=True)
class Row:
    """A domain, its six cells and their sum."""

    domain: Domain
    cells: tuple[MatrixCell, ...]
    sum: str


@dataclass(frozen=True)
class Picture:
    """The whole matrix as drawn, whatever draws it: a page, an image or a spreadsheet."""

    purposes: tuple[Purpose, ...]
    rows: tuple[Row, ...]
    sums: tuple[str, ...]
    total: str
    layer: MatrixLayer
    under: MatrixLayer | None
    #: The shades of the key, the strongest first; a portfolio has no words for them.
    scale: tuple[CellLabel, ...]

    @property
    def sum_label(self) -> Sentence:
        return _("Mean") if self.layer.kind == "scored" else _("Total")

    @property
    def seeks_gaps(self) -> bool:
        """Whether cells required and not claimed are marked."""
        return _seeks_gaps(self.layer, self.under)

    @cached_property
    def columns(self) -> tuple[tuple[Purpose, tuple[MatrixCell, ...]], ...]:
        """The cells again, purpose by purpose."""
        return tuple(
            (purpose, tuple(row.cells[place] for row in self.rows))
            for place, purpose in enumerate(self.purposes)
        )

    @property
    def by_purpose(self) -> dict[str, float]:
        """What each purpose has in all, by its code."""
        return {
            purpose.code: sum(matrix_cell.label.value or 0 for matrix_cell in cells)
            for purpose, cells in self.columns
        }

    @property
    def sources(self) -> Sequence[CriterionMark]:
        """The criteria from which the marks of the cells come."""
        return self.layer.values.sources if isinstance(self.layer.values, CellMarks) else ()

    @property
    def cells(self) -> tuple[MatrixCell, ...]:
        return tuple(matrix_cell for row in self.rows for matrix_cell in row.cells)


def draw_matrix(
    values: Readable,
    kind: str,
    below: tuple[Readable, str] | None = None,
    claims: Iterable[Any] = (),
) -> Picture:
    """Make the matrix of these values ready to be drawn, over other ones if there are any.

    A kind is "expected", "claimed", "scored" or "portfolio"; `below` are other values and their
    kind; `claims` say why: mappings or rows with an argument.
    """
    layer = MatrixLayer(kind, values)
    under = MatrixLayer(below[1], below[0]) if below is not None else None
    arguments = dict(_argument(claim) for claim in claims)
    front, back = _Reader(layer), _Reader(under) if under else None
    gaps = _seeks_gaps(layer, under)

    def matrix_cell(cell: Cell) -> MatrixCell:
        is_gap = (
            gaps
            and under is not None
            and under.values[cell.key] == REQUIRED
            and layer.values[cell.key] <= NONE
        )
        return MatrixCell(
            cell,
            front.label_of(cell.key),
            back.label_of(cell.key) if back else None,
            is_gap,
            arguments.get(cell.key, ""),
            layer.values.sources_of(cell.key) if isinstance(layer.values, CellMarks) else (),
        )

    return Picture(
        purposes=frame().purposes,
        rows=tuple(
            Row(domain, tuple(matrix_cell(cell) for cell in cells), _sum(layer, cells))
            for domain in frame().domains
            for cells in (frame().row(domain.code),)
        ),
        sums=tuple(_sum(layer, frame().column(purpose.code)) for purpose in frame().purposes),
        total=_sum(layer, frame().cells),
        layer=layer,
        under=under,
        scale=front.scale(),
    )


def contribution_word(value: int) -> Sentence:
    """The short word of a contribution, for cells; `frame.contribution` has the long one."""
    return _CONTRIBUTIONS[value]


def _argument(claim: Any) -> tuple[tuple[str, str], str]:  # noqa: ANN401  # mapping or row
    if isinstance(claim, Mapping):
        return (claim["purpose"], claim["domain"]), claim["argument"]
    return (claim.purpose, claim.domain), claim.argument


def _seeks_gaps(layer: MatrixLayer, under: MatrixLayer | None) -> bool:
    return under is not None and (layer.kind, under.kind) == ("claimed", "expected")


class _Reader:
    """Reads the values of a layer; those that are equal read the same."""

    def __init__(self, layer: MatrixLayer) -> None:
        self._layer = layer
        self._known: dict[Any, CellLabel] = {}

    def label_of(self, key: tuple[str, str]) -> CellLabel:
        value = self._layer.values[key]
        if self._layer.kind == "portfolio":
            return _counted(self._layer.values, value, key)
        if value not in self._known:
            self._known[value] = self._read(value)
        return self._known[value]

    def scale(self) -> tuple[CellLabel, ...]:
        return tuple(self._read(value) for value in _SCALES[self._layer.kind])

    def _read(self, value: Any) -> CellLabel:  # noqa: ANN401  # int, share or None
        if self._layer.kind == "scored":
            return _scored(value)
        if self._layer.kind == "expected":
            return CellLabel(value, str(value), frame().expectation(value).label, str(value))
        shade = "harm" if value < NONE else str(value)
        return CellLabel(value, figure_of(value), str(contribution_word(value)), shade)


def figure_of(value: int) -> str:
    """A level as written: with a real minus sign."""
    return f"{MINUS}{-value}" if value < NONE else str(value)


def _scored(value: float | None) -> CellLabel:
    if value is None:
        return CellLabel(None, NOTHING, str(_("Not scored")), "0")
    word = next((word for limit, word in _SHARES if value < limit), _("Strong"))
    return CellLabel(value, percent(value), str(word), str(round(value * MAJOR)))


def _counted(values: Any, value: int, key: tuple[str, str]) -> CellLabel:  # noqa: ANN401  # Portfolio
    count, peak = values.count(*key), values.peak
    word = ngettext("%(num)s project", "%(num)s projects", count)
    return CellLabel(
        value, number(value), str(word), str(ceil(value / peak * MAJOR) if peak else 0)
    )


def _sum(layer: MatrixLayer, cells: Iterable[Cell]) -> str:
    """Harms are not deducted; marks have a mean, in which each criterion counts once."""
    if isinstance(layer.values, CellMarks):
        mean = layer.values.mean_of(cell.key for cell in cells)
        return NOTHING if mean is None else percent(mean)
    return number(sum(max(layer.values[cell.key], NONE) for cell in cells))


_NAMES = {
    "expected": _("what the call expects"),
    "claimed": _("what the application claims"),
    "scored": _("what the jury scored"),
    "portfolio": _("the sum of the projects"),
}
#: One value of each shade. Shares have a shade each, whose words follow them.
_SCALES: dict[str, tuple[Any, ...]] = {
    "expected": (3, 2, 0),
    "claimed": (3, 2, 1, 0, HARM),
    "scored": (),
    "portfolio": (),
}
_CONTRIBUTIONS = {
    -1: pgettext("contribution", "Unwanted"),
    0: pgettext("contribution", "None"),
    1: pgettext("contribution", "Indirect"),
    2: pgettext("contribution", "Real"),
    3: pgettext("contribution", "Major"),
}
