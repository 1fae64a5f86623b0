"""Deleting the draft of a call, restoring it for thirty days, removing it for good."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from callforprojects.activity.services import record
from callforprojects.calls import queries
from callforprojects.calls.events import call_purged
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.deletion import expired_drafts, mark_deleted, mark_restored
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError
from callforprojects.core.text.i18n import _
from callforprojects.core.web.links import absolute_url
from callforprojects.messages.services import notify_colleagues
from callforprojects.questionnaires.models import Questionnaire


def delete_call(call: Call, *, by: Visitor) -> None:
    """Take a draft out of every page, and tell the others who have worked on it.

    Raises ConflictError when it is published or deleted.
    """
    lock(call)
    if not call.is_draft:
        raise ConflictError(_("This call is published: it can be cancelled, not deleted."))
    mark_deleted(call, by=by)
    record("call.deleted", call, by=by, reference=call.reference)
    _notify_deleted(call, by)


def restore_call(call: Call, *, by: Visitor) -> None:
    """Bring a deleted draft back as it was. Raises ConflictError when it is not deleted."""
    lock(call)
    mark_restored(call)
    record("call.restored", call, by=by, reference=call.reference)


def purge_deleted_calls(at: datetime) -> int:
    """Remove for good, with its questionnaires, what was deleted thirty days before `at`.

    Gives how many were removed: `PURGED_AT_ONCE` at most.
    """
    expired = expired_drafts(Call, at)
    remove_call_drafts(expired, by=None)
    return len(expired)


def remove_call_drafts(drafts: Iterable[Call], *, by: Visitor | None) -> None:
    """Remove drafts for good, with the questionnaires of their rounds and what else is of them."""
    for call in drafts:
        call_purged.send(call)
        record("call.purged", call, by=by, reference=call.reference)
        asked = sa.select(Round.questionnaire_id).where(Round.call_id == call.id)
        questionnaire_ids = db.session.scalars(asked).all()
        db.session.execute(sa.delete(Call).where(Call.id == call.id))
        db.session.execute(sa.delete(Questionnaire).where(Questionnaire.id.in_(questionnaire_ids)))


def _notify_deleted(call: Call, by: Visitor) -> None:
    """Its authors learn who deleted it, and how to restore it: not every officer of the funder."""
    notify_colleagues(
        queries.authors_of(call, besides=by),
        template="calls/deleted",
        context={"call": call, "url": absolute_url("calls.deleted")},
        about=call,
        by=by,
    )
