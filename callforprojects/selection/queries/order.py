"""The order of merit of a call: ranks and running totals, made in one pass."""

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.core.data.database import MoneyType
from callforprojects.core.data.money import Money
from callforprojects.core.text.i18n import pgettext
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.reviews.models import Standing
from callforprojects.selection.models import Decision


class Basis(LabelledEnum):
    """Which amounts the running total adds up."""

    REQUESTED = "requested", pgettext("running total", "Amounts requested")
    DECIDED = "decided", pgettext("running total", "Amounts decided")


BEST_FIRST: sa.ColumnElement[Any] = -Standing.mean
"""The order of merit: by rank. Ranks themselves never depend on what a list is sorted by."""


@dataclass(frozen=True, slots=True)
class Merit:
    """What is asked of the order of merit: whose amounts it adds up, and what to sort by."""

    basis: Basis = Basis.REQUESTED
    order_by: Any = BEST_FIRST
    """An expression of SQL on an application, its organisation, its standing, its decision."""


def total_money(column: Any) -> sa.ColumnElement[Money | None]:  # noqa: ANN401  # a column or a window
    """A sum of amounts, as an amount on both databases (PostgreSQL's own is a decimal)."""
    return sa.type_coerce(sa.cast(column, sa.BigInteger), MoneyType())


def submitted(round_id: uuid.UUID) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions of what takes part: filed to this call, and not withdrawn."""
    return (
        Application.round_id == round_id,
        Application.status == ApplicationStatus.SUBMITTED,
    )


def live_decision() -> sa.ColumnElement[bool]:
    """The decision on an application that holds now, where both are joined."""
    return sa.and_(Decision.application_id == Application.id, is_live())


def is_live() -> sa.ColumnElement[bool]:
    """The condition that no other decision on the same file supersedes it."""
    return Decision.superseded_at.is_(None)


def merit_order(round_id: uuid.UUID, merit: Merit = Merit()) -> sa.Subquery:  # frozen
    """Identifiers, ranks and running totals of all applications, and nothing heavier.

    Competition ranking (1, 2, 2, 4): `last` is the place of the last one of equal mean. Those
    without a counted review have neither rank nor total. They stand in the same pass: a join with
    the ranked ones would read all of them again for each line, on SQLite.
    """
    is_ranked = Standing.mean.is_not(None)
    order = Standing.mean.desc().nulls_last()
    is_decided = merit.basis is Basis.DECIDED
    counted = Decision.amount if is_decided else Application.requested_amount
    amount = sa.func.coalesce(counted, sa.literal(0, sa.BigInteger()))
    running = sa.func.sum(sa.case((is_ranked, amount))).over(order_by=order)
    query = (
        sa.select(
            Application.id.label("application_id"),
            sa.case((is_ranked, sa.func.rank().over(order_by=order))).label("rank"),
            sa.case((is_ranked, sa.func.count().over(order_by=order))).label("last"),
            total_money(sa.case((is_ranked, running))).label("running"),
        )
        .outerjoin(Standing, Standing.application_id == Application.id)
        .where(*submitted(round_id))
    )
    is_sorted = merit.order_by is not BEST_FIRST
    if is_decided or is_sorted:
        query = query.outerjoin(Decision, live_decision())
    if is_sorted:
        query = query.join(Application.organisation)
        query = query.add_columns(sa.label("sorted", merit.order_by))
    return query.subquery("merit")
