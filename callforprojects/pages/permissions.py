"""Who may open the pages that belong to no feature: everybody, or whoever has signed in."""

from callforprojects.core.data.visitors import Visitor, rule
from callforprojects.core.web.demonstration_mode import is_demonstration


@rule
def administer(visitor: Visitor) -> bool:
    """Pages about the whole platform."""
    return visitor.is_administrator


@rule
def see_style(visitor: Visitor) -> bool:
    """The page of style is for those who build: in a demonstration only."""
    del visitor
    return is_demonstration()
