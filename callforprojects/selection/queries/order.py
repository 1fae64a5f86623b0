"""The order of merit of a call: ranks and running totals, made in one pass."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.core.data.database import MoneyType
from callforprojects.core.data.money import Money
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import pgettext
from callforprojects.organisations.models import Organisation
from callforprojects.reviews.models import Standing
from callforprojects.selection.models import Decision


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


class RankingOrder(StrEnum):
    """By what the ranking may be sorted; ranks themselves never depend on it."""

    RANK = "rank"
    TITLE = "title"
    ORGANISATION = "organisation"
    REVIEWS = "reviews"
    SPREAD = "spread"
    REQUESTED = "requested"
    GRANTED = "granted"


@dataclass(frozen=True, slots=True)
class Merit:
    """What is asked of the order of merit: whose amounts it adds up, and a column to sort by."""

    basis: Basis = Basis.REQUESTED
    order: RankingOrder = RankingOrder.RANK


def total_money(column: Any) -> sa.ColumnElement[Money | None]:  # noqa: ANN401  # a column or a window
    """A sum of amounts, as an amount on both databases (PostgreSQL's own is a decimal)."""
    return sa.type_coerce(sa.cast(column, sa.BigInteger), MoneyType())


def submitted(call_id: uuid.UUID) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions of what takes part: filed to this call, and not withdrawn."""
    return (
        Application.call_id == call_id,
        Application.status == ApplicationStatus.SUBMITTED,
    )


def merit_order(call_id: uuid.UUID, asked: Merit = Merit()) -> sa.Subquery:  # frozen
    """Identifiers, ranks and running totals of all applications, and nothing heavier.

    Competition ranking (1, 2, 2, 4): `last` is the place of the last one of equal mean. Those
    without a counted review have neither rank nor total. They stand in the same pass: a join with
    the ranked ones would read all of them again for each line, on SQLite.
    """
    is_ranked = Standing.mean.is_not(None)
    order = Standing.mean.desc().nulls_last()
    is_decided = asked.basis is Basis.DECIDED
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
        .where(*submitted(call_id))
    )
    if is_decided or asked.order is RankingOrder.GRANTED:
        query = query.outerjoin(Decision, Decision.application_id == Application.id)
    if asked.order is RankingOrder.ORGANISATION:
        query = query.join(Application.organisation)
    if asked.order in _SORTED:
        query = query.add_columns(_SORTED[asked.order].label("sorted"))
    return query.subquery("merit")


_SORTED: Mapping[RankingOrder, Any] = {
    RankingOrder.TITLE: Application.title,
    RankingOrder.ORGANISATION: Organisation.name,
    RankingOrder.REVIEWS: sa.func.coalesce(Standing.count, 0),
    RankingOrder.SPREAD: Standing.highest - Standing.lowest,
    RankingOrder.REQUESTED: Application.requested_amount,
    RankingOrder.GRANTED: Decision.amount,
}
