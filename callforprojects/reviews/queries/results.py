"""What the jury's scores say: of one application, and of a whole call; added up in SQL."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Integer, Result, Select, and_, func, select, type_coerce
from sqlalchemy.orm import contains_eager, selectinload

from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.applications.queries import files_open_to
from callforprojects.core.data.database import db
from callforprojects.core.data.points import Points
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.tables import TableState
from callforprojects.core.tables.pagination import Page, paginate_rows
from callforprojects.criteria.models import Criterion
from callforprojects.criteria.queries import criteria_of
from callforprojects.engines.cell_marks import CellMarks
from callforprojects.engines.scoring import (
    Tally,
    cell_marks,
    mean_by_domain,
    mean_by_purpose,
    pooled_mean,
    spread,
)
from callforprojects.iso37101.frame import frame
from callforprojects.juries.models import Juror
from callforprojects.organisations.models import Organisation
from callforprojects.reviews.models import Review, Score, ScoreStatus, Standing

_AT_ONCE = 500
_TENTH = Decimal("0.1")
_HUNDREDTHS = type_coerce(Score.value, Integer)
_ONE = Points.of(1)


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """The marks on one criterion, on a scale of 0 to 100."""

    criterion: Criterion
    count: int
    mean: Decimal | None
    spread: Decimal | None


@dataclass(frozen=True, slots=True)
class Results:
    """What the counted scores say: by criterion, purpose, domain and cell; None: no mark."""

    criteria: list[CriterionResult]
    purposes: dict[str, Decimal | None]
    domains: dict[str, Decimal | None]
    cells: CellMarks

    @property
    def has_marks(self) -> bool:
        return any(result.count for result in self.criteria)


@dataclass(frozen=True, slots=True)
class ScoredFile:
    """An application with what its counted reviews add up to: their totals, the lowest first, then
    the columns that are read (`_scored`). Before the first review there is no mark, and none of
    what is hidden.
    """

    totals: Sequence[Decimal]
    is_hidden: bool
    id: uuid.UUID
    reference: str
    title: str
    organisation: str
    reviews: int | None
    versions: int | None
    revised: int | None
    mean: Decimal | None
    median: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None

    @property
    def gap(self) -> Decimal | None:
        """Between the lowest total and the highest."""
        lowest, highest = self.tenths("lowest"), self.tenths("highest")
        return None if lowest is None or highest is None else highest - lowest

    def tenths(self, name: str) -> Decimal | None:
        """One of the marks, as it is written."""
        mark: Decimal | None = getattr(self, name)
        return None if mark is None else mark.quantize(_TENTH)


def results_of_call(round_id: uuid.UUID, *, without: Collection[uuid.UUID] = ()) -> Results:
    """The results over all the filed applications of a call but some, in two queries.

    Every mark of the call is added up: half a second for half a million of them.
    """
    scored = _tallies().join(Application, Application.id == Review.application_id)
    kept = [Application.round_id == round_id, Application.status == ApplicationStatus.SUBMITTED]
    if without:
        kept.append(Application.id.not_in(without))
    return _results(round_id, scored.where(*kept))


def results_of_application(application: Application) -> Results:
    """The results of one application, in two queries."""
    scored = _tallies().where(Review.application_id == application.id)
    return _results(application.round_id, scored)


def scored_files(
    round_id: uuid.UUID, state: TableState, visitor: Visitor, *, hidden: Collection[uuid.UUID] = ()
) -> Page[ScoredFile]:
    """A page of the applications of a call (`tables.SCORED`) with what their reviews add up to.

    Those whose scores are `hidden` come last where the order would tell something of them.
    """
    query = _scored(round_id, state, visitor, hidden)
    page = paginate_rows(query, page=state.page)
    return page.of(_with_totals(page.items, hidden))


def all_scored_files(
    round_id: uuid.UUID, state: TableState, visitor: Visitor, *, hidden: Collection[uuid.UUID] = ()
) -> Iterator[ScoredFile]:
    """The same without pages, for a spreadsheet: the totals are read piece by piece."""
    rows = db.session.execute(_scored(round_id, state, visitor, hidden)).all()
    for start in range(0, len(rows), _AT_ONCE):
        yield from _with_totals(rows[start : start + _AT_ONCE], hidden)


def _scored(
    round_id: uuid.UUID, state: TableState, visitor: Visitor, hidden: Collection[uuid.UUID]
) -> Select[*tuple[Any, ...]]:
    """The columns of ScoredFile. Nothing is read of a standing that is hidden, or sorted by it."""
    is_known = [Application.id.not_in(hidden)] if hidden else []
    query: Select[*tuple[Any, ...]] = (
        select(
            Application.id,
            Application.reference,
            Application.title,
            Organisation.name,
            Standing.count,
            Standing.versions,
            Standing.revised,
            Standing.mean,
            Standing.median,
            Standing.lowest,
            Standing.highest,
        )
        .outerjoin(Standing, and_(Standing.application_id == Application.id, *is_known))
        .join(Application.organisation)
        .where(*files_open_to(visitor, round_id, ApplicationStatus.SUBMITTED))
    )
    return state.applied_to(query)


def _with_totals(rows: Sequence[Any], hidden: Collection[uuid.UUID]) -> list[ScoredFile]:
    """Those lines with the totals of their counted reviews, unless they are hidden."""
    totals: dict[uuid.UUID, list[Decimal]] = defaultdict(list)
    found: Result[*tuple[Any, ...]] = db.session.execute(
        select(Review.application_id, Review.total)
        .where(
            Review.application_id.in_([row.id for row in rows if row.id not in hidden]),
            Review.is_counted.is_(True),
            Review.total.is_not(None),
        )
        .order_by(Review.total)
    )
    for application_id, total in found:
        totals[application_id].append(total)
    return [ScoredFile(totals[row.id], row.id in hidden, *row) for row in rows]


def standing_of(application_id: uuid.UUID) -> Standing | None:
    """What the counted reviews of an application add up to."""
    return db.session.scalar(select(Standing).where(Standing.application_id == application_id))


def reviews_of(application_id: uuid.UUID) -> Sequence[Review]:
    """Every review of an application with its juror, by name, and its marks.

    Drafts and those set aside are there too.
    """
    return db.session.scalars(
        select(Review)
        .join(Review.juror)
        .where(Review.application_id == application_id)
        .order_by(Juror.search_text, Review.juror_id)
        .options(
            contains_eager(Review.juror),
            selectinload(Review.scores),
            selectinload(Review.versions),
        )
    ).all()


def _tallies() -> "Select[*tuple[Any, ...]]":
    """Per criterion: how many marks, their sum, the sum of their squares. Only counted reviews."""
    return (
        select(
            Score.criterion_id,
            func.count(),
            func.sum(_HUNDREDTHS),
            func.sum(_HUNDREDTHS * _HUNDREDTHS),
        )
        .join(Review, Review.id == Score.review_id)
        .where(Review.is_counted.is_(True), Score.status == ScoreStatus.SCORED)
        .group_by(Score.criterion_id)
    )


def _results(round_id: uuid.UUID, query: "Select[*tuple[Any, ...]]") -> Results:
    criteria = criteria_of(round_id)
    tallies = {
        criterion_id: Tally(count, int(total), int(squares))
        for criterion_id, count, total, squares in db.session.execute(query)
    }
    purposes = [purpose.code for purpose in frame().purposes]
    domains = [domain.code for domain in frame().domains]
    return Results(
        criteria=[_of_criterion(criterion, tallies.get(criterion.id)) for criterion in criteria],
        purposes=mean_by_purpose(tallies, criteria, purposes),
        domains=mean_by_domain(tallies, criteria, domains),
        cells=cell_marks(tallies, criteria),
    )


def _of_criterion(criterion: Criterion, tally: Tally | None) -> CriterionResult:
    """A criterion without weight still has a mean of its own marks."""
    if tally is None:
        return CriterionResult(criterion, 0, None, None)
    alone = _Alone(criterion.id, criterion.scale_max)
    return CriterionResult(
        criterion,
        tally.count,
        pooled_mean({criterion.id: tally}, [alone]),
        spread(tally, criterion.scale_max),
    )


@dataclass(frozen=True, slots=True)
class _Alone:
    """A criterion looked at by itself: its weight does not matter."""

    id: uuid.UUID
    scale_max: Points
    weight: Points = _ONE
