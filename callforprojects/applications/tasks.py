"""What the runner does for applications: deleted drafts go for good after thirty days."""

from callforprojects.applications import services
from callforprojects.core.clock import now
from callforprojects.core.jobs import periodic, task
from callforprojects.core.transaction import transaction


@periodic("17")
@task
def purge() -> None:
    """Every hour, in short transactions; cheap when there is nothing."""
    removed = services.MOST_AT_ONCE
    while removed == services.MOST_AT_ONCE:
        with transaction():
            removed = services.purge_deleted_drafts(now())
