"""The applications of a person's organisations, and where they may begin one."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from callforprojects.applications.eligibility import reason_ineligible
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.applications.permissions import APPLICANTS
from callforprojects.applications.queries.loading import WITH_CALL
from callforprojects.calls.models import Call
from callforprojects.calls.queries import published_title
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import Description
from callforprojects.core.data.deletion import KEPT_FOR, is_kept
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.organisations.models import Membership, Organisation
from callforprojects.organisations.permissions import is_editor_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StartChoice:
    """One of a person's organisations, and why it cannot apply when it cannot."""

    organisation: Organisation
    reason: Sentence | None
    applications: Sequence[Application]

    @property
    def draft(self) -> Application | None:
        """The application that it has already begun."""
        drafts = (a for a in self.applications if a.status is ApplicationStatus.DRAFT)
        return next((draft for draft in drafts if draft.continues_id is None), None)


def applications_of(visitor: Visitor) -> Sequence[Application]:
    """Those of a person's organisations, the latest first, with their call and organisation."""
    return db.session.scalars(
        sa.select(Application)
        .where(APPLICANTS.of_rows(visitor), is_kept(Application))
        .options(*WITH_CALL)
        .order_by(Application.id.desc())
    ).all()


def deleted_drafts(visitor: Visitor) -> Sequence[Application]:
    """Those of a person's organisations that can be restored still, the last deleted first."""
    return db.session.scalars(
        sa.select(Application)
        .where(APPLICANTS.of_rows(visitor), Application.deleted_at > now() - KEPT_FOR)
        .options(*WITH_CALL, joinedload(Application.deleted_by))
        .order_by(Application.deleted_at.desc())
    ).all()


def start_choices(call: Call, visitor: Visitor) -> list[StartChoice]:
    """A person's organisations, with what prevents each from applying to this call."""
    organisations = db.session.scalars(
        sa.select(Organisation)
        .where(Organisation.id.in_(visitor.seats(Membership)))
        .options(joinedload(Organisation.territory), joinedload(Organisation.place))
        .order_by(Organisation.search_text)
    ).all()
    begun = db.session.scalars(
        sa.select(Application)
        .where(
            Application.round_id == call.current_round.id,
            is_kept(Application),
            APPLICANTS.of_rows(visitor),
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


def begins_project() -> sa.ColumnElement[bool]:
    """Whether the `Application` of the query around is a draft of a new project.

    An organisation has one at a time in a round. What goes on with an earlier application is no
    second project.
    """
    return sa.and_(
        Application.status == ApplicationStatus.DRAFT,
        Application.continues_id.is_(None),
        is_kept(Application),
    )


def draft_begun_by(call: Call, organisation: Organisation) -> Application | None:
    """The application that an organisation has begun and not filed."""
    return db.session.scalar(
        sa.select(Application).where(
            Application.round_id == call.current_round.id,
            Application.organisation_id == organisation.id,
            begins_project(),
        )
    )


def rival_of(draft: Application) -> Application | None:
    """What was begun in the place of a deleted draft: another one of its organisation, or, when it
    continues an application, another file of its project.
    """
    is_rival = (
        sa.and_(Application.organisation_id == draft.organisation_id, begins_project())
        if draft.continues_id is None
        else sa.and_(Application.project_id == draft.project_id, is_kept(Application))
    )
    return db.session.scalar(
        sa.select(Application).where(
            Application.round_id == draft.round_id, Application.id != draft.id, is_rival
        )
    )


def _reason(call: Call, organisation: Organisation, visitor: Visitor) -> Sentence | None:
    ineligible = reason_ineligible(call, organisation)
    if ineligible is None and not is_editor_of(visitor, organisation.id):
        return _("You may read its applications, not write them. Ask one of its administrators.")
    return ineligible


def description_of_start(call_id: uuid.UUID) -> Description | None:
    """Where somebody goes who has yet to sign in, when that is the page that begins a draft."""
    title = published_title(call_id)
    if title is None:
        return None
    return Description(_("This step leads to your application to “%(title)s”.", title=title))
