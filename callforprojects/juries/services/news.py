"""Writing to a jury when its call is postponed or cancelled, or when its due date moves.

Concerned are those who sit, and those who have not answered their invitation yet: an address that
nobody has proved is told neither a name nor the reason that was given.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from callforprojects.accounts.queries import proved_among
from callforprojects.applications.models import Application
from callforprojects.calls.models import Call, Postponement
from callforprojects.calls.queries import sender_of
from callforprojects.calls.services import concern, hinder_reopening
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.core.web.links import absolute_url
from callforprojects.juries.models import Assignment, Juror, JurorStatus, Jury
from callforprojects.messages.services import write_message


class Jurors:
    """Those who judge, or are invited to judge, the applications to a call."""

    def count(self, call: Call) -> int:
        """How many people would be written to."""
        jurors = select(func.count(Juror.id)).join(Jury, Jury.id == Juror.jury_id)
        return db.session.scalar(jurors.where(*_concerned(call))) or 0

    def tell_postponed(self, call: Call, postponement: Postponement) -> int:
        """The new closing: the files come later."""
        db.session.flush()
        return _write_to_all(
            call,
            "juries/postponed",
            {"previous": postponement.previous_closes_at, "reason": postponement.reason},
            key=f"jury-postponed:{postponement.id}",
        )

    def tell_cancelled(self, call: Call) -> int:
        """The end of the call, with the reason: nothing is left to judge."""
        context = {"reason": call.cancellation_reason}
        return _write_to_all(call, "juries/cancelled", context, key=f"jury-cancelled:{call.id}")


def tell_due_date(call: Call, previous: date | None) -> int:
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
        told = set(db.session.scalars(named))
        jurors = [juror for juror in jurors if juror.id in told]
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
    return Jury.call_id == call.id, Juror.status.in_(statuses)


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
                "url": absolute_url("reviews.mine"),
            },
        )
    return len(jurors)


@hinder_reopening
def _files_are_given(call: Call) -> Sentence | None:
    """Whoever has read files could help those that still arrive."""
    given = (
        select(Assignment.id)
        .join(Application, Application.id == Assignment.application_id)
        .where(Application.call_id == call.id)
    )
    if db.session.scalar(given.limit(1)) is None:
        return None
    return _("Files are given to jurors: the call cannot open again.")


concern(Jurors())
