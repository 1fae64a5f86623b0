"""Who may do what with accounts: one's own sessions, and what administrators may see."""

from callforprojects.accounts.models import AccountStatus, User, UserSession
from callforprojects.core.data.visitors import Visitor, rule
from callforprojects.messages.permissions import hands_links_over


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
    """To the owner of an open account, who could be sent none."""
    return hands_links_over(visitor) and user.status is AccountStatus.OPEN
