"""What the runner does for documents: what killed processes have left is removed."""

from datetime import timedelta
from typing import Final

from callforprojects.core.clock import now
from callforprojects.core.jobs import periodic, task
from callforprojects.core.storage import storage

LONGEST_UPLOAD: Final = timedelta(days=1)


@periodic("37")
@task
def sweep() -> None:
    """Every hour, remove what nobody can be writing any more."""
    storage().remove_partial(now() - LONGEST_UPLOAD)
