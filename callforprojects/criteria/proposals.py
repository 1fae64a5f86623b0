"""A grid of criteria proposed from the expected profile: a start that the officer then changes."""

from callforprojects.core.data.points import Points
from callforprojects.core.text.i18n import _
from callforprojects.criteria.details import CriterionDetails
from callforprojects.iso37101.frame import frame
from callforprojects.iso37101.profile import REQUIRED, Profile
from callforprojects.iso37101.readings import strongest_purposes
from callforprojects.iso37101.terms import Cell, Purpose

STEP = 5
WHOLE = 100
MOST_PURPOSES = 4
GOVERNANCE_WEIGHT = 15
FEASIBILITY_WEIGHT = 15
_GOVERNANCE = "governance"
_NAMED_DOMAINS = 3


def propose_criteria(expected: Profile) -> list[CriterionDetails]:
    """Three to six criteria: the strongest purposes, then governance, then feasibility.

    Weights are multiples of 5 and total 100; the purposes share theirs by what the profile expects
    of them. Texts are in the current language. An empty profile proposes nothing.
    """
    purposes = strongest_purposes(expected, at_most=MOST_PURPOSES)
    if not purposes:
        return []
    sums = expected.by_purpose()
    left = WHOLE - GOVERNANCE_WEIGHT - FEASIBILITY_WEIGHT
    weights = shared_in_steps(left, [sums[purpose.code] for purpose in purposes])
    grid = [
        _purpose_criterion(purpose, weight, expected)
        for purpose, weight in zip(purposes, weights, strict=True)
    ]
    return [*grid, _governance(purposes), _feasibility()]


def shared_in_steps(total: int, shares: list[int], step: int = STEP) -> list[int]:
    """Cut `total` in multiples of `step` by the shares (largest remainder), one step at least."""
    steps = total // step - len(shares)
    whole = sum(shares)
    exact = [steps * share / whole for share in shares]
    given = [int(value) for value in exact]
    by_remainder = sorted(range(len(shares)), key=lambda place: given[place] - exact[place])
    for place in by_remainder[: steps - sum(given)]:
        given[place] += 1
    return [(value + 1) * step for value in given]


def _purpose_criterion(purpose: Purpose, weight: int, expected: Profile) -> CriterionDetails:
    cells = _strongest_cells(purpose, expected)
    named = ", ".join(cell.domain.label for cell in cells[:_NAMED_DOMAINS])
    guidance = _(
        "What does the project change for this purpose, first through: %(domains)s? "
        "Look for measured effects, the people they reach, and the unwanted effects that are "
        "named and compensated.",
        domains=named,
    )
    return CriterionDetails(
        title=str(_("Contribution to the purpose: %(purpose)s", purpose=purpose.label)),
        weight=Points.of(weight),
        guidance=f"{guidance} {cells[0].prompt}",
        purposes=(purpose.code,),
        domains=tuple(cell.domain.code for cell in cells),
        question_keys=("matrix", "objectives", "actions", "expected_results"),
    )


def _strongest_cells(purpose: Purpose, expected: Profile) -> list[Cell]:
    """The cells of a purpose that are required, or else welcome; affinity breaks ties."""
    filled = [cell for cell in frame().column(purpose.code) if expected[cell.key]]
    required = [cell for cell in filled if expected[cell.key] == REQUIRED]
    return sorted(required or filled, key=lambda cell: -cell.affinity)


def _governance(purposes: tuple[Purpose, ...]) -> CriterionDetails:
    return CriterionDetails(
        title=str(_("Governance and partnership")),
        weight=Points.of(GOVERNANCE_WEIGHT),
        guidance=str(
            _(
                "Who steers, who decides, how are inhabitants and partners involved, and what will "
                "be left of it when the funding ends?"
            )
        ),
        purposes=tuple(purpose.code for purpose in purposes[:1]),
        domains=(_GOVERNANCE,),
        question_keys=("governance", "partners"),
    )


def _feasibility() -> CriterionDetails:
    return CriterionDetails(
        title=str(_("Feasibility: calendar, budget and means")),
        weight=Points.of(FEASIBILITY_WEIGHT),
        guidance=str(
            _(
                "Is the calendar credible, is the funding plan balanced and are the people found? "
                "Name what could stop the project and what is planned for it."
            )
        ),
        question_keys=("starts_on", "ends_on", "total_cost", "requested_amount", "cofunding"),
    )
