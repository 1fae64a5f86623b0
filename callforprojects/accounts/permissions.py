"""Who may do what with accounts: everybody rules over their own sessions."""

from callforprojects.accounts.models import UserSession
from callforprojects.core.access import Visitor, rule


@rule
def end_session(visitor: Visitor, session: UserSession) -> bool:
    """Sign out one browser: one's own only."""
    return visitor.is_authenticated and session.user_id == visitor.id
