"""What goes with the draft of a call that goes for good: a jury that was being made."""

import sqlalchemy as sa

from callforprojects.calls.events import call_purged
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.juries.models import Juror, Jury


@call_purged.connect
def remove_jury(call: Call) -> None:
    """Remove the jury of a call that was never published: it has judged nothing."""
    juries = sa.select(Jury.id).where(Jury.round_id == call.current_round.id)
    db.session.execute(sa.delete(Juror).where(Juror.jury_id.in_(juries)))
    db.session.execute(sa.delete(Jury).where(Jury.round_id == call.current_round.id))
