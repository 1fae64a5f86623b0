"""Telling jurors which files were given to them: one mail for all that no mail has named yet."""

import uuid
from collections import Counter
from datetime import date

from sqlalchemy import select, update

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call
from callforprojects.calls.queries import sender_of
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.web.links import absolute_url
from callforprojects.juries import queries
from callforprojects.juries.models import Assignment, Juror
from callforprojects.messages.services import write_message


def notify_jurors(call: Call) -> int:
    """Write to each juror who holds files that no mail has named; gives how many are written to.

    Files that were withdrawn, closed to the juror or declared meanwhile are not counted, and nobody
    is written to once the call is over. Two at once write one mail: each file is taken by one.
    """
    taken = _take_assignments(call.id)
    if call.is_over:
        return 0
    waiting = queries.undeclared_pairs(call.id)
    received = Counter(juror_id for juror_id, file in taken if (juror_id, file) in waiting)
    jury = queries.jury_of(call.id)
    due_on = None if jury is None else jury.reviews_due_on
    for juror in queries.jurors_who_judge(call.id):
        if received[juror.id]:
            _write_to(juror, call, received[juror.id], due_on)
    return len(received)


def _take_assignments(call_id: uuid.UUID) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """The files of a call that no mail has named, with their jurors: noted as named from now on."""
    db.session.flush()
    of_call = select(Application.id).where(Application.call_id == call_id)
    rows = db.session.execute(
        update(Assignment)
        .where(Assignment.notified_at.is_(None), Assignment.application_id.in_(of_call))
        .values(notified_at=now())
        .returning(Assignment.juror_id, Assignment.application_id)
        .execution_options(synchronize_session="fetch")
    )
    return [(juror_id, application_id) for juror_id, application_id in rows]


def _write_to(juror: Juror, call: Call, count: int, due_on: date | None) -> None:
    write_message(
        to=juror.email,
        user_id=juror.user_id,
        template="juries/assigned",
        language=juror.user.language if juror.user else call.language,
        about=juror,
        sender=sender_of(call),
        context={
            "juror": juror,
            "call": call,
            "count": count,
            "due_on": due_on,
            "url": absolute_url("juries.declarations", call_id=call.id),
        },
    )
