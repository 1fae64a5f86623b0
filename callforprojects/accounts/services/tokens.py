"""Single-use tokens sent by mail: giving one out, and taking it back."""

from datetime import timedelta

from sqlalchemy import select

from callforprojects.accounts import queries
from callforprojects.accounts.models import AccountToken, TokenPurpose, User
from callforprojects.core.data.clock import arrived_at, now
from callforprojects.core.data.database import db
from callforprojects.core.data.tokens import masked, new_token
from callforprojects.core.data.versions import lock
from callforprojects.core.text.errors import Gone, TooMany
from callforprojects.core.text.i18n import _

LIFETIMES = {
    TokenPurpose.CONFIRM: timedelta(days=3),
    TokenPurpose.RESET: timedelta(hours=1),
    TokenPurpose.CHANGE_ADDRESS: timedelta(days=1),
    TokenPurpose.STOP_ADDRESS: timedelta(days=7),
    TokenPurpose.JOIN: timedelta(days=1),
}
AGAIN_AFTER = timedelta(minutes=5)
COUNTED_FOR = timedelta(hours=1)
MOST = 3


def are_enough(user: User, purpose: TokenPurpose) -> bool:
    """Whether the mailbox holds links enough: one of a few minutes, or several of an hour.

    Asking again and again fills nobody's mailbox; and since the links sent before stay good, a
    stranger who asks takes nothing from the person.
    """
    recent = (
        select(AccountToken.created_at)
        .where(
            AccountToken.user_id == user.id,
            AccountToken.purpose == purpose,
            AccountToken.used_at.is_(None),
            AccountToken.created_at > now() - COUNTED_FOR,
        )
        .order_by(AccountToken.created_at.desc())
    )
    sent = db.session.scalars(recent).all()
    return len(sent) >= MOST or bool(sent and sent[0] > now() - AGAIN_AFTER)


def refuse_too_many(user: User, purpose: TokenPurpose) -> None:
    """Raise TooMany when as many links were asked for within the hour as a person may, used or not.

    They go to an address of their choice: nobody fills the mailbox of another.
    """
    recent = (
        select(AccountToken.created_at)
        .where(AccountToken.user_id == user.id, AccountToken.purpose == purpose)
        .order_by(AccountToken.created_at.desc())
    )
    oldest = db.session.scalar(recent.offset(MOST - 1).limit(1))
    if oldest is not None and oldest > now() - COUNTED_FOR:
        seconds = int((oldest + COUNTED_FOR - now()).total_seconds()) + 1
        raise TooMany(seconds, _("You have asked for %(most)s links within an hour.", most=MOST))


def issue(user: User, purpose: TokenPurpose, *, next_path: str = "", email: str = "") -> str:
    """A new token for this person, in clear; those sent before stay good until one is used.

    `next_path` may hold the secret of an invitation: only the token can read it again.
    """
    clear, stored = new_token()
    db.session.add(
        AccountToken(
            user_id=user.id,
            purpose=purpose,
            token_hash=stored,
            expires_at=now() + LIFETIMES[purpose],
            next_path=masked(next_path, clear),
            email=email,
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
    """Use a token up, with those sent for the same purpose, and give its person.

    Raises Gone when it was used, is too old or unknown.
    """
    token = queries.usable_token(clear, purpose)
    if token is not None:
        lock(token)
    if token is None or not token.is_usable(arrived_at()):
        raise Gone(_("This link has been used already, or it is too old."))
    cancel(token.user, purpose)
    return token.user
