"""What the runner does for calls: deleted drafts go for good after thirty days."""

from callforprojects.calls import services
from callforprojects.core.clock import now
from callforprojects.core.jobs import periodic, task
from callforprojects.core.transaction import transaction


@periodic("27")
@task
def purge() -> None:
    """Every hour, in short transactions; cheap when there is nothing."""
    removed = services.MOST_AT_ONCE
    while removed == services.MOST_AT_ONCE:
        with transaction():
            removed = services.purge_deleted_calls(now())
