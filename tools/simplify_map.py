"""Outlines with fewer corners: a shared border loses the same ones on both sides."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Point = tuple[int, int]
Ring = list[Point]

LEAST = 6.0  # in units of the drawing: a corner whose triangle is smaller is not seen
_CORNERS = 3


def simplified(
    outlines: Mapping[str, Sequence[Ring]], kept: Iterable[str], least: float = LEAST
) -> dict[str, list[Ring]]:
    """The rings of each place without the corners that are not seen.

    Places in `kept` are drawn again, larger: all their corners stay. A ring that is too small
    to be seen is dropped, unless it is the largest of its place.
    """
    corners = {code: [_closed(ring) for ring in rings] for code, rings in outlines.items()}
    fixed = _junctions(ring for rings in corners.values() for ring in rings)
    for code in kept:
        fixed.update(point for ring in corners[code] for point in ring)
    made = {}
    for code, rings in corners.items():
        shorter = [_simplified_ring(ring, fixed, least) for ring in rings]
        largest = max(shorter, key=area)
        made[code] = [ring for ring in shorter if ring is largest or area(ring) > least]
    return made


def written(rings: Iterable[Ring]) -> str:
    """The path of some rings, in steps from one corner to the next."""
    path, pen = "", (0, 0)
    for ring in rings:
        steps = []
        for point in ring:
            steps += [point[0] - pen[0], point[1] - pen[1]]
            pen = point
        path += "m" + "".join(
            f"{step}" if step < 0 or place == 0 else f" {step}" for place, step in enumerate(steps)
        )
        path += "z"
        pen = ring[0]
    return path


def area(ring: Sequence[Point]) -> float:
    """What a ring encloses."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def _closed(ring: Sequence[Point]) -> Ring:
    """Each corner once: the last leads back to the first."""
    corners = [point for place, point in enumerate(ring) if point != ring[place - 1]]
    return corners or list(ring[:1])


def _junctions(rings: Iterable[Ring]) -> set[Point]:
    """Where more than one line meets another: these corners stay."""
    beside: defaultdict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for place, point in enumerate(ring):
            beside[point].update((ring[place - 1], ring[(place + 1) % len(ring)]))
    return {point for point, others in beside.items() if len(others) != 2}  # noqa: PLR2004  # one line


def _simplified_ring(ring: Ring, fixed: set[Point], least: float) -> Ring:
    stays = [place for place, point in enumerate(ring) if point in fixed]
    if len(stays) < 2:  # noqa: PLR2004  # an island, or nearly: it starts and turns at its two ends
        stays = sorted({ring.index(min(ring)), ring.index(max(ring))})
    made: Ring = []
    for place, start in enumerate(stays):
        end = stays[(place + 1) % len(stays)]
        line = ring[start : end + 1] if end > start else [*ring[start:], *ring[: end + 1]]
        made += _simplified_line(line, least)[:-1]
    return made if len(made) >= _CORNERS else ring


def _simplified_line(line: Ring, least: float) -> Ring:
    """Visvalingam's way: the corner of the smallest triangle goes first; both sides agree."""
    is_turned = line[0] > line[-1] or (line[0] == line[-1] and line[1] > line[-2])
    corners = line[::-1] if is_turned else list(line)
    while len(corners) > 2:  # noqa: PLR2004  # its two ends
        sizes = [area(corners[place : place + 3]) for place in range(len(corners) - 2)]
        smallest = min(sizes)
        if smallest >= least:
            break
        del corners[sizes.index(smallest) + 1]
    return corners[::-1] if is_turned else corners
