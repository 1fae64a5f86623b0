"""Activity for the tests."""

from typing import Any

from callforprojects.activity.models import Activity
from callforprojects.core.database import db
from callforprojects.core.identifiers import uuid7


def make_activity(**values: Any) -> Activity:
    """One row; it is sealed when the test commits."""
    row = Activity(
        **{"verb": "call.published", "subject_kind": "call", "subject_id": uuid7(), **values}
    )
    db.session.add(row)
    db.session.flush()
    return row
