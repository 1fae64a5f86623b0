"""The verbs of calls: drafting, publication and what may follow it."""

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
from callforprojects.calls.services.state import require_draft, touch

__all__ = [
    "cancel_call",
    "clear_expected_profile",
    "create_call",
    "delete_call",
    "duplicate_call",
    "free_reference",
    "people_concerned",
    "postpone_call",
    "publish_call",
    "purge_deleted_calls",
    "require_draft",
    "restore_call",
    "start_expected_profile",
    "touch",
    "update_applicants",
    "update_calendar",
    "update_expected_profile",
    "update_funding",
    "update_presentation",
    "why_not_reopened",
]
