"""What the runner does for documents: what killed processes have left is removed."""

from datetime import timedelta
from typing import Final

from callforprojects.core.clock import now
from callforprojects.core.jobs import periodic, task
from callforprojects.core.storage import storage
from callforprojects.core.transaction import reading, transaction
from callforprojects.files import queries, services

LONGEST_UPLOAD: Final = timedelta(days=1)


@periodic("37")
@task
def sweep() -> None:
    """Every hour, remove what nobody can be writing any more, and what no row names."""
    before = now() - LONGEST_UPLOAD
    storage().remove_partial(before)
    with reading():
        keys = queries.pending_removals(before)
    for key in keys:
        storage().delete(key)
    with transaction():
        services.forget_removals(keys)
