"""What a call expects of each purpose, in short: the strip of the lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from callforprojects.iso37101.frame import frame
from callforprojects.iso37101.profile import OUT_OF_SCOPE
from callforprojects.iso37101.terms import Level, Purpose


class Expected(Protocol):
    """A cell that a call expects."""

    purpose: str
    domain: str
    level: int


@dataclass(frozen=True, slots=True)
class PurposeExpected:
    """The most that is expected of a purpose, and in how many of the twelve domains."""

    purpose: Purpose
    level: Level
    domains: int

    @property
    def is_in_scope(self) -> bool:
        return self.domains > 0


def purposes_expected(cells: Iterable[Expected]) -> list[PurposeExpected]:
    """The six purposes in their order, those out of scope included."""
    highest = dict.fromkeys((purpose.code for purpose in frame().purposes), OUT_OF_SCOPE)
    domains = dict.fromkeys(highest, 0)
    for cell in cells:
        highest[cell.purpose] = max(highest[cell.purpose], cell.level)
        domains[cell.purpose] += 1
    return [
        PurposeExpected(purpose, frame().expectation(highest[purpose.code]), domains[purpose.code])
        for purpose in frame().purposes
    ]
