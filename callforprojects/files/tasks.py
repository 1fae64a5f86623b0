"""What the runner does for documents: what no row names any more, or ever did, is removed."""

from contextlib import suppress
from datetime import timedelta
from typing import Final

from callforprojects.core.data.clock import now
from callforprojects.core.data.transaction import reading, transaction
from callforprojects.core.outside.jobs import periodic, task
from callforprojects.core.outside.storage import StorageUnavailable, delete_each, storage
from callforprojects.files import queries, services

REMOVAL_DELAY: Final = timedelta(days=1)  # above the longest upload, and the longest backup


@periodic("37")
@task
def sweep() -> None:
    """Every hour, remove what nobody can be writing any more, and what no row names."""
    before = now() - REMOVAL_DELAY
    with reading():
        keys = queries.pending_removals(before)
    gone = delete_each(keys, storage().delete)
    with transaction():
        services.forget_removals(gone)
    with suppress(StorageUnavailable):  # logged: a bucket may refuse to list what was begun
        storage().remove_partial(before)
