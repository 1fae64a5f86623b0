"""One application, with all that its pages show of it."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from callforprojects.activity.queries import ActivityEntry, activity_of
from callforprojects.applications.models import Application, Submission
from callforprojects.applications.permissions import follow_application
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Visitor

WITH_CALL = (
    joinedload(Application.round).joinedload(Round.call).joinedload(Call.funder),
    joinedload(Application.round).joinedload(Round.call).selectinload(Call.expectations),
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


def application_again(application: Application) -> Application:
    """The same, read anew after a rollback, with what `WITH_CALL` loads."""
    return db.session.scalars(
        sa.select(Application).where(Application.id == application.id).options(*WITH_CALL)
    ).one()


def application_to_submit(application_id: uuid.UUID) -> Application:
    """An application with its call, funder and organisation. Raises NoResultFound."""
    return db.session.scalars(
        sa.select(Application)
        .where(Application.id == application_id)
        .options(
            joinedload(Application.round).joinedload(Round.call).joinedload(Call.funder),
            joinedload(Application.organisation),
            selectinload(Application.submissions),
        )
    ).one()


def owner_of_documents(application_id: uuid.UUID) -> Application | None:
    """What documents were joined to, with its call; None when it is gone, or a deleted draft."""
    found = db.session.scalar(
        sa.select(Application)
        .where(Application.id == application_id)
        .options(joinedload(Application.round).joinedload(Round.call))
    )
    return None if found is None or found.is_deleted else found


def latest_submission(application: Application) -> Submission | None:
    """What was filed last, with who filed it."""
    return db.session.scalar(
        sa.select(Submission)
        .where(Submission.application_id == application.id)
        .order_by(Submission.number.desc())
        .limit(1)
        .options(joinedload(Submission.submitted_by))
    )


def visible_activity(application: Application, visitor: Visitor) -> Sequence[ActivityEntry]:
    """What was done to an application, each to their own.

    How it was written is the organisation's business; who judges it, and what is prepared, that of
    the funder.
    """
    if follow_application(visitor, application):
        return activity_of(application, verbs=OWN_VERBS)
    filed_at = application.submitted_at
    entries = activity_of(application)
    return [entry for entry in entries if filed_at is not None and entry.at >= filed_at]
