"""Who may do what with a call: its funder writes it, everybody reads what is published.

The administrators of the platform are not above it: what a funder prepares, receives and decides
is its members' own. Somebody of the platform who helps a funder is made one of its members.
"""

from callforprojects.calls.models import Call, CallRule
from callforprojects.core.data.visitors import Visitor, rule
from callforprojects.organisations.models import Organisation
from callforprojects.organisations.permissions import is_editor_of, is_member_of


@rule
def see_call(visitor: Visitor, call: Call) -> bool:
    """Everybody once it is published; before, the members of the funder."""
    if not call.is_draft:
        return True
    return is_member_of(visitor, call.funder_id)


@rule
def create_call(visitor: Visitor, organisation: Organisation) -> bool:
    """Editors of a funder. Other organisations publish no call."""
    return organisation.is_funder and is_editor_of(visitor, organisation.id)


def look_for_calls(visitor: Visitor, organisation: Organisation) -> bool:
    """Whoever creates none there, and the people of one that also applies."""
    return organisation.is_applicant or not create_call(visitor, organisation)


@rule
def edit_call(visitor: Visitor, call: Call) -> bool:
    """Editors of the funder; what can still change is the business of the services."""
    return not call.is_deleted and is_editor_of(visitor, call.funder_id)


@rule
def delete_call(visitor: Visitor, call: Call) -> bool:
    """Editors of the funder, as long as it is a draft."""
    return call.is_draft and is_editor_of(visitor, call.funder_id)


@rule
def restore_call(visitor: Visitor, call: Call) -> bool:
    """Whoever may delete it."""
    return delete_call(visitor, call)


@rule
def manage_call(visitor: Visitor, call: Call) -> bool:
    """Editors of the funder: applications received, jury, ranking, decisions."""
    return not call.is_deleted and is_editor_of(visitor, call.funder_id)


@rule
def edit_rule(visitor: Visitor, call_rule: CallRule) -> bool:
    """Who edits its call (`call` must be loaded)."""
    return edit_call(visitor, call_rule.call)


def see_rule(visitor: Visitor, call_rule: CallRule) -> bool:
    """Who sees its call."""
    return see_call(visitor, call_rule.call)
