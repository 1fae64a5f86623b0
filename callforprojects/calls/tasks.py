"""What the runner does for calls: deleted drafts go for good after thirty days."""

from callforprojects.calls import services
from callforprojects.core.data.deletion import purge_all
from callforprojects.core.outside.jobs import periodic, task


@periodic("27")
@task
def purge() -> None:
    """Every hour, in short transactions; cheap when there is nothing."""
    purge_all(services.purge_deleted_calls)
