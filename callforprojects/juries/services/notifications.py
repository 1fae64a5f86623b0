"""Writing to jurors: which files are theirs, and what becomes of the call and of its dates.

Concerned by a call are those who sit, and those who have not answered their invitation yet: an
address that nobody has proved is told neither a name nor the reason that was given.
"""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import joinedload

from callforprojects.accounts.queries import proved_among
from callforprojects.applications.models import Application
from callforprojects.calls.events import call_cancelled, call_postponed
from callforprojects.calls.models import Call, Postponement, Round
from callforprojects.calls.queries import sender_of
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.feature import landmark
from callforprojects.core.web.links import absolute_url
from callforprojects.juries import queries
from callforprojects.juries.models import Assignment, Juror, JurorStatus, Jury
from callforprojects.messages.services import write_message


def notify_jurors(of_round: Round) -> int:
    """Write to each juror who holds files that no mail has named; gives how many are written to.

    Files that were withdrawn, closed to the juror or declared meanwhile are not counted, and nobody
    is written to once the round is over. Two at once write one mail: each file is taken by one.
    The call of the round must be loaded.
    """
    taken = _take_assignments(of_round.id)
    if of_round.is_over:
        return 0
    waiting = queries.undeclared_pairs(of_round.id)
    received = Counter(juror_id for juror_id, file in taken if (juror_id, file) in waiting)
    jury = queries.jury_of(of_round.id)
    due_on = None if jury is None else jury.reviews_due_on
    for juror in queries.jurors_who_judge(of_round.id):
        if received[juror.id]:
            _write_to(juror, of_round.call, received[juror.id], due_on)
    return len(received)


def _take_assignments(round_id: uuid.UUID) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """The files of a call that no mail has named, with their jurors: noted as named from now on."""
    db.session.flush()
    of_call = select(Application.id).where(Application.round_id == round_id)
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


def count_jurors(call: Call) -> int:
    """How many people would be written to."""
    jurors = select(func.count(Juror.id)).join(Jury, Jury.id == Juror.jury_id)
    return db.session.scalar(jurors.where(*_concerned(call))) or 0


@call_postponed.connect
def notify_jurors_postponed(call: Call, postponement: Postponement) -> None:
    """The new closing: the files come later."""
    db.session.flush()
    _write_to_all(
        call,
        "juries/postponed",
        {"previous": postponement.previous_closes_at, "reason": postponement.reason},
        key=f"jury-postponed:{postponement.id}",
    )


@call_cancelled.connect
def notify_jurors_cancelled(call: Call) -> None:
    """The end of the call, with the reason: nothing is left to judge."""
    context = {"reason": call.cancellation_reason}
    _write_to_all(call, "juries/cancelled", context, key=f"jury-cancelled:{call.id}")


def notify_due_date(call: Call, previous: date | None) -> int:
    """The day by which scores are wanted, and what it was; how many are written to.

    A first day is told to those who were told of their files: the others read it in the mail that
    gives them theirs, or in their invitation.
    """
    jurors = _jurors_of(call)
    if previous is None:
        named = select(Assignment.juror_id).where(
            Assignment.juror_id.in_([juror.id for juror in jurors]),
            Assignment.notified_at.is_not(None),
        )
        notified_ids = set(db.session.scalars(named))
        jurors = [juror for juror in jurors if juror.id in notified_ids]
    return _write_to_all(call, "juries/due_date", {"previous": previous}, jurors=jurors)


def _jurors_of(call: Call) -> Sequence[Juror]:
    return db.session.scalars(
        select(Juror)
        .join(Jury, Jury.id == Juror.jury_id)
        .where(*_concerned(call))
        .options(joinedload(Juror.user), joinedload(Juror.jury))
        .order_by(Juror.id)
    ).all()


def _concerned(call: Call) -> tuple[ColumnElement[bool], ...]:
    statuses = [JurorStatus.ACCEPTED, JurorStatus.INVITED]
    return Jury.round_id == call.current_round.id, Juror.status.in_(statuses)


def _write_to_all(
    call: Call,
    template: str,
    context: Mapping[str, object],
    *,
    key: str | None = None,
    jurors: Sequence[Juror] | None = None,
) -> int:
    sender = sender_of(call)
    jurors = _jurors_of(call) if jurors is None else jurors
    proved = proved_among([juror.email for juror in jurors])
    for juror in jurors:
        is_proved = juror.email in proved
        write_message(
            to=juror.email,
            user_id=juror.user_id,
            template=template,
            language=juror.user.language if juror.user else call.language,
            about=juror,
            sender=sender,
            key=f"{key}:{juror.id}" if key else None,
            context={
                **context,
                "call": call,
                "juror": juror,
                "reason": context.get("reason", "") if is_proved else "",
                "name": juror.full_name if is_proved else "",
                "due_on": juror.jury.reviews_due_on,
                "url": absolute_url(landmark("files_to_judge")),
            },
        )
    return len(jurors)
