"""Reading what a funder keeps: its rules, its calls whose results are out, their files."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.applications.permissions import FUNDERS
from callforprojects.archives.keeping import PROPOSED, FileGroup, FinalFate, Keeping
from callforprojects.archives.models import EliminatedFile, Elimination, RetentionRule
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.tables import TableState
from callforprojects.core.tables.pagination import Page, paginate, paginate_rows
from callforprojects.files.models import File
from callforprojects.organisations.models import Organisation
from callforprojects.selection.models import FUNDED, Decision, Outcome
from callforprojects.selection.queries import live_decision

_AT_ONCE = 500
CALL_ENDED = sa.func.coalesce(Round.announced_at, Call.cancelled_at)
"""When the results of a call were announced, or it was cancelled (its current round is joined)."""
_IS_FUNDED = sa.and_(
    Decision.announced_at.is_not(None),
    Decision.outcome.in_(FUNDED),
    Application.status == ApplicationStatus.SUBMITTED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """One application of a call whose results are out, and what its funder's rule says of it."""

    id: uuid.UUID
    reference: str
    title: str
    organisation: str
    submitted_at: datetime
    outcome: Outcome | ApplicationStatus
    group: FileGroup
    keeping: Keeping
    ends_on: date
    documents: int
    size: int

    @property
    def is_over(self) -> bool:
        """Whether its administrative period is over."""
        return self.ends_on < to_paris(now()).date()

    @property
    def may_go(self) -> bool:
        """Whether it may be eliminated, once there is a visa."""
        return self.is_over and self.keeping.fate is not FinalFate.TRANSFER


@dataclass(frozen=True, slots=True)
class Going:
    """How many files may be eliminated, by group and final fate, with their documents."""

    by_keeping: Mapping[tuple[FileGroup, FinalFate], int]
    documents: int
    size: int

    @property
    def total(self) -> int:
        return sum(self.by_keeping.values())


def retention_rules_of(funder_id: uuid.UUID) -> Mapping[FileGroup, RetentionRule]:
    """What a funder has set, by group."""
    query = sa.select(RetentionRule).where(RetentionRule.funder_id == funder_id)
    return {rule.file_group: rule for rule in db.session.scalars(query)}


def keepings_of(rules: Mapping[FileGroup, RetentionRule]) -> Mapping[FileGroup, Keeping]:
    """For each group, what the funder has set, else what is proposed."""
    return {
        group: rules[group].keeping if group in rules else proposed
        for group, proposed in PROPOSED.items()
    }


def ended_calls(funder_id: uuid.UUID, state: TableState) -> Page[Call]:
    """A page of the calls of a funder that have ended (`tables.ENDED_CALLS`), the oldest first."""
    query = (
        sa.select(Call)
        .join(Call.current_round)
        .where(Call.funder_id == funder_id, CALL_ENDED.is_not(None))
        .options(contains_eager(Call.current_round))
    )
    return paginate(state.applied_to(query), page=state.page)


def counts_by_group(calls: Collection[Call]) -> Mapping[tuple[uuid.UUID, FileGroup], int]:
    """How many files are kept of each call, whatever their round, by group; one query."""
    group = sa.case((_IS_FUNDED, FileGroup.FUNDED.value), else_=FileGroup.NOT_FUNDED.value)
    rows = db.session.execute(
        sa.select(Round.call_id, group, sa.func.count())
        .join(Application.round)
        .outerjoin(Decision, live_decision())
        .where(
            Round.call_id.in_([call.id for call in calls]),
            Application.status != ApplicationStatus.DRAFT,
        )
        .group_by(Round.call_id, group)
    )
    return {(call_id, FileGroup(name)): number for call_id, name, number in rows}


def kept_files(call: Call, visitor: Visitor) -> Iterator[KeptFile]:
    """The files of all the rounds of a call that a person may know of, by reference, read piece by
    piece.

    None before the results are out, or the call is cancelled: the service uses them.
    """
    if since := call.ended_at:
        keepings = keepings_of(retention_rules_of(call.funder_id))
        query = _kept(call.id, visitor)
        for row in db.session.execute(query.execution_options(yield_per=_AT_ONCE)):
            yield _kept_file(row, keepings, since)


def page_of_kept_files(call: Call, visitor: Visitor, state: TableState) -> Page[KeptFile]:
    """The same, one page of them (`tables.KEPT_FILES`)."""
    since = call.ended_at
    query = _kept(call.id, visitor).where(sa.literal(since is not None))
    found = paginate_rows(state.applied_to(query), page=state.page)
    if since is None:
        return found.of([])
    keepings = keepings_of(retention_rules_of(call.funder_id))
    return found.of([_kept_file(row, keepings, since) for row in found.items])


def what_may_go(call: Call, visitor: Visitor) -> Going:
    """What an elimination would erase, counted."""
    found = [file for file in kept_files(call, visitor) if file.may_go]
    return Going(
        by_keeping=Counter((file.group, file.keeping.fate) for file in found),
        documents=sum(file.documents for file in found),
        size=sum(file.size for file in found),
    )


def eliminations_of(call_id: uuid.UUID) -> Sequence[Elimination]:
    """What was eliminated of a call, by whose visa, with the files; the last first."""
    return db.session.scalars(
        sa.select(Elimination)
        .where(Elimination.call_id == call_id)
        .order_by(Elimination.recorded_at.desc())
        .options(joinedload(Elimination.recorded_by), selectinload(Elimination.files))
    ).all()


def announced_and_erased(call_id: uuid.UUID) -> int:
    """How many applications whose results were public are eliminated."""
    query = (
        sa.select(sa.func.count(EliminatedFile.id))
        .join(Elimination, Elimination.id == EliminatedFile.elimination_id)
        .where(
            Elimination.call_id == call_id,
            EliminatedFile.erased_at.is_not(None),
            EliminatedFile.outcome.in_([outcome.value for outcome in Outcome]),
        )
    )
    return db.session.scalar(query) or 0


def files_to_erase(limit: int) -> Sequence[EliminatedFile]:
    """Those whose elimination is recorded, and that are not erased yet; held until the commit."""
    return db.session.scalars(
        sa.select(EliminatedFile)
        .where(EliminatedFile.erased_at.is_(None))
        .order_by(EliminatedFile.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()


def _kept(call_id: uuid.UUID, visitor: Visitor) -> sa.Select[Any]:
    documents = (
        sa.select(
            File.subject_id,
            sa.func.count().label("documents"),
            sa.func.sum(File.size).label("size"),
        )
        .where(File.subject_kind == Application.__tablename__)
        .group_by(File.subject_id)
        .subquery()
    )
    waiting = sa.select(EliminatedFile.application_id)
    return (
        sa.select(
            Application.id,
            Application.reference,
            Application.title,
            Application.submitted_at,
            Application.status,
            Organisation.name.label("organisation"),
            Decision.outcome,
            Decision.announced_at,
            _IS_FUNDED.label("is_funded"),
            documents.c.documents,
            documents.c.size,
        )
        .join(Application.organisation)
        .join(Application.round)
        .outerjoin(Decision, live_decision())
        .outerjoin(documents, documents.c.subject_id == Application.id)
        .where(Round.call_id == call_id, FUNDERS.of_rows(visitor), Application.id.not_in(waiting))
        .order_by(Application.reference)
    )


def _kept_file(
    row: Any,  # noqa: ANN401  # a row of _kept
    keepings: Mapping[FileGroup, Keeping],
    since: datetime,
) -> KeptFile:
    group = FileGroup.FUNDED if row.is_funded else FileGroup.NOT_FUNDED
    return KeptFile(
        id=row.id,
        reference=row.reference,
        title=row.title,
        organisation=row.organisation,
        submitted_at=row.submitted_at,
        outcome=_outcome(row),
        group=group,
        keeping=keepings[group],
        ends_on=keepings[group].ends_on(since),
        documents=row.documents or 0,
        size=int(row.size or 0),  # PostgreSQL sums to a decimal
    )


def _outcome(row: Any) -> Outcome | ApplicationStatus:  # noqa: ANN401  # a row of _kept
    """What was announced; else what it is: withdrawn, or filed and never decided."""
    status: ApplicationStatus = row.status
    if row.announced_at is None or status is not ApplicationStatus.SUBMITTED:
        return status
    return Outcome(row.outcome)
