"""The results that everybody reads once they are announced."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call, CallStatus
from callforprojects.core.database import db
from callforprojects.core.money import Money
from callforprojects.core.pagination import Page, paginate
from callforprojects.iso37101.codes import CELL_CODES
from callforprojects.iso37101.portfolio import Portfolio
from callforprojects.organisations.models import Organisation
from callforprojects.questionnaires.models import MatrixClaim
from callforprojects.selection.models import Decision, Outcome
from callforprojects.selection.queries.ranking import submitted, total_money
from callforprojects.territories.models import Level, Territory

FUNDED = tuple(outcome for outcome in Outcome if outcome.is_funded)
_ALL = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFilters:
    """What a reader looks for; an empty value filters nothing. `departement` is a territory id."""

    text: str = ""
    departement: str = ""

    @property
    def is_active(self) -> bool:
        return bool(self.text or self.departement)


@dataclass(frozen=True, slots=True)
class ResultTotals:
    """The figures at the head of the results, whatever is filtered below."""

    received: int
    selected: int
    granted: Money


def announced_call(call_id: uuid.UUID) -> Call | None:
    """The call with its funder, once its results are announced; None before."""
    call = db.session.scalar(
        sa.select(Call)
        .where(Call.id == call_id)
        .options(joinedload(Call.funder), joinedload(Call.questionnaire))
    )
    if call is None or call.current_status is not CallStatus.ANNOUNCED:
        return None
    return call


def selected_projects(
    call: Call, filters: ResultFilters, *, page: int = 1, whole: bool = False
) -> Page[Decision]:
    """The selected projects by organisation, with territories; refused ones are nobody's business.

    `whole` gives all of them on one page.
    """
    query = (
        _selected(call.id)
        .join(Application.organisation)
        .outerjoin(Organisation.territory)
        .options(
            contains_eager(Decision.application)
            .contains_eager(Application.organisation)
            .contains_eager(Organisation.territory)
            .joinedload(Territory.departement)
        )
        .order_by(Organisation.name, Application.reference)
    )
    if filters.departement:
        query = query.where(_lies_in(filters.departement))
    if filters.text:
        query = query.where(
            sa.or_(
                Application.title.icontains(filters.text, autoescape=True),
                Organisation.name.icontains(filters.text, autoescape=True),
            )
        )
    return paginate(query, page=page, per_page=_ALL if whole else 50)


def departement_of(organisation: Organisation) -> str:
    """The name of the département of an organisation, or nothing (its territory is loaded)."""
    territory = organisation.territory
    if territory is None:
        return ""
    if territory.level is Level.DEPARTEMENT:
        return territory.name
    return territory.departement.name if territory.departement else ""


def departements_of(call: Call) -> Sequence[Territory]:
    """The départements where projects were selected, by code."""
    home = aliased(Territory)
    found = (
        _selected(call.id)
        .join(Application.organisation)
        .join(home, home.id == Organisation.territory_id)
        .with_only_columns(
            sa.case((home.level == Level.DEPARTEMENT, home.id), else_=home.departement_id)
        )
    )
    return db.session.scalars(
        sa.select(Territory).where(Territory.id.in_(found)).order_by(Territory.code)
    ).all()


def result_totals(call: Call) -> ResultTotals:
    """How many were received and selected, and what they are granted together."""
    is_funded = Decision.outcome.in_(FUNDED)
    received, selected, granted = db.session.execute(
        sa.select(
            sa.func.count(Application.id),
            sa.func.count(sa.case((is_funded, Decision.id))),
            total_money(sa.func.sum(Decision.amount)),
        )
        .outerjoin(Decision, Decision.application_id == Application.id)
        .where(*submitted(call.id))
    ).one()
    return ResultTotals(received, selected, granted or Money.zero())


def selected_portfolio(call: Call, size: int) -> Portfolio:
    """What the selected projects claim together, counted in SQL. `size` is how many they are."""
    rows = db.session.execute(
        _selected(call.id)
        .join(MatrixClaim, MatrixClaim.answer_set_id == Application.answer_set_id)
        .with_only_columns(
            MatrixClaim.purpose,
            MatrixClaim.domain,
            sa.func.sum(sa.case((MatrixClaim.level > 0, MatrixClaim.level), else_=0)),
            sa.func.sum(sa.case((MatrixClaim.level > 0, 1), else_=0)),
            sa.func.sum(sa.case((MatrixClaim.level < 0, 1), else_=0)),
        )
        .group_by(MatrixClaim.purpose, MatrixClaim.domain)
    )
    found = {(purpose, domain): tuple(sums) for purpose, domain, *sums in rows}
    columns = zip(*(found.get(cell, (0, 0, 0)) for cell in CELL_CODES), strict=True)
    sums, counts, harms = (tuple(int(value) for value in column) for column in columns)
    return Portfolio(size=size, sums=sums, counts=counts, harms=harms)


def _selected(call_id: uuid.UUID) -> sa.Select[Any]:
    return (
        sa.select(Decision)
        .join(Decision.application)
        .where(
            *submitted(call_id),
            Decision.outcome.in_(FUNDED),
            Decision.announced_at.is_not(None),
        )
    )


def _lies_in(departement: str) -> sa.ColumnElement[bool]:
    return sa.or_(Territory.id == departement, Territory.departement_id == departement)
