"""Reasons that quote the jury, beside what the jury says now."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.core.text.i18n import in_language
from callforprojects.reviews.models import Standing
from callforprojects.selection.models import Decision
from callforprojects.selection.queries.order import is_live, merit_order, submitted
from callforprojects.selection.queries.totals import totals_of
from callforprojects.selection.reasons import any_quotation, quotation


@dataclass(frozen=True, slots=True)
class Misquotation:
    """A decision whose reason quotes other marks or another rank than those of its file now.

    `reason` is how it should read; None when no review of the file counts any more.
    """

    decision: Decision
    reason: str | None


@dataclass(frozen=True, slots=True)
class _Figures:
    rank: int
    count: int
    mean: Decimal
    median: Decimal


def misquotations(call: Call) -> Sequence[Misquotation]:
    """The decisions to correct before they are told: a review came or left, a file was withdrawn.

    Their applications are loaded.
    """
    total = totals_of(call).ranked
    with in_language(call.language):
        pattern = any_quotation()
        found = []
        for decision, figures in _decided(call):
            if pattern.search(decision.reason) is None:
                continue
            present = None if figures is None else _with(decision.reason, figures, total)
            if present != decision.reason:
                found.append(Misquotation(decision, present))
    return found


def _with(reason: str, figures: _Figures, total: int) -> str:
    return any_quotation().sub(lambda _found: quotation(figures, total), reason)


def _decided(call: Call) -> list[tuple[Decision, _Figures | None]]:
    merit = merit_order(call.current_round.id)
    rows = db.session.execute(
        sa.select(
            Decision,
            merit.c.rank,
            Standing.count.label("number"),
            Standing.mean,
            sa.func.coalesce(Standing.median, Standing.mean).label("median"),
        )
        .join(Decision.application)
        .join(merit, merit.c.application_id == Decision.application_id)
        .outerjoin(Standing, Standing.application_id == Decision.application_id)
        .where(*submitted(call.current_round.id), is_live())
        .order_by(Decision.id)
        .options(contains_eager(Decision.application))
    )
    return [
        (
            row.Decision,
            None if row.rank is None else _Figures(row.rank, row.number, row.mean, row.median),
        )
        for row in rows
    ]
