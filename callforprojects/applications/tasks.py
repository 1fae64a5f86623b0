"""What the runner does for applications: deleted drafts go for good after thirty days."""

from callforprojects.applications import services
from callforprojects.core.deletion import purge_all
from callforprojects.core.jobs import periodic, task


@periodic("17")
@task
def purge() -> None:
    """Every hour, in short transactions; cheap when there is nothing."""
    purge_all(services.purge_deleted_drafts)
