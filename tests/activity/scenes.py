"""The sealed activity as its tables hold it, read and written behind the back of the program."""

from typing import Any

import sqlalchemy as sa

from callforprojects.activity.models import Activity, ActivityHead
from callforprojects.activity.verification import Touched, verify
from callforprojects.core.data.database import db

ROWS = Activity.__table__
HEAD = ActivityHead.__table__


def sealed_rows() -> list[sa.Row[Any]]:
    """All rows, in the order of the chain."""
    return list(db.session.execute(sa.select(ROWS).order_by(ROWS.c.sequence)))


def touched(expected: str | None = None) -> Touched:
    """The place where the chain does not hold, when it is read again."""
    place = verify(expected).touched
    assert place is not None
    return place
