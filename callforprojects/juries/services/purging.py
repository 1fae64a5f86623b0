"""What goes with the draft of a call that goes for good: the juries that were being made."""

import sqlalchemy as sa

from callforprojects.calls.events import call_purged
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.juries.models import Juror, Jury


@call_purged.connect
def remove_juries(call: Call) -> None:
    """Remove the juries of a call that was never published: they have judged nothing."""
    rounds = sa.select(Round.id).where(Round.call_id == call.id)
    juries = sa.select(Jury.id).where(Jury.round_id.in_(rounds))
    db.session.execute(sa.delete(Juror).where(Juror.jury_id.in_(juries)))
    db.session.execute(sa.delete(Jury).where(Jury.round_id.in_(rounds)))
