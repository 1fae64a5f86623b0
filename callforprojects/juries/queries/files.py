"""The files of a jury: given to whom, declared, closed by a conflict, and how to give them."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import joinedload

from callforprojects.applications.models import (
    Application,
    ApplicationStatus,
    ConflictOfInterest,
)
from callforprojects.applications.queries import files_open_to
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.tables import TableState
from callforprojects.core.tables.pagination import Page, paginate_rows
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.juries.models import Assignment, Declaration, Juror, JurorStatus
from callforprojects.juries.queries.conflicts import is_closed_to_juror, stepped_back
from callforprojects.organisations.models import Organisation

_AT_ONCE = 500
JURORS_IN_CHARGE = (
    select(func.count())
    .select_from(Assignment)
    .join(Juror, Juror.id == Assignment.juror_id)
    .outerjoin(ConflictOfInterest, stepped_back())
    .where(Assignment.application_id == Application.id, ConflictOfInterest.id.is_(None))
    .correlate(Application)
    .scalar_subquery()
)
"""How many jurors an application was given to, without those who stepped back."""


@dataclass(frozen=True, slots=True)
class NamedJuror:
    """A juror as a list names them."""

    id: uuid.UUID
    full_name: str


@dataclass(frozen=True, slots=True)
class GivenFile:
    """An application (the columns that `_files` reads) with the jurors it was given to, by name,
    those who stepped back apart.
    """

    id: uuid.UUID
    reference: str
    title: str
    organisation: str
    jurors: list[NamedJuror] = field(default_factory=list)
    withdrawn: list[NamedJuror] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FileToDeclare:
    """A file given to a juror, with what they have declared: None, False or True."""

    application: Application
    has_conflict: bool | None


def assigned_jurors(application_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The jurors to whom a file was given, whatever they declared."""
    return frozenset(
        db.session.scalars(
            select(Assignment.juror_id).where(Assignment.application_id == application_id)
        )
    )


def files_of_call(round_id: uuid.UUID, state: TableState, visitor: Visitor) -> Page[GivenFile]:
    """A page of the files that a jury may judge (`tables.FILES`), with their jurors."""
    page = paginate_rows(_files(round_id, state, visitor), page=state.page)
    return page.of(_with_jurors(page.items))


def all_files_of_call(
    round_id: uuid.UUID, state: TableState, visitor: Visitor
) -> Iterator[GivenFile]:
    """The same without pages, for a spreadsheet: the jurors are read piece by piece."""
    rows = db.session.execute(_files(round_id, state, visitor)).all()
    for start in range(0, len(rows), _AT_ONCE):
        yield from _with_jurors(rows[start : start + _AT_ONCE])


def _files(round_id: uuid.UUID, state: TableState, visitor: Visitor) -> Select[*tuple[Any, ...]]:
    query: Select[*tuple[Any, ...]] = (
        judged_applications(round_id)
        .join(Application.organisation)
        .with_only_columns(
            Application.id, Application.reference, Application.title, Organisation.name
        )
        .where(*files_open_to(visitor, round_id, ApplicationStatus.SUBMITTED))
    )
    return state.applied_to(query)


def _with_jurors(rows: Sequence[Any]) -> list[GivenFile]:
    """Those lines with the jurors to whom the files were given."""
    files = {row.id: GivenFile(*row) for row in rows}
    given = db.session.execute(
        select(Assignment.application_id, ConflictOfInterest.id, Juror.id, Juror.full_name)
        .join(Juror, Juror.id == Assignment.juror_id)
        .join(Application, Application.id == Assignment.application_id)
        .outerjoin(ConflictOfInterest, stepped_back())
        .where(Assignment.application_id.in_(files))
        .order_by(Juror.search_text, Juror.id)
    )
    for application_id, conflict_id, juror_id, name in given:
        file = files[application_id]
        juror = NamedJuror(juror_id, name)
        (file.jurors if conflict_id is None else file.withdrawn).append(juror)
    return list(files.values())


def files_to_declare(juror_id: uuid.UUID) -> list[FileToDeclare]:
    """The files given to a juror that are not closed to them, with what they declared."""
    rows = db.session.execute(
        open_assignments(Application, Declaration.has_conflict)
        .where(Assignment.juror_id == juror_id)
        .order_by(Application.reference)
        .options(
            joinedload(Application.organisation),
            joinedload(Application.round).joinedload(Round.call),
        )
    )
    return [FileToDeclare(application, declared) for application, declared in rows]


def undeclared_pairs(round_id: uuid.UUID) -> frozenset[tuple[uuid.UUID, uuid.UUID]]:
    """The jurors of a call with the files given to them, on which they have not declared yet."""
    rows = db.session.execute(
        open_assignments(Assignment.juror_id, Assignment.application_id).where(
            Application.round_id == round_id,
            Juror.status == JurorStatus.ACCEPTED,
            Declaration.id.is_(None),
        )
    )
    return frozenset((juror_id, application_id) for juror_id, application_id in rows)


def rounds_to_notify(before: datetime) -> Sequence[uuid.UUID]:
    """The rounds of which jurors hold files that no mail has named, none of them given since."""
    return db.session.scalars(
        select(Application.round_id)
        .join(Assignment, Assignment.application_id == Application.id)
        .where(Assignment.notified_at.is_(None))
        .group_by(Application.round_id)
        .having(func.max(Assignment.created_at) <= before)
        .order_by(Application.round_id)
    ).all()


def applications_by_id(round_id: uuid.UUID) -> dict[uuid.UUID, Application]:
    """The applications that a jury may judge, by identifier, in order."""
    found = db.session.scalars(
        judged_applications(round_id).options(joinedload(Application.organisation))
    )
    return {application.id: application for application in found}


def judged_applications(round_id: uuid.UUID) -> Select[Application]:
    return (
        select(Application)
        .where(Application.round_id == round_id, Application.status == ApplicationStatus.SUBMITTED)
        .order_by(Application.reference, Application.id)
    )


def open_assignments(*columns: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401  # columns
    """What was given to jurors and may be judged: neither withdrawn nor stepped back from.

    From `Assignment`, `Juror`, `Application`, and the `Declaration` of both if there is one.
    """
    same_pair = and_(
        Declaration.juror_id == Assignment.juror_id,
        Declaration.application_id == Assignment.application_id,
    )
    return (
        select(*columns)
        .select_from(Assignment)
        .join(Juror, Juror.id == Assignment.juror_id)
        .join(Application, Application.id == Assignment.application_id)
        .outerjoin(Declaration, same_pair)
        .where(is_open_to_juror())
    )


def is_open_to_juror() -> ColumnElement[bool]:
    """Whether a file given to a juror is theirs to judge: neither withdrawn nor stepped back from.

    The juror and the application are of the query around.
    """
    return and_(Application.status == ApplicationStatus.SUBMITTED, ~is_closed_to_juror())


def why_files_hinder(call: Call) -> Sentence | None:
    """Whoever has read files could help those that still arrive."""
    given = (
        select(Assignment.id)
        .join(Application, Application.id == Assignment.application_id)
        .where(Application.round_id == call.current_round.id)
    )
    if db.session.scalar(given.limit(1)) is None:
        return None
    return _("Files are given to jurors: the call cannot open again.")
