"""The ranking of a call: the positions of a page, then its rows."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.applications.permissions import count_stepped_back
from callforprojects.applications.queries import is_open_to
from callforprojects.calls.models import Call
from callforprojects.core.data.database import MoneyType, db
from callforprojects.core.data.money import Money
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.tables import SortOrder
from callforprojects.core.tables.pagination import PER_PAGE, Page, row_count
from callforprojects.organisations.models import Organisation
from callforprojects.reviews.models import Standing
from callforprojects.selection.models import Decision, Outcome
from callforprojects.selection.queries.order import (
    BEST_FIRST,
    Basis,
    Merit,
    live_decision,
    merit_order,
    submitted,
)
from callforprojects.selection.queries.rank_positions import RankingSlice, first_positions
from callforprojects.selection.queries.totals import Totals

UNDECIDED = "none"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingFilters:
    """What an officer looks at (`tables.RANKING`). Ranks never depend on it.

    `conditions` are on an application, its organisation and its decision. `masked`: files that the
    officer still has to judge as a juror, of which no mark is shown, and which stand after the
    others. `line`: the amount at which the cut line is drawn instead of the envelope, to see what
    less would fund.
    """

    conditions: Sequence[sa.ColumnElement[bool]] = ()
    basis: Basis = Basis.REQUESTED
    order_by: Any = BEST_FIRST
    sort_order: SortOrder = SortOrder.ASC
    masked: frozenset[uuid.UUID] = frozenset()
    line: Money | None = None

    def limit_of(self, call: Call) -> Money | None:
        """Where the cut line is drawn; None when nothing says it."""
        return call.envelope if self.line is None else self.line

    @property
    def is_active(self) -> bool:
        return bool(self.conditions)

    @property
    def is_by_rank(self) -> bool:
        return self.order_by is BEST_FIRST

    @property
    def is_by_merit(self) -> bool:
        """The best first: the only order in which a cut line can be drawn."""
        return self.is_by_rank and self.sort_order is SortOrder.ASC

    @property
    def is_plain(self) -> bool:
        """Everything, the best first: what most pages show."""
        asks_less = self.is_active or self.masked or self.basis is not Basis.REQUESTED
        return self.is_by_merit and not asks_less


@dataclass(frozen=True, slots=True)
class _LinePosition:
    """Where an application stands, and whether the cut line is drawn above it."""

    application_id: uuid.UUID
    rank: int | None = None
    is_tied: bool = False
    running: Money | None = None
    is_within: bool | None = None
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One line of the ranking: where it stands, then the columns that are read (`_rows`).

    Without a counted review there is no mark, no rank and no running total. `outcome` is None
    before the decision. `is_masked`: whoever reads still has to judge this file, and nothing says
    what others think.
    """

    position: _LinePosition
    is_masked: bool
    id: uuid.UUID
    reference: str
    title: str
    organisation: str
    territory_type: str | None
    requested: Money | None
    reviews: int
    mean: Decimal | None
    median: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    versions: int | None
    revised: int | None
    outcome: Outcome | None
    granted: Money | None
    reason: str | None

    @property
    def rank(self) -> int | None:
        return self.position.rank

    @property
    def is_tied(self) -> bool:
        """Another application has the same mean."""
        return self.position.is_tied

    @property
    def running(self) -> Money | None:
        return self.position.running

    @property
    def is_within(self) -> bool | None:
        """The running total is still within the envelope here; None when nothing says it."""
        return self.position.is_within

    @property
    def is_beyond(self) -> bool:
        """The running total has passed the envelope here."""
        return self.position.is_within is False

    @property
    def is_cut(self) -> bool:
        """The first one shown beyond the envelope: the cut line is above it."""
        return self.position.is_cut


def ranking(
    call: Call,
    filters: RankingFilters,
    visitor: Visitor,
    *,
    page: int = 1,
    totals: Totals | None = None,
    per_page: int = PER_PAGE,
) -> Page[RankedRow]:
    """A page of the ranking, the best mean first, those without a counted review last.

    Competition ranking (1, 2, 2, 4): equal means share a rank and a running total, so that the
    cut line never separates them. Ranks and totals are those of the whole call, whatever is not
    shown to the visitor. With the `totals` of the call at hand, a page in order of merit reads only
    what it shows and what is above it.
    """
    start = (page - 1) * per_page
    if totals is not None and filters.is_plain and not count_stepped_back(visitor, call):
        wanted = RankingSlice(start, per_page, totals.ranked, totals.applications)
        found = first_positions(call, wanted)
        positions = [_line_position(row, call, filters) for row in found]
        lines = _rows(positions, call, visitor)
        return Page(lines, page, per_page, totals.applications)
    query = _position_query(call, filters, visitor)
    counted = query.add_columns(sa.func.count().over().label("total"))
    rows = db.session.execute(counted.limit(per_page).offset(start)).all()
    total = rows[0].total if rows else row_count(query)  # past the end, no row says how many
    return Page(_ranked_rows(rows, call, filters, visitor), page, per_page, total)


def whole_ranking(call: Call, filters: RankingFilters, visitor: Visitor) -> Iterator[RankedRow]:
    """The same without pages, for a file; loaded piece by piece."""
    rows = db.session.execute(_position_query(call, filters, visitor)).all()
    for start in range(0, len(rows), _AT_ONCE):
        yield from _ranked_rows(rows[start : start + _AT_ONCE], call, filters, visitor)


def _position_query(call: Call, filters: RankingFilters, visitor: Visitor) -> sa.Select[Any]:
    merit = merit_order(call.current_round.id, Merit(filters.basis, filters.order_by))
    order = _order(merit, filters)
    previous = sa.func.lag(merit.c.running).over(order_by=order)
    return (
        sa.select(
            merit.c.application_id.label("id"),
            merit.c.rank,
            (merit.c.last > merit.c.rank).label("is_tied"),
            merit.c.running,
            sa.type_coerce(previous, MoneyType()).label("previous"),
        )
        .where(
            *(
                merit.c.application_id.in_(application_ids)
                for application_ids in _chosen(call, filters, visitor)
            )
        )
        .order_by(*order)
    )


def _order(merit: sa.Subquery, filters: RankingFilters) -> Sequence[sa.ColumnElement[Any]]:
    """What is masked comes last: between two means, it would be known."""
    is_masked = merit.c.application_id.in_(filters.masked)
    masked_last = [sa.case((is_masked, 1), else_=0)] if filters.masked else []
    leading = merit.c.rank if filters.is_by_rank else merit.c.sorted
    turned = filters.sort_order.of(leading).nulls_last()
    others = [] if filters.is_by_rank or filters.masked else [merit.c.rank.asc().nulls_last()]
    return [*masked_last, turned, *others, merit.c.application_id]


def _chosen(
    call: Call, filters: RankingFilters, visitor: Visitor
) -> Iterator[sa.Select[uuid.UUID]]:
    """The identifiers of those that the filters let through."""
    mine = sa.select(Application.id).where(*submitted(call.current_round.id))
    if count_stepped_back(visitor, call):
        yield mine.where(is_open_to(visitor, call.current_round.id, ApplicationStatus.SUBMITTED))
    if filters.conditions:
        both = mine.join(Application.organisation).outerjoin(Decision, live_decision())
        yield both.where(*filters.conditions)


def _ranked_rows(
    rows: Sequence[Any], call: Call, filters: RankingFilters, visitor: Visitor
) -> list[RankedRow]:
    positions = [
        _LinePosition(row.id) if row.id in filters.masked else _line_position(row, call, filters)
        for row in rows
    ]
    return _rows(positions, call, visitor, filters.masked)


def _line_position(row: Any, call: Call, filters: RankingFilters) -> _LinePosition:  # noqa: ANN401  # a row of positions
    limit = filters.limit_of(call)
    is_within = _holds(limit, row.running)
    is_cut = is_within is False and _holds(limit, row.previous) is not False
    return _LinePosition(
        application_id=row.id,
        rank=row.rank,
        is_tied=row.rank is not None and bool(row.is_tied),
        running=row.running if filters.is_by_merit else None,
        is_within=is_within,
        is_cut=filters.is_by_merit and is_cut,
    )


def _holds(limit: Money | None, total: Money | None) -> bool | None:
    return None if limit is None or total is None else total <= limit


def _rows(
    positions: Sequence[_LinePosition],
    call: Call,
    visitor: Visitor,
    masked: Collection[uuid.UUID] = (),
) -> list[RankedRow]:
    """The lines at some positions, in one query. Of what is masked no mark is read."""
    is_known = [Application.id.not_in(masked)] if masked else []
    found = db.session.execute(
        sa.select(
            Application.id,
            Application.reference,
            Application.title,
            Organisation.name,
            Organisation.territory_type,
            Application.requested_amount,
            sa.func.coalesce(Standing.count, 0),
            Standing.mean,
            Standing.median,
            Standing.lowest,
            Standing.highest,
            Standing.versions,
            Standing.revised,
            Decision.outcome,
            Decision.amount,
            Decision.reason,
        )
        .join(Application.organisation)
        .outerjoin(Standing, sa.and_(Standing.application_id == Application.id, *is_known))
        .outerjoin(Decision, live_decision())
        .where(
            Application.id.in_([position.application_id for position in positions]),
            is_open_to(visitor, call.current_round.id, ApplicationStatus.SUBMITTED),
        )
    )
    by_id: dict[uuid.UUID, Any] = {row.id: row for row in found}
    return [
        RankedRow(position, position.application_id in masked, *by_id[position.application_id])
        for position in positions
        if position.application_id in by_id
    ]
