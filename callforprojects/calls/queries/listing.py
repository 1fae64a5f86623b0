"""The public list of calls: its lines, its states, what they accept and expect."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from callforprojects.calls.applicants import Applicant
from callforprojects.calls.expected import Expected, PurposeExpected, purposes_expected
from callforprojects.calls.models import Call, Expectation, Publication, Round
from callforprojects.calls.statuses import Dated
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.tables import TabFilter, TableState
from callforprojects.core.tables.pagination import Page, tab_counts
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.iso37101.profile import Profile
from callforprojects.organisations.models import Organisation

CELLS = selectinload(Call.expectations).load_only(  # 24 rows a call: only what is drawn
    Expectation.purpose, Expectation.domain, Expectation.level, raiseload=True
)
PER_PAGE = 20


class ListedState(LabelledEnum):
    """Which calls the list shows, by where they stand now."""

    CURRENT = "current", _("Open and upcoming")
    OPEN = "open", pgettext("calls", "Open")
    UPCOMING = "upcoming", pgettext("calls", "Upcoming")
    CLOSED = "closed", pgettext("calls", "Closed")
    ANNOUNCED = "announced", pgettext("calls", "Results announced")


@dataclass(frozen=True, slots=True)
class ListedCall(Dated):
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


def public_calls(state: TableState) -> Listing:
    """A page of published calls (`tables.public_table`), each with its cells; three queries."""
    (tab,) = (
        table_filter for table_filter in state.table.filters if isinstance(table_filter, TabFilter)
    )
    counts = tab_counts(_LINE, state, tab)
    total = counts[state.text(tab.key) or ListedState.CURRENT]
    query = state.applied_to(_LINE).limit(PER_PAGE).offset((state.page - 1) * PER_PAGE)
    page = Page(_listed_calls(query) if total else (), state.page, PER_PAGE, total)
    return Listing(page, {ListedState(value): number for value, number in counts.items()})


def open_calls(*, limit: int = 6) -> Sequence[ListedCall]:
    """The calls open now, the nearest closing first, with their funder and their cells."""
    is_open = is_in_state(ListedState.OPEN, now())
    query = _LINE.where(is_open).order_by(Round.closes_at, Call.id).limit(limit)
    return _listed_calls(query)


def publishing_funders() -> list[tuple[uuid.UUID, str]]:
    """The identifier and the name of the funders that have published a call, by name."""
    rows = db.session.execute(
        sa.select(Organisation.id, Organisation.name)
        .where(Organisation.id.in_(sa.select(Call.funder_id).where(_IS_PUBLIC)))
        .order_by(Organisation.search_text)
    )
    return [(key, name) for key, name in rows]


_IS_PUBLIC = Call.status != Publication.DRAFT
_LINE: sa.Select[*tuple[Any, ...]] = (
    sa.select(
        Call.id,
        Call.language,
        Call.title,
        Call.summary,
        Organisation.name.label("funder"),
        Call.envelope,
        Call.status,
        Round.opens_at,
        Round.closes_at,
        Round.announced_at,
    )
    .join(Call.funder)
    .join(Call.current_round)
    .where(_IS_PUBLIC)
)


def _listed_calls(query: sa.Select[*tuple[Any, ...]]) -> list[ListedCall]:
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


def is_in_state(state: str, at: datetime) -> sa.ColumnElement[bool]:
    """The condition that a call, joined with its current round, is in a state at an instant."""
    is_published = Call.status == Publication.PUBLISHED
    is_announced = sa.and_(is_published, Round.announced_at.is_not(None), Round.announced_at <= at)
    is_current = sa.and_(
        is_published,
        Round.closes_at > at,
        sa.or_(Round.announced_at.is_(None), Round.announced_at > at),
    )
    return {
        ListedState.CURRENT: is_current,
        ListedState.OPEN: sa.and_(is_current, Round.opens_at <= at),
        ListedState.UPCOMING: sa.and_(is_current, Round.opens_at > at),
        ListedState.CLOSED: sa.and_(_IS_PUBLIC, sa.not_(is_current), sa.not_(is_announced)),
        ListedState.ANNOUNCED: is_announced,
    }[ListedState(state)]


def by_deadline(at: datetime) -> tuple[sa.ColumnElement[Any], ...]:
    """Open calls by closing, upcoming ones by opening, then the past, the last closed first."""
    is_current = is_in_state(ListedState.CURRENT, at)
    is_upcoming = is_in_state(ListedState.UPCOMING, at)
    return (
        sa.case((is_upcoming, 1), (is_current, 0), else_=2),
        sa.case((is_upcoming, Round.opens_at), (is_current, Round.closes_at)),
        Round.closes_at.desc(),
    )


def accepts_type(code: str) -> sa.ColumnElement[bool]:
    """The condition that a call accepts applicants of this type."""
    return _accepts(Call.territory_types, {code})


def accepts_applicant(applicant: Applicant) -> sa.ColumnElement[bool]:
    """The condition that a call accepts what an applicant counts as, and where it is."""
    is_accepted = _accepts(Call.territory_types, applicant.types)
    return (
        sa.and_(is_accepted, _accepts(Call.areas, {applicant.area}))
        if applicant.area
        else is_accepted
    )


def expects(purpose: str, domain: str) -> sa.ColumnElement[bool]:
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
