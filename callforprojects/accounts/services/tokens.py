"""Single-use tokens sent by mail: giving one out, and taking it back."""

from datetime import timedelta

from sqlalchemy import select

from callforprojects.accounts import queries
from callforprojects.accounts.models import AccountToken, TokenPurpose, User
from callforprojects.core.clock import arrived_at, now
from callforprojects.core.database import db
from callforprojects.core.errors import Gone
from callforprojects.core.i18n import _
from callforprojects.core.tokens import new_token
from callforprojects.core.versions import lock

LIFETIMES = {TokenPurpose.CONFIRM: timedelta(days=3), TokenPurpose.RESET: timedelta(hours=1)}


def issue(user: User, purpose: TokenPurpose) -> str:
    """A new token for this person, in clear; those sent before for the same purpose die."""
    cancel(user, purpose)
    clear, stored = new_token()
    db.session.add(
        AccountToken(
            user_id=user.id,
            purpose=purpose,
            token_hash=stored,
            expires_at=now() + LIFETIMES[purpose],
        )
    )
    db.session.flush()
    return clear


def cancel(user: User, purpose: TokenPurpose) -> None:
    """The links already sent for this purpose stop working."""
    pending = select(AccountToken).where(
        AccountToken.user_id == user.id,
        AccountToken.purpose == purpose,
        AccountToken.used_at.is_(None),
    )
    for token in db.session.scalars(pending):
        token.used_at = now()


def redeem(clear: str, purpose: TokenPurpose) -> User:
    """Use a token up and give its person. Raises Gone when it was used, is too old or unknown."""
    token = queries.usable_token(clear, purpose)
    if token is not None:
        lock(token)
    if token is None or not token.is_usable(arrived_at()):
        raise Gone(_("This link has been used already, or it is too old."))
    token.used_at = now()
    return token.user
