"""What operations ask of the database: the sign of life, the outbox, the journal.

Commands ask some of it while the site is at work, then do what takes long: nothing is held.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from callforprojects.activity.models import Activity
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import reading
from callforprojects.core.outside.revisions import present_revision
from callforprojects.messages.models import Message, MessageStatus
from callforprojects.operations.models import ONLY_TICK, WorkerTick


def last_tick() -> datetime | None:
    """When the worker last said that it runs."""
    return db.session.scalar(select(WorkerTick.ticked_at).where(WorkerTick.id == ONLY_TICK))


def worker_age() -> timedelta | None:
    """How long ago the worker last said that it runs; None if it never has."""
    with reading():
        ticked_at = last_tick()
    return None if ticked_at is None else max(now() - ticked_at, timedelta(0))


def revision_of_tables() -> str:
    """The revision that the tables have; empty when there are none."""
    with reading():
        return present_revision(db.session.connection())


def outbox_counts() -> dict[MessageStatus, int]:
    """How many mails there are of each status, zeros included."""
    counted = db.session.execute(select(Message.status, func.count()).group_by(Message.status))
    return dict.fromkeys(MessageStatus, 0) | {row[0]: row[1] for row in counted}


def unsealed_count() -> int:
    """How many rows of the activity carry no seal: each is a fault, since none waits for it."""
    return db.session.scalar(select(func.count()).where(Activity.sequence.is_(None))) or 0


def sealed_count() -> int:
    """How many rows of the activity are sealed: the last place in the chain, read by its index."""
    return db.session.scalar(select(func.max(Activity.sequence))) or 0
