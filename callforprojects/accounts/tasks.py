"""What the runner does for accounts: telling of failed attempts, forgetting what is over."""

import uuid

from callforprojects.accounts import queries, services
from callforprojects.core.data.clock import now
from callforprojects.core.data.transaction import transaction
from callforprojects.core.outside.jobs import periodic, task


@task
def tell_failed_sign_ins(user_id: str) -> None:  # by this name in queues
    """Tell the owner of an account that is being tried; an address without account: nothing."""
    if not user_id:
        return
    with transaction():
        user = queries.user_by_id(uuid.UUID(user_id))
        if user is not None and user.is_active and user.confirmed_at is not None:
            services.notify_failed_sign_ins(user)


@periodic("17")
@task
def forget_expired() -> None:
    """Once an hour, remove the sessions, tokens, accounts and mails whose time is over."""
    with transaction():
        services.forget_expired()
    with transaction():
        services.forget_unconfirmed(now())
    with transaction():
        services.forget_unowned_mails(now())
