"""Who may read the activity of everybody."""

from callforprojects.core.web.access import Visitor, rule


@rule
def see_activity(visitor: Visitor) -> bool:
    """The whole activity is for the administrators of the platform."""
    return visitor.is_administrator
