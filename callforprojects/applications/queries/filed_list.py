"""What was filed to a call, as its officers list it: columns, and not objects."""

import uuid
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.core.data.database import db
from callforprojects.core.data.visibility import shown
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.tables import TableState
from callforprojects.core.tables.pagination import Page, paginate_rows
from callforprojects.organisations.models import Organisation
from callforprojects.organisations.queries import counts_as, lies_in_areas
from callforprojects.territories.areas import Area
from callforprojects.territories.models import Territory

_DOWNLOADED_AT_ONCE = 500
_NEVER_EMPTY = {"title", "organisation", "filed"}
_FILED = (ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN)


def filed(call_id: uuid.UUID, state: TableState, visitor: Visitor) -> Page[Any]:
    """A page of what was filed to a call (`tables.FILED`): columns, and not objects."""
    conditions = [*_conditions(call_id, state), shown(visitor, Application)]
    total = _count(state, conditions)
    return paginate_rows(_filed(state, conditions), page=state.page, total=total)


def all_filed(call_id: uuid.UUID, state: TableState, visitor: Visitor) -> Iterator[Any]:
    """The same without pages, read piece by piece."""
    conditions = [*_conditions(call_id, state), shown(visitor, Application)]
    query = _filed(state, conditions).execution_options(yield_per=_DOWNLOADED_AT_ONCE)
    yield from db.session.execute(query)


def _filed(state: TableState, conditions: list[sa.ColumnElement[bool]]) -> sa.Select[Any]:
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
        Organisation.territory_id,
        Territory.departement_id,
        Territory.area,
    ]
    return (
        sa.select(*columns)
        .join(Application.organisation)
        .outerjoin(Organisation.territory)
        .where(Application.status != ApplicationStatus.DRAFT, *conditions)
        .order_by(*_sorting(state))
    )


def _count(state: TableState, conditions: list[sa.ColumnElement[bool]]) -> int:
    """Without the organisations when nothing is asked of them: four times quicker."""
    query = (
        sa.select(sa.func.count())
        .select_from(Application)
        .where(
            Application.status.in_(_FILED),  # an index has them, where the opposite reads the rows
            *conditions,
        )
    )
    if state.text("q") or state.text("type") or state.text("area"):
        query = query.join(Application.organisation)
    return db.session.scalar(query) or 0


def _conditions(call_id: uuid.UUID, state: TableState) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [Application.call_id == call_id]
    if words := state.text("q"):
        looked_in = (Application.reference, Application.title, Organisation.name)
        conditions.append(sa.or_(*(c.icontains(words, autoescape=True) for c in looked_in)))
    if kind := state.text("type"):
        conditions.append(counts_as([kind]))
    if area := state.choice("area", Area):
        conditions.append(lies_in_areas([area]))
    if status := state.choice("status", ApplicationStatus):
        conditions.append(Application.status == status)
    return conditions


def _sorting(state: TableState) -> list[Any]:
    """What has nothing to be sorted by comes last, whichever the way."""
    columns: dict[str, Any] = {
        "reference": Application.reference,
        "title": Application.title,
        "organisation": Organisation.name,
        "departement": sa.func.coalesce(Territory.departement_id, Organisation.territory_id),
        "amount": Application.requested_amount,
        "cost": Application.total_cost,
        "filed": Application.submitted_at,
    }
    column = columns[state.sort_key]
    way = column.desc() if state.is_descending else column.asc()
    if state.sort_key == "reference":
        return [way]
    last = [] if state.sort_key in _NEVER_EMPTY else [column.is_(None)]
    return [*last, way, Application.reference]
