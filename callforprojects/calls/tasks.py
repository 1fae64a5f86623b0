"""What the runner does for calls: deleted drafts go for good after thirty days."""

from callforprojects.calls import services
from callforprojects.core.deletion import purge_all
from callforprojects.core.jobs import periodic, task


@periodic("27")
@task
def purge() -> None:
    """Every hour, in short transactions; cheap when there is nothing."""
    purge_all(services.purge_deleted_calls)
