"""A page of the whole ranking, in order of merit, without ranking what it does not show."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.reviews.models import Standing
from callforprojects.selection.queries.order import submitted, total_money


@dataclass(frozen=True, slots=True)
class RankingSlice:
    """Which lines are wanted, from `start` counted from zero, and how many there are in all."""

    start: int
    size: int
    ranked: int
    total: int


@dataclass(frozen=True, slots=True)
class RankPosition:
    """One line, as the window functions of the whole ranking would give it."""

    id: uuid.UUID
    rank: int | None = None
    is_tied: bool = False
    running: Money | None = None
    previous: Money | None = None


@dataclass(frozen=True, slots=True)
class _Group:
    """How many applications share a mean, and what they request together."""

    count: int
    requested: Money


@dataclass(frozen=True, slots=True)
class _Edges:
    """What a page needs of the others: all that stands above its first mean, and those that share
    its first and its last, of which some are on other pages.
    """

    above: _Group
    first: _Group
    last: _Group


def first_positions(call: Call, wanted: RankingSlice) -> list[RankPosition]:
    """Some lines of the ranking, those without a counted review at the end.

    The index on (call, mean) gives them in order; ranks and running totals are counted from what
    is above them. It takes three queries, whatever the number of applications.
    """
    end = min(wanted.start + wanted.size, wanted.total)
    ranked = range(wanted.start, min(end, wanted.ranked))
    others = range(max(wanted.start, wanted.ranked), end)
    return [
        *(_ranked(call, ranked) if ranked else ()),
        *(_unranked(call, others.start - wanted.ranked, len(others)) if others else ()),
    ]


def _ranked(call: Call, span: range) -> list[RankPosition]:
    rows = db.session.execute(
        sa.select(Standing.application_id, Standing.mean, Application.requested_amount)
        .join(Application, Application.id == Standing.application_id)
        .where(
            Standing.round_id == call.current_round.id,
            Standing.mean.is_not(None),
            *submitted(call.current_round.id),
        )
        .order_by(Standing.mean.desc(), Standing.application_id)
        .limit(len(span))
        .offset(span.start)
    ).all()
    if not rows:
        return []
    return list(_positions(rows, span.start, _edges(call, rows[0].mean, rows[-1].mean)))


def _edges(call: Call, first: Decimal, last: Decimal) -> _Edges:
    parts = (Standing.mean > first, Standing.mean == first, Standing.mean == last)
    columns: list[Any] = []
    for part in parts:
        columns.append(sa.func.count(sa.case((part, 1))))
        columns.append(total_money(sa.func.sum(sa.case((part, Application.requested_amount)))))
    counts = db.session.execute(
        sa.select(*columns)
        .select_from(Standing)
        .join(Application, Application.id == Standing.application_id)
        .where(
            Standing.round_id == call.current_round.id,
            Standing.mean >= last,
            *submitted(call.current_round.id),
        )
    ).one()
    groups = [
        _Group(count, requested or Money.zero())
        for count, requested in zip(counts[::2], counts[1::2], strict=True)
    ]
    return _Edges(*groups)


def _positions(rows: Sequence[Any], start: int, edges: _Edges) -> Iterator[RankPosition]:
    """Ranks and running totals, mean by mean: equal means share both."""
    above = edges.above
    previous = _before(start, edges)
    for mean, same in groupby(rows, key=lambda row: row.mean):
        same_mean = list(same)
        group = _whole_group(mean, same_mean, rows, edges)
        running = above.requested + group.requested
        for row in same_mean:
            is_tied = group.count > 1
            yield RankPosition(row.application_id, above.count + 1, is_tied, running, previous)
            previous = running
        above = _Group(above.count + group.count, running)


def _before(start: int, edges: _Edges) -> Money | None:
    """The running total of the line that stands just above the page."""
    if not start:
        return None
    shares = start > edges.above.count
    return edges.above.requested + (edges.first.requested if shares else Money.zero())


def _whole_group(
    mean: Decimal, same_mean: Sequence[Any], rows: Sequence[Any], edges: _Edges
) -> _Group:
    if mean == rows[0].mean:
        return edges.first
    if mean == rows[-1].mean:
        return edges.last
    amounts = (row.requested_amount for row in same_mean if row.requested_amount is not None)
    return _Group(len(same_mean), sum(amounts, Money.zero()))


def _unranked(call: Call, start: int, size: int) -> list[RankPosition]:
    identifiers = db.session.scalars(
        sa.select(Application.id)
        .outerjoin(Standing, Standing.application_id == Application.id)
        .where(*submitted(call.current_round.id), Standing.mean.is_(None))
        .order_by(Application.id)
        .limit(size)
        .offset(start)
    )
    return [RankPosition(identifier) for identifier in identifiers]
