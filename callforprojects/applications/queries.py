"""Reading applications: one's own, those of a call, one with all that its pages show."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from callforprojects.accounts.models import User
from callforprojects.activity.queries import Entry, activity_of
from callforprojects.applications.eligibility import reason_ineligible
from callforprojects.applications.models import (
    Application,
    ApplicationStatus,
    ConflictOfInterest,
    Submission,
)
from callforprojects.applications.permissions import CONFLICT, follow_application
from callforprojects.calls.models import Call
from callforprojects.core.access import Visitor, seat_source
from callforprojects.core.clock import now
from callforprojects.core.database import db
from callforprojects.core.deletion import KEPT_FOR, is_kept
from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import _
from callforprojects.core.pagination import Page, paginate_rows
from callforprojects.core.tables import TableState
from callforprojects.core.visibility import shown
from callforprojects.organisations.models import Membership, Organisation, Role
from callforprojects.organisations.permissions import is_editor_of
from callforprojects.territories.models import Territory

WITH_CALL = (
    joinedload(Application.call).joinedload(Call.funder),
    joinedload(Application.call).selectinload(Call.expectations),
    joinedload(Application.organisation),
)
OWN_VERBS = (
    "application.started",
    "application.saved",
    "application.submitted",
    "application.withdrawn",
    "application.deleted",
    "application.restored",
    "file.added",
    "file.removed",
)
_DOWNLOADED_AT_ONCE = 500
_NEVER_EMPTY = {"title", "organisation", "filed"}
_FILED = (ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartChoice:
    """One of a person's organisations, and why it cannot apply when it cannot."""

    organisation: Organisation
    reason: Sentence | None
    applications: Sequence[Application]

    @property
    def draft(self) -> Application | None:
        """The application that it has already begun."""
        drafts = [a for a in self.applications if a.status is ApplicationStatus.DRAFT]
        return drafts[0] if drafts else None


@seat_source(CONFLICT)
def conflict_seats(user_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """The files from which a person has stepped back, each with its call."""
    rows = db.session.execute(
        sa.select(ConflictOfInterest.application_id, Application.call_id)
        .join(Application, Application.id == ConflictOfInterest.application_id)
        .where(ConflictOfInterest.user_id == user_id, ConflictOfInterest.lifted_at.is_(None))
    )
    return {application_id: str(call_id) for application_id, call_id in rows}


def filed(call_id: uuid.UUID, state: TableState, visitor: Visitor) -> Page[Any]:
    """A page of what was filed to a call (`listing.FILED`): columns, and not objects."""
    conditions = [*_conditions(call_id, state), shown(visitor, Application)]
    total = _count(state, conditions)
    return paginate_rows(_filed(state, conditions), page=state.page, total=total)


def all_filed(call_id: uuid.UUID, state: TableState, visitor: Visitor) -> Iterator[Any]:
    """The same without pages, read piece by piece."""
    conditions = [*_conditions(call_id, state), shown(visitor, Application)]
    query = _filed(state, conditions).execution_options(yield_per=_DOWNLOADED_AT_ONCE)
    yield from db.session.execute(query)


def applications_of(visitor: Visitor) -> Sequence[Application]:
    """Those of a person's organisations, the latest first, with their call and organisation."""
    return db.session.scalars(
        sa.select(Application)
        .where(Application.organisation_id.in_(visitor.seats("organisation")), is_kept(Application))
        .options(*WITH_CALL)
        .order_by(Application.id.desc())
    ).all()


def application_again(application: Application) -> Application:
    """The same, read anew after a rollback, with what `WITH_CALL` loads."""
    return db.session.scalars(
        sa.select(Application).where(Application.id == application.id).options(*WITH_CALL)
    ).one()


def deleted_drafts(visitor: Visitor) -> Sequence[Application]:
    """Those of a person's organisations that can be restored still, the last deleted first."""
    return db.session.scalars(
        sa.select(Application)
        .where(
            Application.organisation_id.in_(visitor.seats("organisation")),
            Application.deleted_at > now() - KEPT_FOR,
        )
        .options(*WITH_CALL, joinedload(Application.deleted_by))
        .order_by(Application.deleted_at.desc())
    ).all()


def start_choices(call: Call, visitor: Visitor) -> list[StartChoice]:
    """A person's organisations, with what prevents each from applying to this call."""
    organisations = db.session.scalars(
        sa.select(Organisation)
        .where(Organisation.id.in_(visitor.seats("organisation")))
        .order_by(Organisation.name)
    ).all()
    begun = db.session.scalars(
        sa.select(Application)
        .where(
            Application.call_id == call.id,
            is_kept(Application),
            Application.organisation_id.in_([each.id for each in organisations]),
        )
        .order_by(Application.id)
    ).all()
    return [
        StartChoice(
            organisation=organisation,
            reason=_reason(call, organisation, visitor),
            applications=[a for a in begun if a.organisation_id == organisation.id],
        )
        for organisation in organisations
    ]


def draft_of(call: Call, organisation: Organisation) -> Application | None:
    """The application that an organisation has begun and not filed."""
    return db.session.scalar(
        sa.select(Application).where(
            Application.call_id == call.id,
            Application.organisation_id == organisation.id,
            Application.status == ApplicationStatus.DRAFT,
            is_kept(Application),
        )
    )


def latest_submission(application: Application) -> Submission | None:
    """What was filed last, with who filed it."""
    return db.session.scalar(
        sa.select(Submission)
        .where(Submission.application_id == application.id)
        .order_by(Submission.number.desc())
        .limit(1)
        .options(joinedload(Submission.submitted_by))
    )


def shown_activity(application: Application, visitor: Visitor) -> Sequence[Entry]:
    """What was done to an application, each to their own.

    How it was written is the organisation's business; who judges it, and what is prepared, that of
    the funder.
    """
    if follow_application(visitor, application):
        return activity_of(application, verbs=OWN_VERBS)
    filed_at = application.submitted_at
    entries = activity_of(application)
    return [entry for entry in entries if filed_at is not None and entry.at >= filed_at]


def application_to_submit(application_id: uuid.UUID) -> Application:
    """An application with its call, funder and organisation. Raises NoResultFound."""
    return db.session.scalars(
        sa.select(Application)
        .where(Application.id == application_id)
        .options(
            joinedload(Application.call).joinedload(Call.funder),
            joinedload(Application.organisation),
            selectinload(Application.submissions),
        )
    ).one()


def _reason(call: Call, organisation: Organisation, visitor: Visitor) -> Sentence | None:
    ineligible = reason_ineligible(call, organisation)
    if ineligible is None and not is_editor_of(visitor, organisation.id):
        return _("You may read its applications, not write them. Ask one of its administrators.")
    return ineligible


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
    if state.text("q") or state.text("type"):
        query = query.join(Application.organisation)
    return db.session.scalar(query) or 0


def _conditions(call_id: uuid.UUID, state: TableState) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [Application.call_id == call_id]
    if words := state.text("q"):
        looked_in = (Application.reference, Application.title, Organisation.name)
        conditions.append(sa.or_(*(c.icontains(words, autoescape=True) for c in looked_in)))
    if kind := state.text("type"):
        conditions.append(Organisation.territory_type == kind)
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


def reader_of(application: Application, addresses: Sequence[str]) -> str:
    """Where the funder may read about a file: the first address that is not that of somebody who
    has stepped back from it, else that of a colleague. Empty when nobody is left.

    `call` must be loaded.
    """
    closed = set(
        db.session.scalars(
            sa.select(User.email)
            .join(ConflictOfInterest, ConflictOfInterest.user_id == User.id)
            .where(
                ConflictOfInterest.application_id == application.id,
                ConflictOfInterest.lifted_at.is_(None),
            )
        )
    )
    colleagues = sa.select(User.email).join(Membership, Membership.user_id == User.id)
    candidates = [address for address in addresses if address]
    if closed:
        candidates += db.session.scalars(
            colleagues.where(
                Membership.organisation_id == application.call.funder_id,
                Membership.role.in_([Role.ADMINISTRATOR, Role.EDITOR]),
                User.is_active,
            ).order_by(User.email)
        )
    return next((each for each in candidates if each.lower() not in closed), "")
