"""Writing the activity: one row for each thing somebody did, in the same transaction."""

from typing import Any

from callforprojects.activity.models import Activity
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import Model, db
from callforprojects.core.data.visitors import NOBODY, Visitor


def record(verb: str, subject: Model, *, by: Visitor | None, **details: Any) -> Activity:  # noqa: ANN401  # JSON scalars
    """Write that `by` did `verb` (`call.published`) to `subject`. The row is sealed at the commit.

    `details` are JSON scalars and no personal data. `by` is None when the program itself acted.
    The feature that records a verb declares its sentence (`feature.py`).
    """
    db.session.flush()  # the subject has its identifier, and so a place in the order of things
    actor_id = None if by is None or by.id == NOBODY else by.id
    entry = Activity(
        at=now(),
        verb=verb,
        actor_id=actor_id,
        subject_kind=kind_of(subject),
        subject_id=subject.id,
        details=details,
    )
    db.session.add(entry)
    return entry


def kind_of(subject: Model) -> str:
    """The kind of an object, as activity, files and messages name it: its table's name."""
    return str(subject.__tablename__)
