"""The whole frame: its terms in order, each found by its code, loaded once."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeVar

from callforprojects.iso37101.codes import CELL_CODES
from callforprojects.iso37101.loading import FrameError, load_cells, load_edition, load_terms
from callforprojects.iso37101.source import Read, read
from callforprojects.iso37101.terms import (
    Cell,
    Domain,
    Edition,
    Indicator,
    Kind,
    Level,
    Maturity,
    Phase,
    Programme,
    Purpose,
    RfscObjective,
    Scale,
    Stage,
    SustainableGoal,
    Term,
    TerritoryType,
)

T = TypeVar("T", bound=Term)


@dataclass(frozen=True, kw_only=True, eq=False)
class Frame:
    """Purposes, domains, their 72 cells, and the lists linked to them, all in order.

    The methods named after one thing find it by its code and raise KeyError with a sentence.
    """

    edition: Edition
    purposes: tuple[Purpose, ...]
    domains: tuple[Domain, ...]
    cells: tuple[Cell, ...]
    expectations: tuple[Level, ...]
    contributions: tuple[Level, ...]
    sdgs: tuple[SustainableGoal, ...]
    rfsc_objectives: tuple[RfscObjective, ...]
    indicators: tuple[Indicator, ...]
    scales: tuple[Scale, ...]
    phases: tuple[Phase, ...]
    kinds: tuple[Kind, ...]
    maturity_levels: tuple[Maturity, ...]
    stages: tuple[Stage, ...]
    territory_types: tuple[TerritoryType, ...]
    programmes: tuple[Programme, ...]

    def purpose(self, code: str) -> Purpose:
        return _find(self.purposes, code)

    def domain(self, code: str) -> Domain:
        return _find(self.domains, code)

    def cell(self, purpose: str, domain: str) -> Cell:
        try:
            return self._cells[purpose, domain]
        except KeyError:
            raise KeyError(f"no cell has the codes {purpose!r} and {domain!r}") from None

    def expectation(self, value: int) -> Level:
        """Name what a call expects in a cell (0, 2 or 3)."""
        return _level(self.expectations, value)

    def contribution(self, value: int) -> Level:
        """Name what an application claims in a cell (-1 to 3)."""
        return _level(self.contributions, value)

    def sdg(self, code: str) -> SustainableGoal:
        return _find(self.sdgs, code)

    def rfsc_objective(self, code: str) -> RfscObjective:
        return _find(self.rfsc_objectives, code)

    def indicator(self, code: str) -> Indicator:
        return _find(self.indicators, code)

    def scale(self, code: str) -> Scale:
        return _find(self.scales, code)

    def phase(self, code: str) -> Phase:
        return _find(self.phases, code)

    def kind(self, code: str) -> Kind:
        return _find(self.kinds, code)

    def maturity(self, code: str) -> Maturity:
        return _find(self.maturity_levels, code)

    def stage(self, code: str) -> Stage:
        return _find(self.stages, code)

    @property
    def offered_types(self) -> tuple[TerritoryType, ...]:
        """The types that a form offers: those no longer used are left out."""
        return tuple(term for term in self.territory_types if not term.is_retired)

    def territory_type(self, code: str) -> TerritoryType:
        return _find(self.territory_types, code)

    def programme(self, code: str) -> Programme:
        return _find(self.programmes, code)

    def row(self, domain: str) -> tuple[Cell, ...]:
        """The six cells of a domain, in the order of the purposes."""
        return tuple(self.cell(purpose.code, domain) for purpose in self.purposes)

    def column(self, purpose: str) -> tuple[Cell, ...]:
        """The twelve cells of a purpose, in the order of the domains."""
        return tuple(self.cell(purpose, domain.code) for domain in self.domains)

    def indicators_for(
        self,
        *,
        purpose: str | None = None,
        domain: str | None = None,
        scope: str | None = None,
    ) -> tuple[Indicator, ...]:
        """The indicators linked to this purpose and this domain, of this scope."""
        return tuple(
            indicator
            for indicator in self.indicators
            if (purpose is None or self.purpose(purpose) in indicator.purposes)
            and (domain is None or self.domain(domain) in indicator.domains)
            and scope in {None, indicator.scope}
        )

    @cached_property
    def _cells(self) -> dict[tuple[str, str], Cell]:
        return {cell.key: cell for cell in self.cells}


def build_frame(read: Read) -> Frame:
    """Build a frame from the files that `read` gives.

    Raises FrameError when a code is repeated, unknown, or out of the order of the codes.
    """
    purposes = load_terms(Purpose, "purposes", read)
    domains = load_terms(Domain, "domains", read)
    axes = {"purposes": purposes, "domains": domains}
    cells = load_cells(purposes, domains, read)
    if tuple(cell.key for cell in cells) != CELL_CODES:
        raise FrameError("matrix.json: the cells are not those of PURPOSE_CODES x DOMAIN_CODES.")
    sdgs = load_terms(SustainableGoal, "sdgs", read, **axes)
    scales = load_terms(Scale, "scales", read)
    stages = load_terms(Stage, "stages", read)
    return Frame(
        edition=load_edition(read),
        purposes=purposes,
        domains=domains,
        cells=cells,
        expectations=load_terms(Level, "expectations", read),
        contributions=load_terms(Level, "contributions", read),
        sdgs=sdgs,
        rfsc_objectives=load_terms(RfscObjective, "rfsc", read, **axes, sdgs=sdgs),
        indicators=load_terms(Indicator, "indicators", read, **axes),
        scales=scales,
        phases=load_terms(Phase, "phases", read, stage=stages),
        kinds=load_terms(Kind, "kinds", read),
        maturity_levels=load_terms(Maturity, "maturity_levels", read),
        stages=stages,
        territory_types=load_terms(TerritoryType, "territory_types", read),
        programmes=load_terms(Programme, "programmes", read, scales=scales, purposes=purposes),
    )


@cache
def frame() -> Frame:
    """The frame of this program, read on first use."""
    return build_frame(read)


def _find(terms: tuple[T, ...], code: str) -> T:
    for term in terms:
        if term.code == code:
            return term
    raise KeyError(f"no {type(terms[0]).__name__} has the code {code!r}")


def _level(levels: tuple[Level, ...], value: int) -> Level:
    for level in levels:
        if level.value == value:
            return level
    raise KeyError(f"no level has the value {value!r}")
