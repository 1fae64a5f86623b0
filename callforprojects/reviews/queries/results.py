"""What the jury's scores say: of one application, and of a whole call; added up in SQL."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import Criterion
from callforprojects.core.database import db
from callforprojects.core.pagination import Page, paginate
from callforprojects.iso37101.frame import frame
from callforprojects.reviews.models import Review, Score, ScoreStatus, Standing
from callforprojects.reviews.scoring import (
    Tally,
    mean_by_domain,
    mean_by_purpose,
    pooled_mean,
    share_by_cell,
    spread,
)


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
    call_id: uuid.UUID,
    *,
    page: int = 1,
    by_spread: bool = False,
    hidden: Collection[uuid.UUID] = (),
) -> Page[Application]:
    """The applications of a call, one page of them; by reference, or the most disputed first.

    The order says nothing of those whose scores are `hidden`.
    """
    query = (
        select(Application)
        .outerjoin(Standing, Standing.application_id == Application.id)
        .where(Application.call_id == call_id, Application.status == ApplicationStatus.SUBMITTED)
        .options(joinedload(Application.organisation))
    )
    width: ColumnElement[Any] = func.coalesce(Standing.highest - Standing.lowest, -1)
    if hidden:
        width = case((Application.id.in_(hidden), -1), else_=width)
    order = (width.desc(), Application.reference) if by_spread else (Application.reference,)
    return paginate(query.order_by(*order), page=page)


def with_standing(
    applications: Iterable[Application], *, hidden: Collection[uuid.UUID] = ()
) -> list[ScoredFile]:
    """Those applications with what their counted reviews add up to, unless it is `hidden`."""
    files = {application.id: application for application in applications}
    shown = [key for key in files if key not in hidden]
    standings = {
        standing.application_id: standing
        for standing in db.session.scalars(
            select(Standing).where(Standing.application_id.in_(shown))
        )
    }
    totals: dict[uuid.UUID, list[Decimal]] = defaultdict(list)
    rows = db.session.execute(
        select(Review.application_id, Review.total)
        .where(Review.application_id.in_(shown), Review.is_counted.is_(True))
        .order_by(Review.total)
    )
    for application_id, total in rows:
        if total is not None:
            totals[application_id].append(total)
    return [
        ScoredFile(file, standings.get(key), totals[key], is_hidden=key in hidden)
        for key, file in files.items()
    ]


def standing_of(application_id: uuid.UUID) -> Standing | None:
    """What the counted reviews of an application add up to."""
    return db.session.scalar(select(Standing).where(Standing.application_id == application_id))


def reviews_of(application_id: uuid.UUID) -> Sequence[Review]:
    """Every review of an application with its juror and marks, drafts and set aside included."""
    return db.session.scalars(
        select(Review)
        .where(Review.application_id == application_id)
        .order_by(Review.juror_id)
        .options(joinedload(Review.juror), selectinload(Review.scores))
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
