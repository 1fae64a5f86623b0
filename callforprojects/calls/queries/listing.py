"""The public list of calls: what is looked for, in which state, in which order."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from callforprojects.calls.applicants import Applicant
from callforprojects.calls.expected import Expected, PurposeExpected, purposes_expected
from callforprojects.calls.models import Call, Expectation, Publication
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.tables import words_in
from callforprojects.core.tables.pagination import Page
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.iso37101.profile import Profile
from callforprojects.organisations.models import Organisation

CELLS = selectinload(Call.expectations).load_only(  # 24 rows a call: only what is drawn
    Expectation.purpose, Expectation.domain, Expectation.level, raiseload=True
)
PER_PAGE = 20


class ListedState(StrEnum):
    """Which calls the list shows, by where they stand now."""

    CURRENT = "current"
    OPEN = "open"
    UPCOMING = "upcoming"
    CLOSED = "closed"
    ANNOUNCED = "announced"

    @property
    def label(self) -> Sentence:
        return {
            ListedState.CURRENT: _("Open and upcoming"),
            ListedState.OPEN: pgettext("calls", "Open"),
            ListedState.UPCOMING: pgettext("calls", "Upcoming"),
            ListedState.CLOSED: pgettext("calls", "Closed"),
            ListedState.ANNOUNCED: pgettext("calls", "Results announced"),
        }[self]


class Sort(StrEnum):
    """The order of the list."""

    DEADLINE = "deadline"
    NEWEST = "newest"
    ENVELOPE = "envelope"

    @property
    def label(self) -> Sentence:
        return {
            Sort.DEADLINE: pgettext("sort", "Closing date"),
            Sort.NEWEST: pgettext("sort", "Latest published"),
            Sort.ENVELOPE: pgettext("sort", "Largest budget"),
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFilters:
    """What a visitor looks for; an empty value filters nothing.

    `territory_type` is a code of the framework: calls that accept such applicants. `accepting` is
    the same question asked about one applicant: what it counts as, and where it is.
    """

    text: str = ""
    purpose: str = ""
    domain: str = ""
    territory_type: str = ""
    accepting: Applicant | None = None
    funder: uuid.UUID | None = None
    state: ListedState = ListedState.CURRENT
    sort: Sort = Sort.DEADLINE


@dataclass(frozen=True, slots=True)
class ListedCall:
    """One line of the list: the cells it expects, then the columns that are read (`_LINE`)."""

    cells: Sequence[Expected]
    id: uuid.UUID
    language: str
    title: str
    summary: str
    funder: str
    envelope: Money | None
    status: Publication
    opens_at: datetime | None
    closes_at: datetime | None
    announced_at: datetime | None

    status_at = Call.status_at

    @property
    def expected_profile(self) -> Profile:
        return Profile.from_cells((cell.purpose, cell.domain, cell.level) for cell in self.cells)

    @property
    def expected_purposes(self) -> list[PurposeExpected]:
        return purposes_expected(self.cells)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list, and how many calls the same search finds in each state."""

    page: Page[ListedCall]
    counts: dict[ListedState, int]


def public_calls(filters: CallFilters, *, page: int = 1, at: datetime | None = None) -> Listing:
    """A page of published calls, each with its funder and its cells; three queries.

    By default open ones by closing, then upcoming by opening; in the past, the last closed first.
    """
    at = at or now()
    matching, states = _matching(filters), _states(at)
    counts = _counts(matching, states)
    query = (
        _LINE.where(*matching, states[filters.state])
        .order_by(*_order(filters, at))
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    rows = _listed(query) if counts[filters.state] else ()
    return Listing(Page(rows, page, PER_PAGE, counts[filters.state]), counts)


def open_calls(
    filters: CallFilters | None = None, *, limit: int = 6, at: datetime | None = None
) -> Sequence[ListedCall]:
    """The calls open now, the nearest closing first, with their funder and their cells."""
    at = at or now()
    query = (
        _LINE.where(*_matching(filters or CallFilters()), _states(at)[ListedState.OPEN])
        .order_by(Call.closes_at, Call.id)
        .limit(limit)
    )
    return _listed(query)


def publishing_funders() -> list[tuple[uuid.UUID, str]]:
    """The identifier and the name of the funders that have published a call, by name."""
    rows = db.session.execute(
        sa.select(Organisation.id, Organisation.name)
        .where(Organisation.id.in_(sa.select(Call.funder_id).where(_IS_PUBLIC)))
        .order_by(Organisation.search_text)
    )
    return [(key, name) for key, name in rows]


_IS_PUBLIC = Call.status != Publication.DRAFT
_LINE: sa.Select[*tuple[Any, ...]] = sa.select(
    Call.id,
    Call.language,
    Call.title,
    Call.summary,
    Organisation.name.label("funder"),
    Call.envelope,
    Call.status,
    Call.opens_at,
    Call.closes_at,
    Call.announced_at,
).join(Call.funder)


def _listed(query: sa.Select[*tuple[Any, ...]]) -> list[ListedCall]:
    """The lines of a query, each with its cells, which a second one reads for all."""
    rows = db.session.execute(query).all()
    cells: dict[uuid.UUID, list[Any]] = defaultdict(list)
    if rows:
        found = db.session.execute(
            sa.select(
                Expectation.call_id, Expectation.purpose, Expectation.domain, Expectation.level
            ).where(Expectation.call_id.in_([row.id for row in rows]))
        )
        for cell in found:
            cells[cell.call_id].append(cell)
    return [ListedCall(cells[row.id], *row) for row in rows]


def _counts(
    matching: Sequence[sa.ColumnElement[bool]], states: Mapping[ListedState, Any]
) -> dict[ListedState, int]:
    """How many calls there are in each state, in one query."""
    columns = [sa.func.count(sa.case((is_in, 1))) for is_in in states.values()]
    row = db.session.execute(
        sa.select(*columns).select_from(Call).join(Call.funder).where(*matching)
    ).one()
    return dict(zip(states, row, strict=True))


def _order(filters: CallFilters, at: datetime) -> tuple[Any, ...]:
    if filters.sort is Sort.NEWEST:
        return Call.published_at.desc(), Call.id
    if filters.sort is Sort.ENVELOPE:
        return Call.envelope.is_(None), Call.envelope.desc(), Call.closes_at, Call.id
    if filters.state in {ListedState.CLOSED, ListedState.ANNOUNCED}:
        return Call.closes_at.desc(), Call.id
    is_upcoming = sa.case((Call.opens_at > at, 1), else_=0)
    turn = sa.case((Call.opens_at > at, Call.opens_at), else_=Call.closes_at)
    return is_upcoming, turn, Call.id


def _matching(filters: CallFilters) -> list[sa.ColumnElement[bool]]:
    """Everything asked but the state."""
    asked = [_IS_PUBLIC]
    if filters.text:
        asked.append(words_in(Call.search_text, Organisation.search_text)(filters.text))
    if filters.funder:
        asked.append(Call.funder_id == filters.funder)
    if filters.territory_type:
        asked.append(_accepts(Call.territory_types, {filters.territory_type}))
    if filters.accepting:
        asked.append(_accepts(Call.territory_types, filters.accepting.types))
        if filters.accepting.area:
            asked.append(_accepts(Call.areas, {filters.accepting.area}))
    if filters.purpose or filters.domain:
        asked.append(_expects(filters.purpose, filters.domain))
    return asked


def _states(at: datetime) -> dict[ListedState, sa.ColumnElement[bool]]:
    """The condition of each state."""
    is_published = Call.status == Publication.PUBLISHED
    is_announced = sa.and_(is_published, Call.announced_at.is_not(None), Call.announced_at <= at)
    is_current = sa.and_(
        is_published,
        Call.closes_at > at,
        sa.or_(Call.announced_at.is_(None), Call.announced_at > at),
    )
    return {
        ListedState.CURRENT: is_current,
        ListedState.OPEN: sa.and_(is_current, Call.opens_at <= at),
        ListedState.UPCOMING: sa.and_(is_current, Call.opens_at > at),
        ListedState.CLOSED: sa.and_(_IS_PUBLIC, sa.not_(is_current), sa.not_(is_announced)),
        ListedState.ANNOUNCED: is_announced,
    }


def _expects(purpose: str, domain: str) -> sa.ColumnElement[bool]:
    """Expects something of the purpose, of the domain, or of the cell where both meet."""
    cell = sa.select(Expectation.id).where(Expectation.call_id == Call.id)
    if purpose:
        cell = cell.where(Expectation.purpose == purpose)
    if domain:
        cell = cell.where(Expectation.domain == domain)
    return cell.exists()


def _accepts(
    column: InstrumentedAttribute[list[str]], accepted: Collection[str]
) -> sa.ColumnElement[bool]:
    """The list of codes is short JSON text, and an empty one accepts all."""
    codes = sa.cast(column, sa.Text)
    return sa.or_(
        codes == "[]", *(codes.contains(f'"{code}"', autoescape=True) for code in sorted(accepted))
    )
