"""What the runner does for the activity: sealing new rows, in short transactions of its own."""

from callforprojects.activity.chain import BATCH, seal_batch
from callforprojects.core.jobs import periodic, task
from callforprojects.core.transaction import transaction


@periodic()
@task
def seal() -> None:
    """Seal what is not yet sealed, batch by batch; cheap when there is nothing."""
    sealed = BATCH
    while sealed == BATCH:
        with transaction():
            sealed = seal_batch()
