"""Who may do what with a criterion: what they may do with its call."""

from callforprojects.calls.permissions import edit_call, see_call
from callforprojects.core.data.visitors import Visitor, rule
from callforprojects.criteria.models import Criterion


@rule
def edit_criterion(visitor: Visitor, criterion: Criterion) -> bool:
    """Who edits its call (`grid` must be loaded with the call of its round)."""
    return edit_call(visitor, criterion.call)


def see_criterion(visitor: Visitor, criterion: Criterion) -> bool:
    """Who sees its call."""
    return see_call(visitor, criterion.call)
