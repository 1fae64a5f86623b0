"""Reading applications: one's own, those of a call, one with all that its pages show."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from callforprojects.activity.queries import Entry, activity_of
from callforprojects.applications.eligibility import reason_ineligible
from callforprojects.applications.models import Application, ApplicationStatus, Submission
from callforprojects.applications.permissions import follow_application
from callforprojects.calls.models import Call
from callforprojects.core.access import Visitor
from callforprojects.core.database import db
from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import _, pgettext
from callforprojects.core.pagination import Page, paginate
from callforprojects.organisations.models import Organisation
from callforprojects.organisations.permissions import is_editor_of

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
    "file.added",
    "file.removed",
)
_DOWNLOADED_AT_ONCE = 500


class Order(StrEnum):
    """How the list of a call is sorted."""

    REFERENCE = "reference"
    ORGANISATION = "organisation"
    AMOUNT = "amount"
    DATE = "date"

    @property
    def label(self) -> Sentence:
        return {
            Order.REFERENCE: pgettext("order", "Reference"),
            Order.ORGANISATION: pgettext("order", "Organisation"),
            Order.AMOUNT: pgettext("order", "Amount requested, the largest first"),
            Order.DATE: pgettext("order", "Date, the latest first"),
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFilters:
    """What an officer looks for, and in which order."""

    text: str = ""
    order: Order = Order.REFERENCE


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


def applications_of_call(
    call_id: uuid.UUID, filters: ApplicationFilters, *, page: int = 1
) -> Page[Application]:
    """A page of what was filed to a call, with the organisations."""
    return paginate(_filed(call_id, filters), page=page)


def all_applications_of_call(
    call_id: uuid.UUID, filters: ApplicationFilters
) -> Iterator[Application]:
    """The same without pages, read piece by piece."""
    found = db.session.scalars(
        _filed(call_id, filters).execution_options(yield_per=_DOWNLOADED_AT_ONCE)
    )
    yield from found


def applications_of(visitor: Visitor) -> Sequence[Application]:
    """Those of a person's organisations, the latest first, with their call and organisation."""
    return db.session.scalars(
        sa.select(Application)
        .where(Application.organisation_id.in_(visitor.seats("organisation")))
        .options(*WITH_CALL)
        .order_by(Application.id.desc())
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


def _filed(call_id: uuid.UUID, filters: ApplicationFilters) -> sa.Select[Any]:
    query = (
        sa.select(Application)
        .where(Application.call_id == call_id, Application.status != ApplicationStatus.DRAFT)
        .options(joinedload(Application.organisation))
        .order_by(*_sorting(filters.order), Application.reference)
    )
    if filters.text or filters.order is Order.ORGANISATION:
        query = query.join(Application.organisation)  # only then: counting is quicker without
    if filters.text:
        words = filters.text
        query = query.where(
            sa.or_(
                *(
                    column.icontains(words, autoescape=True)
                    for column in (Application.reference, Application.title, Organisation.name)
                )
            )
        )
    return query


def _sorting(order: Order) -> list[Any]:
    amount = Application.requested_amount
    columns: dict[Order, list[Any]] = {
        Order.REFERENCE: [],
        Order.ORGANISATION: [Organisation.name],
        Order.AMOUNT: [amount.is_(None), amount.desc()],
        Order.DATE: [Application.submitted_at.desc()],
    }
    return columns[order]
