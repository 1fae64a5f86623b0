"""Who may see the style guide: whoever builds, in a demonstration."""

from callforprojects.core.data.visitors import Visitor, rule
from callforprojects.core.web.demonstration_mode import is_demonstration


@rule
def see_style_guide(visitor: Visitor) -> bool:
    """Everybody, on a database that says of itself that it is a demonstration."""
    del visitor
    return is_demonstration()
