"""What the runner does for archives: erasing the files whose elimination is recorded."""

from callforprojects.archives import services
from callforprojects.archives.services.erasing import AT_ONCE
from callforprojects.core.data.transaction import transaction
from callforprojects.core.outside.jobs import periodic, task


@periodic("47")
@task
def erase() -> None:
    """After the visa is recorded, and every hour what was missed; in short transactions.

    It has no clock of its own: nothing is erased that no visa names.
    """
    erased = AT_ONCE
    while erased == AT_ONCE:
        with transaction():
            erased = services.erase_some()
