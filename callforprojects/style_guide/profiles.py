"""What the matrices of the page of style show: a sample of each kind of values."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle

from callforprojects.core.text.i18n import _
from callforprojects.engines.cell_marks import CellMarks, CriterionMark
from callforprojects.iso37101.codes import DOMAIN_CODES, PURPOSE_CODES
from callforprojects.iso37101.frame import frame
from callforprojects.iso37101.portfolio import Portfolio
from callforprojects.iso37101.profile import Profile

LONG_TITLE = (
    "Réhabilitation énergétique et désimperméabilisation des cours des groupes scolaires,"
    " plantation de 400 arbres et création d’îlots de fraîcheur ouverts aux habitants le soir et"
    " pendant l’été caniculaire"
)


@dataclass(frozen=True, slots=True)
class SampleClaim:
    """What an applicant says of a cell."""

    purpose: str
    domain: str
    level: int
    argument: str


def profile_of(levels: Iterable[int]) -> Profile:
    """A profile whose cells take these levels in turn, in the order of the frame."""
    turns = cycle(levels)
    return Profile(tuple(next(turns) for _cell in frame().cells))


def expected() -> Profile:
    return profile_of([3, 0, 2, 0, 0, 3, 0, 2, 0, 0, 0])


def claimed() -> Profile:
    return profile_of([3, 0, 1, 0, 2, 0, -1, 0, 0, 3, 0, 0, 2])


def claims() -> dict[tuple[str, str], SampleClaim]:
    """What an applicant says of some cells: in a few words, at length, of an unwanted effect."""
    arguments = {0: "Une halle, un gérant.", 6: f"{LONG_TITLE}.", 9: LONG_TITLE}
    profile, cells = claimed(), frame().cells
    return {
        cells[place].key: SampleClaim(
            cells[place].purpose.code,
            cells[place].domain.code,
            profile[cells[place].key],
            argument,
        )
        for place, argument in arguments.items()
    }


def claim_errors() -> dict[str, list[object]]:
    """The argument of the first cell is too short."""
    cell = frame().cells[0]
    return {
        f"claim-{cell.purpose.code}--{cell.domain.code}-argument": [_("Say how, in a sentence.")]
    }


def scored() -> CellMarks:
    """The marks of three criteria, two of which share cells; nothing in the other cells."""
    purposes, domains = PURPOSE_CODES, DOMAIN_CODES
    return CellMarks(
        [
            CriterionMark(number, title, Decimal(share), weight, frozenset(to), frozenset(where))
            for number, (title, share, weight, to, where) in enumerate(
                (
                    (str(_("Relevance")), "0.85", 50, purposes[:2], domains[:5]),
                    (str(_("Governance")), "0.5", 30, purposes[1:4], domains[3:8]),
                    (str(_("Quality")), "0.2", 20, purposes[4:], domains[8:]),
                ),
                start=1,
            )
        ]
    )


def portfolio() -> Portfolio:
    return Portfolio.of([expected(), claimed(), profile_of([0, 2, 0, 1, 0, 3, 0])])


def by_purpose(*values: float | None) -> dict[str, float | None]:
    """A number for each purpose, in their order."""
    return {purpose.code: value for purpose, value in zip(frame().purposes, values, strict=True)}
