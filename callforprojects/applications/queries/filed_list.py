"""What was filed to a call, as its officers list it: columns, and not objects."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.applications.permissions import FUNDERS
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.tables import TableState
from callforprojects.core.tables.pagination import Page, paginate_rows
from callforprojects.organisations.models import Organisation
from callforprojects.organisations.queries import HOME_ID
from callforprojects.territories.models import Territory

_DOWNLOADED_AT_ONCE = 500
FILED_STATUSES = (ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN)


def files_open_to(
    visitor: Visitor, round_id: uuid.UUID, status: ApplicationStatus | None = None
) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions of the files of a round that somebody reads for its funder.

    Without a status they are all but the drafts.
    """
    asked = [Application.round_id == round_id]
    if status is not None:
        asked.append(Application.status == status)
    return (*asked, is_open_to(visitor, round_id, status))


def is_open_to(
    visitor: Visitor, round_id: uuid.UUID, status: ApplicationStatus | None = None
) -> sa.ColumnElement[bool]:
    """The same of a query that asks the round, and the status, in its own way."""
    known: dict[Any, object] = {Application.round_id: round_id}
    if status is not None:
        known[Application.status] = status
    return FUNDERS.of_rows(visitor, known)


def filed(round_id: uuid.UUID, state: TableState, visitor: Visitor) -> Page[Any]:
    """A page of what was filed to a call (`tables.FILED`): columns, and not objects."""
    mine = files_open_to(visitor, round_id)
    total = _count(state, mine)
    return paginate_rows(_filed(state, mine), page=state.page, total=total)


def all_filed(round_id: uuid.UUID, state: TableState, visitor: Visitor) -> Iterator[Any]:
    """The same without pages, read piece by piece."""
    query = _filed(state, files_open_to(visitor, round_id)).execution_options(
        yield_per=_DOWNLOADED_AT_ONCE
    )
    yield from db.session.execute(query)


def _filed(state: TableState, conditions: Sequence[sa.ColumnElement[bool]]) -> sa.Select[Any]:
    columns: list[Any] = [
        Application.id,
        Application.reference,
        Application.title,
        Application.requested_amount,
        Application.total_cost,
        Application.submitted_at,
        Application.status,
        Organisation.name.label("organisation"),
        Organisation.siret,
        Organisation.territory_type,
        HOME_ID.label("home_id"),
        Territory.departement_id,
        Territory.area,
    ]
    query = (
        sa.select(*columns)
        .join(Application.organisation)
        .outerjoin(Territory, Territory.id == HOME_ID)
        .where(*conditions)
    )
    return state.applied_to(query)


def _count(state: TableState, conditions: Sequence[sa.ColumnElement[bool]]) -> int:
    """Without the organisations when nothing is asked of them: four times quicker."""
    query = (
        sa.select(sa.func.count())
        .select_from(Application)
        .where(
            Application.status.in_(
                FILED_STATUSES
            ),  # an index has them, where the opposite reads the rows
            *conditions,
            *state.conditions,
        )
    )
    if state.asks_of(Organisation):
        query = query.join(Application.organisation)
    return db.session.scalar(query) or 0
