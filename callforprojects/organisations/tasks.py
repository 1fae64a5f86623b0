"""What the runner does for organisations: forgetting who never answered."""

from callforprojects.core.data.clock import now
from callforprojects.core.data.transaction import transaction
from callforprojects.core.outside.jobs import periodic, task
from callforprojects.organisations import services


@periodic("57", hours="3")
@task
def forget_unanswered() -> None:
    """Every night, remove the invitations that expired three months ago."""
    with transaction():
        services.forget_unanswered_invitations(now())
