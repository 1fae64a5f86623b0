"""What the runner does for the activity: reading the chain again, once a day."""

import logging

from callforprojects.activity.noted_hash import note_hash, noted_hash
from callforprojects.activity.verification import verify
from callforprojects.core.outside.jobs import periodic, task

logger = logging.getLogger(__name__)


@periodic(minutes="17", hours="3")
@task
def verify_daily() -> None:
    """Compare with the night before, and write in the log what the chain ends with today.

    Noted elsewhere, this tells a rewriting. What was noted stays until the chain holds.
    """
    found = verify(noted_hash())
    facts = {"rows": found.count, "last_hash": found.last_hash}
    if found.touched is None:
        logger.info("the activity holds", extra=facts)
        note_hash(found.last_hash)
    else:
        facts["row"] = found.touched.sequence
        logger.error("the activity was touched", extra=facts)
