"""The results that everybody reads once they are announced."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call, CallStatus, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.feature import features
from callforprojects.core.data.money import Money
from callforprojects.core.tables import TableState
from callforprojects.core.tables.pagination import Page, paginate_rows
from callforprojects.iso37101.codes import CELL_CODES
from callforprojects.iso37101.portfolio import Portfolio
from callforprojects.organisations.models import Organisation
from callforprojects.organisations.queries import HOME_ID
from callforprojects.questionnaires.models import MatrixClaim
from callforprojects.selection.models import FUNDED, Decision
from callforprojects.selection.queries.departements import departement_at
from callforprojects.selection.queries.order import is_live, live_decision, submitted, total_money
from callforprojects.territories.departements import Departement
from callforprojects.territories.models import Territory, TerritoryLevel

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class SelectedProject:
    """One line of the results: what everybody may know of a selected project, in the order of
    the columns that are read (`_lines`).

    `territory` is that of the organisation, None when it has none; `home` and `level` say which
    it is, `departement_id` in which département it lies.
    """

    application_id: uuid.UUID
    answer_set_id: uuid.UUID
    reference: str
    title: str
    summary: str
    organisation: str
    amount: Money
    territory: str | None
    home: str | None
    level: TerritoryLevel | None
    departement_id: str | None

    @property
    def departement(self) -> Departement | None:
        """The département in which the project is counted."""
        return departement_at(self.home, self.level, self.departement_id)


@dataclass(frozen=True, slots=True)
class ResultTotals:
    """The figures at the head of the results, whatever is filtered below.

    `erased`: what was announced and is kept no more; no other figure counts it.
    """

    received: int
    selected: int
    granted: Money
    erased: int


def announced_call(call_id: uuid.UUID) -> Call | None:
    """The call with its funder, once its results are announced; None before."""
    call = db.session.scalar(
        sa.select(Call)
        .where(Call.id == call_id)
        .options(
            joinedload(Call.funder), joinedload(Call.current_round).joinedload(Round.questionnaire)
        )
    )
    if call is None or call.current_status is not CallStatus.ANNOUNCED:
        return None
    return call


def selected_projects(call: Call, state: TableState) -> Page[SelectedProject]:
    """A page of the selected projects (`tables.results_table`).

    Refused ones are nobody's business.
    """
    found = paginate_rows(_lines(call, state), page=state.page)
    return found.of([SelectedProject(*row) for row in found.items])


def whole_results(call: Call, state: TableState) -> Iterator[SelectedProject]:
    """The same without pages, for a file; read piece by piece, none is kept."""
    lines = _lines(call, state).execution_options(yield_per=_AT_ONCE)
    for row in db.session.execute(lines):
        yield SelectedProject(*row)


def result_totals(call: Call) -> ResultTotals:
    """How many were received and selected, and what they are granted together."""
    is_funded = Decision.outcome.in_(FUNDED)
    received, selected, granted = db.session.execute(
        sa.select(
            sa.func.count(Application.id),
            sa.func.count(sa.case((is_funded, Decision.id))),
            total_money(sa.func.sum(Decision.amount)),
        )
        .outerjoin(Decision, live_decision())
        .where(*submitted(call.current_round.id))
    ).one()
    sources = (feature.announced_and_erased for feature in features())
    erased = sum(source(call.id) for source in sources if source is not None)
    return ResultTotals(received, selected, granted or Money.zero(), erased)


def purposes_claimed(
    projects: Sequence[SelectedProject],
) -> Mapping[uuid.UUID, Mapping[str, int]]:
    """For the application of each project, what it claims: by purpose, its highest level."""
    answer_sets = {project.answer_set_id: project.application_id for project in projects}
    rows = db.session.execute(
        sa.select(MatrixClaim.answer_set_id, MatrixClaim.purpose, sa.func.max(MatrixClaim.level))
        .where(MatrixClaim.answer_set_id.in_(list(answer_sets)), MatrixClaim.level > 0)
        .group_by(MatrixClaim.answer_set_id, MatrixClaim.purpose)
    )
    found: dict[uuid.UUID, dict[str, int]] = defaultdict(dict)
    for answer_set_id, purpose, level in rows:
        found[answer_sets[answer_set_id]][purpose] = level
    return found


def selected_portfolio(call: Call, size: int) -> Portfolio:
    """What the selected projects claim together, counted in SQL. `size` is how many they are."""
    rows = db.session.execute(
        selected(call.current_round.id)
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


def selected(round_id: uuid.UUID) -> sa.Select[Any]:
    """The announced decisions that fund a project of a call."""
    return (
        sa.select(Decision)
        .join(Decision.application)
        .where(
            *submitted(round_id),
            is_live(),
            Decision.outcome.in_(FUNDED),
            Decision.announced_at.is_not(None),
        )
    )


def claims_purpose(purpose: str) -> sa.ColumnElement[bool]:
    """The condition that an application says that it contributes to this purpose."""
    return (
        sa.select(MatrixClaim.id)
        .where(
            MatrixClaim.answer_set_id == Application.answer_set_id,
            MatrixClaim.purpose == purpose,
            MatrixClaim.level > 0,
        )
        .exists()
    )


def _lines(call: Call, state: TableState) -> sa.Select[*tuple[Any, ...]]:
    """The columns of SelectedProject."""
    query: sa.Select[Any] = selected(call.current_round.id)
    lines = (
        query.join(Application.organisation)
        .outerjoin(Territory, Territory.id == HOME_ID)
        .with_only_columns(
            Decision.application_id,
            Application.answer_set_id,
            Application.reference,
            Application.title,
            Application.summary,
            Organisation.name.label("organisation"),
            Decision.amount,
            Territory.name.label("territory"),
            Territory.id.label("home"),
            Territory.level,
            Territory.departement_id,
        )
    )
    return state.applied_to(lines)
