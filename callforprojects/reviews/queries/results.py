"""What the jury's scores say: of one application, and of a whole call; added up in SQL."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import Criterion
from callforprojects.core.access import Visitor
from callforprojects.core.database import db
from callforprojects.core.pagination import Page, paginate
from callforprojects.core.tables import TableState
from callforprojects.core.visibility import shown
from callforprojects.iso37101.frame import frame
from callforprojects.juries.models import Juror
from callforprojects.organisations.models import Organisation
from callforprojects.reviews.models import Review, Score, ScoreStatus, Standing
from callforprojects.reviews.scoring import (
    Tally,
    mean_by_domain,
    mean_by_purpose,
    pooled_mean,
    share_by_cell,
    spread,
)

_AT_ONCE = 500
_TENTH = Decimal("0.1")


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
    cells: dict[tuple[str, str], Decimal | None]

    @property
    def has_marks(self) -> bool:
        return any(result.count for result in self.criteria)


@dataclass(frozen=True, slots=True)
class ScoredFile:
    """An application with its standing (None before the first review) and its totals."""

    application: Application
    standing: Standing | None
    totals: list[Decimal]
    is_hidden: bool = False

    @property
    def id(self) -> uuid.UUID:
        return self.application.id

    @property
    def gap(self) -> Decimal | None:
        """Between the lowest total and the highest."""
        lowest, highest = self.figure("lowest"), self.figure("highest")
        return None if lowest is None or highest is None else highest - lowest

    def figure(self, name: str) -> Any:  # noqa: ANN401  # a count or a mark
        """One of the figures of the standing, when there is one."""
        value = getattr(self.standing, name, None)
        return value.quantize(_TENTH) if isinstance(value, Decimal) else value


def results_of_call(call_id: uuid.UUID, *, without: Collection[uuid.UUID] = ()) -> Results:
    """The results over all the applications of a call but some, in two queries.

    Every mark of the call is added up: half a second for half a million of them.
    """
    scored = _tallies().join(Application, Application.id == Review.application_id)
    kept = [Application.call_id == call_id]
    if without:
        kept.append(Application.id.not_in(without))
    return _results(call_id, scored.where(*kept))


def results_of_application(application: Application) -> Results:
    """The results of one application, in two queries."""
    scored = _tallies().where(Review.application_id == application.id)
    return _results(application.call_id, scored)


def scored_files(
    call_id: uuid.UUID, state: TableState, visitor: Visitor, *, hidden: Collection[uuid.UUID] = ()
) -> Page[ScoredFile]:
    """A page of the applications of a call (`listing.SCORED`) with what their reviews add up to.

    Those whose scores are `hidden` come last where the order would tell something of them.
    """
    page = paginate(
        _scored(call_id, state, hidden).where(shown(visitor, Application)), page=state.page
    )
    files = with_standing(page.items, hidden=hidden)
    return Page(files, page.page, page.per_page, page.total)


def all_scored_files(
    call_id: uuid.UUID, state: TableState, visitor: Visitor, *, hidden: Collection[uuid.UUID] = ()
) -> Iterator[ScoredFile]:
    """The same without pages, for a spreadsheet: read piece by piece."""
    query = _scored(call_id, state, hidden).where(shown(visitor, Application))
    applications = db.session.scalars(query).all()
    for start in range(0, len(applications), _AT_ONCE):
        yield from with_standing(applications[start : start + _AT_ONCE], hidden=hidden)


def _scored(
    call_id: uuid.UUID, state: TableState, hidden: Collection[uuid.UUID]
) -> Select[Application]:
    query = (
        select(Application)
        .outerjoin(Standing, Standing.application_id == Application.id)
        .join(Application.organisation)
        .where(Application.call_id == call_id, Application.status == ApplicationStatus.SUBMITTED)
        .options(contains_eager(Application.organisation))
    )
    if words := state.text("q"):
        looked_in = (Application.reference, Application.title, Organisation.name)
        query = query.where(or_(*(each.icontains(words, autoescape=True) for each in looked_in)))
    names: dict[str, ColumnElement[Any]] = {
        "reference": Application.reference.expression,
        "title": func.lower(Application.title),
        "organisation": func.lower(Organisation.name),
    }
    marks: dict[str, ColumnElement[Any]] = {
        "reviews": Standing.count.expression,
        "versions": Standing.versions.expression,
        "revised": Standing.revised.expression,
        "mean": Standing.mean.expression,
        "median": Standing.median.expression,
        "lowest": Standing.lowest.expression,
        "highest": Standing.highest.expression,
        "spread": Standing.highest - Standing.lowest,
    }
    column = names.get(state.sort_key)
    if column is None:
        column = marks[state.sort_key]
        if hidden:
            column = case((Application.id.in_(hidden), None), else_=column)
    way = column.desc() if state.is_descending else column.asc()
    return query.order_by(way.nulls_last(), Application.reference, Application.id)


def with_standing(
    applications: Iterable[Application], *, hidden: Collection[uuid.UUID] = ()
) -> list[ScoredFile]:
    """Those applications with what their counted reviews add up to, unless it is `hidden`."""
    files = {application.id: application for application in applications}
    marked = [key for key in files if key not in hidden]
    standings: dict[uuid.UUID, Standing] = {}
    totals: dict[uuid.UUID, list[Decimal]] = defaultdict(list)
    is_counted = and_(Review.application_id == Standing.application_id, Review.is_counted.is_(True))
    rows = db.session.execute(
        select(Standing, Review.total)
        .outerjoin(Review, is_counted)
        .where(Standing.application_id.in_(marked))
        .order_by(Review.total)
    )
    for standing, total in rows:
        standings[standing.application_id] = standing
        if total is not None:
            totals[standing.application_id].append(total)
    return [
        ScoredFile(file, standings.get(key), totals[key], is_hidden=key in hidden)
        for key, file in files.items()
    ]


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
        .order_by(Juror.full_name, Review.juror_id)
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
            func.sum(Score.value),
            func.sum(Score.value * Score.value),
        )
        .join(Review, Review.id == Score.review_id)
        .where(Review.is_counted.is_(True), Score.status == ScoreStatus.SCORED)
        .group_by(Score.criterion_id)
    )


def _results(call_id: uuid.UUID, query: "Select[*tuple[Any, ...]]") -> Results:
    criteria = db.session.scalars(
        select(Criterion).where(Criterion.call_id == call_id).order_by(Criterion.position)
    ).all()
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
        cells=share_by_cell(tallies, criteria, (cell.key for cell in frame().cells)),
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
    scale_max: int
    weight: int = 1
