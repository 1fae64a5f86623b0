"""Reminding the jurors who have files left."""

from datetime import date

from callforprojects.activity.services import record
from callforprojects.calls.models import Call
from callforprojects.calls.queries import sender_of
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.core.web.links import absolute_url
from callforprojects.juries.services import refuse_who_stepped_back
from callforprojects.messages.services import write_message
from callforprojects.reviews import queries
from callforprojects.reviews.services.writing import refuse_when_over


def remind_jurors(call: Call, due_on: date | None, *, by: Visitor) -> int:
    """Write to each juror whose files wait for scores, once a day at most; gives how many.

    `call.funder` must be loaded. Raises DomainError when nobody has anything left, NotAllowed to
    whoever has stepped back from a file of the call: reminders cover every file.
    """
    refuse_when_over(call.current_round)
    refuse_who_stepped_back(call, by=by)
    waiting = queries.waiting_jurors(call.current_round.id)
    if not waiting:
        raise DomainError(_("All the reviews are submitted."))
    sender = sender_of(call)
    today = to_paris(now()).date().isoformat()
    for waiting_juror in waiting:
        write_message(
            to=waiting_juror.juror.email,
            user_id=waiting_juror.juror.user_id,
            template="reviews/reminder",
            language=waiting_juror.language or call.language,
            about=waiting_juror.juror,
            sender=sender,
            key=f"review-reminder:{waiting_juror.juror.id}:{today}",
            context={
                "name": waiting_juror.juror.full_name,
                "call": call,
                "count": waiting_juror.count,
                "due_on": due_on,
                "url": absolute_url("reviews.mine"),
            },
        )
    record("jury.reminded", call, by=by, jurors=len(waiting))
    return len(waiting)
