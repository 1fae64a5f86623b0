"""Who may do what with accounts: one's own sessions, and what administrators may see."""

from callforprojects.accounts.models import AccountStatus, User, UserSession
from callforprojects.core.access import Visitor, rule
from callforprojects.core.settings import settings


@rule
def end_session(visitor: Visitor, session: UserSession) -> bool:
    """Sign out one browser: one's own only."""
    return visitor.is_authenticated and session.user_id == visitor.id


@rule
def list_accounts(visitor: Visitor) -> bool:
    """Who has an account is for the administrators of the platform."""
    return visitor.is_administrator


@rule
def see_account(visitor: Visitor, user: User) -> bool:
    """Its name, address and dates: nothing of what was written with it."""
    del user
    return visitor.is_administrator


@rule
def close_account(visitor: Visitor, user: User) -> bool:
    """The administrators of the platform, for others: one closes one's own with one's password."""
    return visitor.is_administrator and user.id != visitor.id


@rule
def make_reset_link(visitor: Visitor, user: User) -> bool:
    """Without a mail server the link could not be sent: an administrator hands it over."""
    is_open = user.status is AccountStatus.OPEN
    return visitor.is_administrator and is_open and settings().mail_server is None
