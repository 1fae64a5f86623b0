"""Activity for the tests."""

from typing import Any

from callforprojects.activity.models import Activity
from callforprojects.core.data.database import db
from callforprojects.core.data.identifiers import uuid7


def make_activity(**values: Any) -> Activity:
    """One row; it is sealed when the test commits."""
    row = Activity(
        **{"verb": "call.published", "subject_kind": "call", "subject_id": uuid7(), **values}
    )
    db.session.add(row)
    db.session.flush()
    return row
