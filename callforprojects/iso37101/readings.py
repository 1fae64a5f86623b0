"""What profiles say: the four readings of a claim, and the nearness of two profiles.

Notation: e is the level expected in a cell (0 to 3), c the level claimed (-1 to 3), and c⁺ is
max(c, 0). A harm never counts as a contribution and never cancels one: it is listed apart.
"""

from dataclasses import dataclass
from math import sqrt

from callforprojects.iso37101.frame import frame
from callforprojects.iso37101.profile import HARM, MAJOR, NONE, REAL, REQUIRED, Profile
from callforprojects.iso37101.terms import Cell, Domain, Purpose


@dataclass(frozen=True, slots=True)
class Breadth:
    """How wide a claim reaches."""

    #: Domains with at least one cell where c ≥ 2 (0 to 12).
    domains: int
    #: Purposes with at least one cell where c > 0 (0 to 6).
    purposes: int


@dataclass(frozen=True, slots=True)
class Readings:
    """The four readings of a claim, and its harms. Shown together, never as one number."""

    coverage: float | None
    breadth: Breadth
    depth: float | None
    alignment: float | None
    blind_spots: tuple[Cell, ...]
    harms: tuple[Cell, ...]


def readings_of(expected: Profile, claimed: Profile) -> Readings:
    """Read a claim against what the call expects."""
    return Readings(
        coverage=coverage(expected, claimed),
        breadth=breadth(claimed),
        depth=depth(claimed),
        alignment=alignment(expected, claimed),
        blind_spots=blind_spots(expected, claimed),
        harms=harms(claimed),
    )


def coverage(expected: Profile, claimed: Profile) -> float | None:
    """Share of the expected cells that are claimed: #{e > 0 and c > 0} / #{e > 0}.

    From 0 to 1; None when nothing is expected.
    """
    wanted = [c for e, c in zip(_expected(expected), claimed.levels, strict=True) if e > NONE]
    return sum(c > NONE for c in wanted) / len(wanted) if wanted else None


def breadth(claimed: Profile) -> Breadth:
    """Number of domains really worked through, and of purposes touched."""
    return Breadth(
        domains=len({domain for (_, domain), c in claimed.items() if c >= REAL}),
        purposes=len({purpose for (purpose, _), c in claimed.items() if c > NONE}),
    )


def depth(claimed: Profile) -> float | None:
    """Mean level of the argued cells: Σ c / #{c ≠ 0}, from -1 to 3; None when there is none.

    A harm is argued too (its counter-measure is), so it lowers the depth.
    """
    argued = [level for level in claimed.levels if level != NONE]
    return sum(argued) / len(argued) if argued else None


def alignment(expected: Profile, claimed: Profile) -> float | None:
    """Overlap with what is expected, weighted by it: Σ (e * c⁺) / Σ (e * 3).

    From 0 to 1, 1 when every expected cell is claimed at 3; None when nothing is expected.
    """
    best = sum(e * MAJOR for e in _expected(expected))
    reached = sum(e * max(c, NONE) for e, c in zip(expected.levels, claimed.levels, strict=True))
    return reached / best if best else None


def blind_spots(expected: Profile, claimed: Profile) -> tuple[Cell, ...]:
    """The required cells without a contribution (e = 3 and c ≤ 0), in the frame's order."""
    return tuple(
        cell
        for cell, e, c in zip(frame().cells, _expected(expected), claimed.levels, strict=True)
        if e == REQUIRED and c <= NONE
    )


def harms(claimed: Profile) -> tuple[Cell, ...]:
    """The cells with an unwanted effect (c = -1), in the order of the frame."""
    return tuple(cell for cell, c in zip(frame().cells, claimed.levels, strict=True) if c == HARM)


def strongest_purposes(profile: Profile, at_most: int = 3) -> tuple[Purpose, ...]:
    """The purposes with the highest sums, highest first; never one whose sum is 0."""
    sums = profile.by_purpose()
    ordered = sorted(frame().purposes, key=lambda purpose: -sums[purpose.code])
    return tuple(purpose for purpose in ordered if sums[purpose.code])[:at_most]


def strongest_domains(profile: Profile, at_most: int = 3) -> tuple[Domain, ...]:
    """The domains with the highest sums, highest first; never one whose sum is 0."""
    sums = profile.by_domain()
    ordered = sorted(frame().domains, key=lambda domain: -sums[domain.code])
    return tuple(domain for domain in ordered if sums[domain.code])[:at_most]


def distance(left: Profile, right: Profile) -> int:
    """How far two profiles are: Σ |a - b| over the cells, 0 when they are equal."""
    return sum(abs(a - b) for a, b in zip(left.levels, right.levels, strict=True))


def similarity(left: Profile, right: Profile) -> float:
    """Do two profiles lean the same way? Cosine: Σ a⁺b⁺ / √(Σ a⁺² * Σ b⁺²), from 0 to 1.

    0 when either of them contributes nowhere.
    """
    first = [max(level, NONE) for level in left.levels]
    second = [max(level, NONE) for level in right.levels]
    norms = sum(a * a for a in first) * sum(b * b for b in second)
    if not norms:
        return 0.0
    return min(1.0, sum(a * b for a, b in zip(first, second, strict=True)) / sqrt(norms))


def _expected(profile: Profile) -> tuple[int, ...]:
    """The levels of an expected profile. Raises ValueError when it expects a harm."""
    if HARM in profile.levels:
        raise ValueError("an expected profile cannot expect a harm (-1)")
    return profile.levels
