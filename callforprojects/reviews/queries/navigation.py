"""Where a file lies among those of a juror: what comes before it, after it, and what waits."""

import uuid
from dataclasses import dataclass

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.reviews.queries.juror_files import (
    FileState,
    JurorFile,
    files_of_juror,
    juror_file,
)


@dataclass(frozen=True, slots=True)
class FileNavigation:
    """Where a file lies among those of a juror in a call, which are in order of reference."""

    number: int
    total: int
    done: int
    previous: JurorFile | None
    next: JurorFile | None
    waiting: JurorFile | None  # what awaits the juror elsewhere: begun, to score, to declare


def navigation_of(user_id: uuid.UUID, application: Application) -> FileNavigation:
    """Where a juror is among the files of a call, in one query."""
    rows = list(
        db.session.execute(
            files_of_juror(user_id)
            .where(Call.id == application.call_id)
            .order_by(Application.reference, Application.id)
        )
    )
    number = next(i for i, row in enumerate(rows) if row.application_id == application.id)
    order = tuple(FileState)
    waiting = [
        row
        for row in rows[number + 1 :] + rows[:number]
        if row.application_id != application.id and row.state != FileState.DONE
    ]
    awaits = min(waiting, key=lambda row: order.index(FileState(row.state)), default=None)
    return FileNavigation(
        number=number + 1,
        total=len(rows),
        done=sum(row.state == FileState.DONE for row in rows),
        previous=juror_file(rows[number - 1]) if number else None,
        next=juror_file(rows[number + 1]) if number + 1 < len(rows) else None,
        waiting=juror_file(awaits) if awaits else None,
    )
