"""What the runner does for accounts: forgetting what is over."""

from callforprojects.accounts import services
from callforprojects.core.jobs import periodic, task
from callforprojects.core.transaction import transaction


@periodic("17")
@task
def forget_expired() -> None:
    """Once an hour, remove the sessions and tokens whose time is over."""
    with transaction():
        services.forget_expired()
