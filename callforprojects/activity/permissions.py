"""Who may read the activity of everybody."""

from callforprojects.core.data.visitors import Visitor, rule


@rule
def see_activity(visitor: Visitor) -> bool:
    """The whole activity is for the administrators of the platform."""
    return visitor.is_administrator
