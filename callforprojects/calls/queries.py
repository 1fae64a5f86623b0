"""Reading calls: the public list and its filters, one call with its page, the officer's own."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from callforprojects.calls.folding import folded
from callforprojects.calls.models import Call, Expectation, Publication
from callforprojects.core.clock import now
from callforprojects.core.database import db
from callforprojects.core.pagination import Page, paginate
from callforprojects.organisations.models import Organisation, OrganisationKind
from callforprojects.questionnaires.models import Revision

CALL_PAGE = (
    joinedload(Call.funder),
    selectinload(Call.co_funders),
    selectinload(Call.expectations),
    selectinload(Call.criteria),
    selectinload(Call.postponements),
)
CARD = (joinedload(Call.funder), selectinload(Call.expectations))
DRAFT_PAGE = (
    joinedload(Call.funder),
    selectinload(Call.expectations),
    selectinload(Call.criteria),
)
PER_PAGE = 20
_MOST_WORDS = 8


class Period(StrEnum):
    """Which half of the list is shown."""

    CURRENT = "current"
    PAST = "past"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFilters:
    """What a visitor looks for; an empty value filters nothing.

    `territory_type` is a code of the framework: calls that accept such applicants. `accepting` is
    the same question asked about one territory: the code of its type.
    """

    text: str = ""
    purpose: str = ""
    domain: str = ""
    territory_type: str = ""
    accepting: str = ""
    period: Period = Period.CURRENT


def public_calls(filters: CallFilters, *, page: int = 1, at: datetime | None = None) -> Page[Call]:
    """A page of published calls: open ones by closing, then upcoming by opening.

    In the past: the last closed first. Each comes with its funder and its expectations.
    """
    at = at or now()
    query = _found(filters, at).options(*CARD)
    if filters.period is Period.CURRENT:
        is_upcoming = sa.case((Call.opens_at > at, 1), else_=0)
        turn = sa.case((Call.opens_at > at, Call.opens_at), else_=Call.closes_at)
        query = query.order_by(is_upcoming, turn, Call.id)
    else:
        query = query.order_by(Call.closes_at.desc(), Call.id)
    return paginate(query, page=page, per_page=PER_PAGE)


def open_calls(
    filters: CallFilters | None = None, *, limit: int = 6, at: datetime | None = None
) -> Sequence[Call]:
    """The calls open now, the nearest closing first, with their funder and expectations."""
    at = at or now()
    query = (
        _found(filters or CallFilters(), at)
        .where(Call.opens_at <= at)
        .order_by(Call.closes_at, Call.id)
        .limit(limit)
        .options(*CARD)
    )
    return db.session.scalars(query).all()


def call_page(call_id: uuid.UUID) -> Call | None:
    """One call with everything its public page shows."""
    return db.session.scalars(
        sa.select(Call).where(Call.id == call_id).options(*CALL_PAGE)
    ).one_or_none()


def call_asking(revision: Revision) -> Call:
    """The call that asks this revision of a questionnaire, with its funder."""
    return db.session.scalars(
        sa.select(Call)
        .where(Call.questionnaire_id == revision.questionnaire_id)
        .options(joinedload(Call.funder))
    ).one()


def calls_of(funder_ids: Collection[uuid.UUID]) -> Sequence[Call]:
    """All calls of some funders, drafts included, the newest first, with their funder."""
    return db.session.scalars(
        sa.select(Call)
        .where(Call.funder_id.in_(funder_ids))
        .order_by(Call.created_at.desc(), Call.id)
        .options(joinedload(Call.funder))
    ).all()


def funders_among(organisation_ids: Collection[uuid.UUID]) -> Sequence[Organisation]:
    """Those of these organisations that are funders, by name."""
    return db.session.scalars(
        sa.select(Organisation)
        .where(Organisation.id.in_(organisation_ids), Organisation.kind == OrganisationKind.FUNDER)
        .order_by(Organisation.name)
    ).all()


def references_like(start: str) -> set[str]:
    """The references taken that begin so."""
    query = sa.select(Call.reference).where(Call.reference.startswith(start, autoescape=True))
    return set(db.session.scalars(query))


def is_reference_taken(reference: str, *, but: uuid.UUID | None = None) -> bool:
    """Whether another call than `but` has this reference."""
    query = sa.select(Call.id).where(Call.reference == reference)
    return any(found != but for found in db.session.scalars(query))


def _found(filters: CallFilters, at: datetime) -> sa.Select[Any]:
    query = sa.select(Call).where(_in_period(filters.period, at))
    if words := folded(filters.text).split()[:_MOST_WORDS]:
        query = query.where(*_saying(words))
    for accepted in (filters.territory_type, filters.accepting):
        if accepted:
            query = query.where(_accepts(accepted))
    if filters.purpose or filters.domain:
        query = query.where(_expects(filters.purpose, filters.domain))
    return query


def _in_period(period: Period, at: datetime) -> sa.ColumnElement[bool]:
    is_current = sa.and_(
        Call.status == Publication.PUBLISHED,
        Call.closes_at > at,
        sa.or_(Call.announced_at.is_(None), Call.announced_at > at),
    )
    if period is Period.CURRENT:
        return is_current
    return sa.and_(Call.status != Publication.DRAFT, sa.not_(is_current))


def _saying(words: Sequence[str]) -> list[sa.ColumnElement[bool]]:
    """Each word in the title, the summary or the reference, or in the name of the funder."""
    funders = {
        funder_id: folded(f"{name} {aliases}")
        for funder_id, name, aliases in db.session.execute(_FUNDER_NAMES)
    }
    return [
        sa.or_(
            Call.search_text.contains(word, autoescape=True),
            Call.funder_id.in_([key for key, name in funders.items() if word in name]),
        )
        for word in words
    ]


_FUNDER_NAMES = sa.select(Organisation.id, Organisation.name, Organisation.aliases).where(
    Organisation.kind == OrganisationKind.FUNDER
)


def _expects(purpose: str, domain: str) -> sa.ColumnElement[bool]:
    """Expects something of the purpose, of the domain, or of the cell where both meet."""
    cell = sa.select(Expectation.id).where(Expectation.call_id == Call.id)
    if purpose:
        cell = cell.where(Expectation.purpose == purpose)
    if domain:
        cell = cell.where(Expectation.domain == domain)
    return cell.exists()


def _accepts(territory_type: str) -> sa.ColumnElement[bool]:
    """The list of codes is short JSON text, and an empty one accepts all."""
    codes = sa.cast(Call.territory_types, sa.Text)
    return sa.or_(codes == "[]", codes.contains(f'"{territory_type}"', autoescape=True))
