"""Where a file lies among those of a juror: what comes before it, after it, and what waits."""

import uuid
from dataclasses import dataclass

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.reviews.queries.desks import DeskFile, FileState, desk_file, files_of_juror


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file lies among those of a juror in a call, which are in order of reference."""

    number: int
    total: int
    done: int
    previous: DeskFile | None
    next: DeskFile | None
    waiting: DeskFile | None  # what awaits the juror elsewhere: begun, to score, to declare


def place_of(user_id: uuid.UUID, application: Application) -> Place:
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
    return Place(
        number=number + 1,
        total=len(rows),
        done=sum(row.state == FileState.DONE for row in rows),
        previous=desk_file(rows[number - 1]) if number else None,
        next=desk_file(rows[number + 1]) if number + 1 < len(rows) else None,
        waiting=desk_file(awaits) if awaits else None,
    )
