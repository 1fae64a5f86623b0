"""The verbs of calls: drafting, the grid of criteria, publication and what may follow it."""

from callforprojects.calls.services.criteria import (
    add_criterion,
    move_criterion,
    proposed_criteria,
    remove_criterion,
    replace_criteria,
    update_criterion,
)
from callforprojects.calls.services.deletion import (
    delete_call,
    purge_deleted_calls,
    restore_call,
)
from callforprojects.calls.services.drafting import (
    clear_expected_profile,
    create_call,
    free_reference,
    start_expected_profile,
    update_applicants,
    update_calendar,
    update_expected_profile,
    update_funding,
    update_presentation,
)
from callforprojects.calls.services.duplication import duplicate_call
from callforprojects.calls.services.publication import (
    cancel_call,
    people_concerned,
    postpone_call,
    publish_call,
    why_not_reopened,
)

__all__ = [
    "add_criterion",
    "cancel_call",
    "clear_expected_profile",
    "create_call",
    "delete_call",
    "duplicate_call",
    "free_reference",
    "move_criterion",
    "people_concerned",
    "postpone_call",
    "proposed_criteria",
    "publish_call",
    "purge_deleted_calls",
    "remove_criterion",
    "replace_criteria",
    "restore_call",
    "start_expected_profile",
    "update_applicants",
    "update_calendar",
    "update_criterion",
    "update_expected_profile",
    "update_funding",
    "update_presentation",
    "why_not_reopened",
]
