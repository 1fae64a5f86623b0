"""What the runner does for juries: jurors are told of the files given to them, all in one mail."""

from datetime import timedelta

from sqlalchemy.orm import joinedload

from callforprojects.calls.models import Round
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import reading, transaction
from callforprojects.core.outside.jobs import periodic, task
from callforprojects.juries import queries, services

# Files are given by hand one after the other: the mail waits for the last of them.
QUIET_TIME = timedelta(minutes=15)


@periodic("*/5")
@task
def notify_jurors() -> None:
    """Every five minutes: the rounds in which files were given, and none for a quarter of an hour.

    Each has a transaction of its own; cheap when there is nothing.
    """
    with reading():
        round_ids = queries.rounds_to_notify(now() - QUIET_TIME)
    for round_id in round_ids:
        with transaction():
            its_call = joinedload(Round.call)
            services.notify_jurors(db.session.get_one(Round, round_id, options=[its_call]))
