"""The ranking of a call: places and running totals by window functions, then the rows of a page."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import Call
from callforprojects.core.database import MoneyType, db
from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import pgettext
from callforprojects.core.money import Money
from callforprojects.core.pagination import PER_PAGE, Page, count
from callforprojects.organisations.models import Organisation
from callforprojects.reviews.models import Standing
from callforprojects.selection.models import Decision, Outcome

UNDECIDED = "none"
_AT_ONCE = 500


class Basis(StrEnum):
    """Which amounts the running total adds up."""

    REQUESTED = "requested"
    DECIDED = "decided"

    @property
    def label(self) -> Sentence:
        return {
            Basis.REQUESTED: pgettext("running total", "Amounts requested"),
            Basis.DECIDED: pgettext("running total", "Amounts decided"),
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingFilters:
    """What an officer looks at; an empty value filters nothing. Ranks never depend on it.

    `outcome` is an Outcome, or UNDECIDED.
    """

    territory_type: str = ""
    outcome: str = ""
    basis: Basis = Basis.REQUESTED

    @property
    def is_active(self) -> bool:
        return bool(self.territory_type or self.outcome)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an application stands, and whether the cut line is drawn above it."""

    application_id: uuid.UUID
    rank: int | None
    running: Money | None
    is_beyond: bool
    is_cut: bool


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One line of the ranking. Without a counted review there is no rank and no running total."""

    application: Application
    standing: Standing | None
    decision: Decision | None
    place: _Place

    @property
    def rank(self) -> int | None:
        return self.place.rank

    @property
    def running(self) -> Money | None:
        return self.place.running

    @property
    def is_beyond(self) -> bool:
        """The running total has passed the envelope here."""
        return self.place.is_beyond

    @property
    def is_cut(self) -> bool:
        """The first one shown beyond the envelope: the cut line is above it."""
        return self.place.is_cut


def ranking(call: Call, filters: RankingFilters, *, page: int = 1) -> Page[RankedRow]:
    """A page of the ranking, the best mean first, those without a counted review last.

    Competition ranking (1, 2, 2, 4): equal means share a rank and a running total, so that the
    cut line never separates them. Ranks and totals are those of the whole call.
    """
    query = _places(call, filters)
    counted = query.add_columns(sa.func.count().over().label("total"))
    found = db.session.execute(counted.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    total = found[0].total if found else count(query)  # past the end, no row says how many
    return Page(_rows([_place(row, call) for row in found]), page, PER_PAGE, total)


def whole_ranking(call: Call, filters: RankingFilters) -> Iterator[RankedRow]:
    """The same without pages, for a file; loaded piece by piece."""
    places = [_place(row, call) for row in db.session.execute(_places(call, filters))]
    for start in range(0, len(places), _AT_ONCE):
        yield from _rows(places[start : start + _AT_ONCE])


def total_money(column: Any) -> sa.ColumnElement[Money | None]:  # noqa: ANN401  # a column or a window
    """A sum of amounts, as an amount on both databases (PostgreSQL's own is a decimal)."""
    return sa.type_coerce(sa.cast(column, sa.BigInteger), MoneyType())


def submitted(call_id: uuid.UUID) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions of what takes part: filed to this call, and not withdrawn."""
    return (
        Application.call_id == call_id,
        Application.status == ApplicationStatus.SUBMITTED,
    )


def merit_order(call_id: uuid.UUID, basis: Basis = Basis.REQUESTED) -> sa.Subquery:
    """Identifiers, ranks and running totals of all applications, and nothing heavier.

    Those without a counted review have neither rank nor total. They stand in the same pass: a
    join with the ranked ones would read all of them again for each line, on SQLite.
    """
    is_ranked = Standing.mean.is_not(None)
    order = Standing.mean.desc().nulls_last()
    counted = Application.requested_amount if basis is Basis.REQUESTED else Decision.amount
    amount = sa.func.coalesce(counted, sa.literal(0, sa.BigInteger()))
    running = sa.func.sum(sa.case((is_ranked, amount))).over(order_by=order)
    query = (
        sa.select(
            Application.id.label("application_id"),
            sa.case((is_ranked, sa.func.rank().over(order_by=order))).label("rank"),
            total_money(sa.case((is_ranked, running))).label("running"),
        )
        .outerjoin(Standing, Standing.application_id == Application.id)
        .where(*submitted(call_id))
    )
    if basis is Basis.DECIDED:
        query = query.outerjoin(Decision, Decision.application_id == Application.id)
    return query.subquery("merit")


def _places(call: Call, filters: RankingFilters) -> sa.Select[Any]:
    merit = merit_order(call.id, filters.basis)
    order = (merit.c.rank.asc().nulls_last(), merit.c.application_id)
    previous = sa.func.lag(merit.c.running).over(order_by=order)
    return (
        sa.select(
            merit.c.application_id.label("id"),
            merit.c.rank,
            merit.c.running,
            sa.type_coerce(previous, MoneyType()).label("previous"),
        )
        .where(*(merit.c.application_id.in_(chosen) for chosen in _chosen(call, filters)))
        .order_by(*order)
    )


def _chosen(call: Call, filters: RankingFilters) -> Iterator[sa.Select[uuid.UUID]]:
    """The identifiers that each filter lets through."""
    mine = sa.select(Application.id).where(*submitted(call.id))
    if filters.territory_type:
        yield mine.join(Application.organisation).where(
            Organisation.territory_type == filters.territory_type
        )
    if filters.outcome:
        yield mine.outerjoin(Decision, Decision.application_id == Application.id).where(
            Decision.id.is_(None)
            if filters.outcome == UNDECIDED
            else Decision.outcome == Outcome(filters.outcome)
        )


def _place(row: sa.Row[Any], call: Call) -> _Place:
    is_beyond = _passes(row.running, call.envelope)
    return _Place(
        application_id=row.id,
        rank=row.rank,
        running=row.running,
        is_beyond=is_beyond,
        is_cut=is_beyond and not _passes(row.previous, call.envelope),
    )


def _passes(total: Money | None, envelope: Money | None) -> bool:
    return total is not None and envelope is not None and total > envelope


def _rows(places: Sequence[_Place]) -> list[RankedRow]:
    """The lines of some places, in one query."""
    found = db.session.execute(
        sa.select(Application, Standing, Decision)
        .outerjoin(Standing, Standing.application_id == Application.id)
        .outerjoin(Decision, Decision.application_id == Application.id)
        .where(Application.id.in_([place.application_id for place in places]))
        .options(joinedload(Application.organisation))
    )
    by_id = {application.id: (application, *others) for application, *others in found}
    return [
        RankedRow(*cast("tuple[Any, Any, Any]", by_id[place.application_id]), place)
        for place in places
    ]
