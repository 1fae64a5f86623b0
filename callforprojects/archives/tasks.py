"""What the runner does for archives: erasing the files whose elimination is recorded."""

from callforprojects.archives import services
from callforprojects.archives.services.erasing import AT_ONCE
from callforprojects.core.jobs import periodic, task
from callforprojects.core.transaction import transaction


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
