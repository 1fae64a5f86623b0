"""Answers that cannot be true together, whatever a call asks: amounts and dates of one project."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from callforprojects.core.data.formats import money
from callforprojects.core.data.money import Money
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _

_FUNDING = ("requested_amount", "own_funds", "public_grants", "private_funds")


def contradictions(told: Mapping[str, Any]) -> Iterator[tuple[str, Sentence]]:
    """The fact to correct, and why, from the values of the facts of a project (`stands_for`).

    What is not told disagrees with nothing: only when all that pays is told must it make the cost.
    """
    asked, cost = told.get("requested_amount"), told.get("total_cost")
    if asked is not None and cost is not None and asked > cost:
        yield (
            "requested_amount",
            _("The amount requested is above the total cost of %(cost)s.", cost=money(Money(cost))),
        )
    elif cost is not None and all(told.get(name) is not None for name in _FUNDING):
        total = sum(told[name] for name in _FUNDING)
        if total != cost:
            yield "total_cost", _unbalanced(total, cost)
    starts, ends = told.get("starts_on"), told.get("ends_on")
    if starts and ends and date.fromisoformat(ends) < date.fromisoformat(starts):
        yield "ends_on", _("The project ends before it begins.")


def _unbalanced(total: int, cost: int) -> Sentence:
    return _(
        "What pays for the project makes %(total)s, and it costs %(cost)s: both must be the same.",
        total=money(Money(total)),
        cost=money(Money(cost)),
    )
