"""What applications keep in the name of an organisation: drafts, and what it has filed."""

import uuid
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select

from callforprojects.activity.services import record
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.applications.queries import begins_project
from callforprojects.applications.services.deletion import remove_application_drafts
from callforprojects.calls.models import Round
from callforprojects.calls.queries import is_funded_by
from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import Dependents
from callforprojects.core.data.deletion import is_kept, mark_deleted
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError, Sentence
from callforprojects.core.text.i18n import _, if_any, ngettext
from callforprojects.organisations.dependents import move_rows
from callforprojects.organisations.models import Organisation


def _filed(organisation_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, int]:
    owner = Application.organisation_id
    query = (
        select(owner, func.count())
        .where(owner.in_(organisation_ids), Application.status != ApplicationStatus.DRAFT)
        .group_by(owner)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _drafts_of(organisation: Organisation) -> Sequence[Application]:
    """The deleted ones too."""
    query = select(Application).where(
        Application.organisation_id == organisation.id,
        Application.status == ApplicationStatus.DRAFT,
    )
    return db.session.scalars(query.order_by(Application.id)).all()


def _drafts(organisation: Organisation) -> list[Sentence]:
    count = len(_drafts_of(organisation))
    return if_any(
        count,
        ngettext("%(num)s draft of an application.", "%(num)s drafts of applications.", count),
    )


def _remove_drafts(organisation: Organisation, by: Visitor) -> None:
    remove_application_drafts(_drafts_of(organisation), by=by)


def _rivals(gone: Organisation, kept: Organisation) -> Sequence[Application]:
    """The drafts to calls for which the other has begun one too: there is one at a time."""
    there = select(Application.round_id).where(
        Application.organisation_id == kept.id, begins_project()
    )
    query = select(Application).where(
        Application.organisation_id == gone.id,
        begins_project(),
        Application.round_id.in_(there),
    )
    return db.session.scalars(query.order_by(Application.id)).all()


def _moving(gone: Organisation, kept: Organisation) -> list[Sentence]:
    filed, rivals = _filed([gone.id]).get(gone.id, 0), len(_rivals(gone, kept))
    acts = ngettext("%(num)s filed application.", "%(num)s filed applications.", filed)
    twice = ngettext(
        "%(num)s draft to a call for which both have begun one: it goes among the deleted "
        "drafts, where it stays for thirty days.",
        "%(num)s drafts to calls for which both have begun one: they go among the deleted "
        "drafts, where they stay for thirty days.",
        rivals,
    )
    return [*if_any(filed, acts), *_drafts(gone), *if_any(rivals, twice)]


def _move(gone: Organisation, kept: Organisation, by: Visitor) -> None:
    for draft in _rivals(gone, kept):
        mark_deleted(draft, by=by)
        record("application.deleted", draft, by=by)
    db.session.flush()
    move_rows(Application.organisation_id, gone, kept)
    _refuse_own_call(kept)


def _refuse_own_call(organisation: Organisation) -> None:
    """Two of which one has applied to a call of the other stay two: nobody decides on oneself.

    The calls of both are of this one by now: they are moved before.
    """
    own = (
        select(Application.id)
        .join(Application.round)
        .join(Round.call)
        .where(
            Application.organisation_id == organisation.id,
            is_kept(Application),
            is_funded_by(organisation.id),
        )
    )
    if db.session.scalar(own.limit(1)) is not None:
        raise DomainError(
            _("One of the two has an application to a call that the other funds: they stay two.")
        )


DEPENDENTS: Dependents[Organisation] = Dependents(
    key="applications",
    label=_("Applications filed"),
    count=_filed,
    drafts=_drafts,
    remove_drafts=_remove_drafts,
    moving=_moving,
    move=_move,
)
