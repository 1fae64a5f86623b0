"""Sessions: checking who comes, opening, listing and ending the sessions of a person."""

import uuid
from datetime import timedelta

from sqlalchemy import ColumnElement, delete

from callforprojects.accounts import queries
from callforprojects.accounts.models import AccountToken, User, UserSession
from callforprojects.accounts.passwords import hash_password, is_due, is_right
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.tokens import new_token
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _

SESSION_LIFETIME = timedelta(days=14)
SEEN_EVERY = timedelta(minutes=10)
MOST_SESSIONS = 30


def password_of(user: User | None) -> str | None:
    """What the password of somebody who signs in is compared with; None when they may not."""
    may_enter = user is not None and user.is_active and user.confirmed_at is not None
    return user.password_hash if user is not None and may_enter else None


def authenticate(email: str, password: str) -> User:
    """The person with this address and this password.

    Raises DomainError, always the same and after the same work: nobody learns whether an address
    has an account, is not confirmed, or is closed.
    """
    user = queries.user_by_email(email)
    known = password_of(user)
    if not is_right(password, known) or user is None:
        raise DomainError(
            _("This e-mail address and this password do not open a confirmed account.")
        )
    if known is not None and is_due(password, known):
        user.password_hash = hash_password(password)
    return user


def open_session(user: User, browser: str) -> tuple[UserSession, str]:
    """Open a session for two weeks: its row, and the secret that the cookie keeps.

    Nobody has more than `MOST_SESSIONS`: those not seen for the longest end.
    """
    for oldest in queries.open_sessions(user.id)[MOST_SESSIONS - 1 :]:
        end_session(oldest)
    clear, stored = new_token()
    session = UserSession(
        user_id=user.id,
        token_hash=stored,
        browser=browser,
        expires_at=now() + SESSION_LIFETIME,
        last_seen_at=now(),
    )
    db.session.add(session)
    db.session.flush()
    return session, clear


def see_session(session: UserSession) -> None:
    """Note that somebody is here, every ten minutes at most."""
    if now() - session.last_seen_at >= SEEN_EVERY:
        session.last_seen_at = now()


def end_session(session: UserSession) -> None:
    """Sign out one browser; twice is no error."""
    if session.ended_at is None:
        session.ended_at = now()


def forget_browsers(user: User) -> None:
    """Let no browser be known any more to this person (`known_browsers`)."""
    user.browser_generation += 1


def end_other_sessions(user: User, *, keep: uuid.UUID | None) -> int:
    """Sign out everywhere but in the session `keep`; how many were ended.

    No browser is known to the person any more: whoever stays signed in is to be known again.
    """
    forget_browsers(user)
    ended = 0
    for session in queries.open_sessions(user.id):
        if session.id != keep:
            end_session(session)
            ended += 1
    return ended


def forget_expired() -> int:
    """Remove sessions and tokens whose time is over; how many rows went."""
    gone = 0
    for table in (UserSession, AccountToken):
        over: ColumnElement[bool] = table.expires_at < now()
        gone += len(db.session.scalars(delete(table).where(over).returning(table.id)).all())
    return gone
