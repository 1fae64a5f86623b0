"""Who may open the pages that belong to no feature: everybody, or whoever has signed in."""

from callforprojects.core.access import Visitor, rule


@rule
def administer(visitor: Visitor) -> bool:
    """Pages about the whole house."""
    return visitor.is_administrator
