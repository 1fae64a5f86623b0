"""What the worker writes of itself."""

from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.operations.models import ONLY_TICK, WorkerTick


def record_tick() -> None:
    """Say that the worker runs, now."""
    db.session.merge(WorkerTick(id=ONLY_TICK, ticked_at=now()))
