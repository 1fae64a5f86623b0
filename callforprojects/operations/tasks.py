"""What the worker does for operations: a sign of life each minute."""

from callforprojects.core.data.transaction import transaction
from callforprojects.core.outside.jobs import periodic, task
from callforprojects.operations import services


@periodic()
@task
def tick() -> None:
    """Say each minute that the worker runs."""
    with transaction():
        services.record_tick()
