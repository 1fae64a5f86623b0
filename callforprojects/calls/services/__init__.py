"""The verbs of calls: drafting, publication and what may follow it."""

from callforprojects.calls.services.deletion import (
    delete_call as delete_call,
    purge_deleted_calls as purge_deleted_calls,
    restore_call as restore_call,
)
from callforprojects.calls.services.drafting import (
    clear_expected_profile as clear_expected_profile,
    create_call as create_call,
    free_reference as free_reference,
    start_expected_profile as start_expected_profile,
    update_applicants as update_applicants,
    update_calendar as update_calendar,
    update_expected_profile as update_expected_profile,
    update_funding as update_funding,
    update_presentation as update_presentation,
)
from callforprojects.calls.services.duplication import (
    duplicate_call as duplicate_call,
)
from callforprojects.calls.services.integrity import (
    fault_of_versions as fault_of_versions,
)
from callforprojects.calls.services.publication import (
    cancel_call as cancel_call,
    people_concerned as people_concerned,
    postpone_call as postpone_call,
    publish_call as publish_call,
    why_not_reopened as why_not_reopened,
)
from callforprojects.calls.services.ready_rules import (
    add_ready_rule as add_ready_rule,
    follow_fields as follow_fields,
    update_ready_rule as update_ready_rule,
)
from callforprojects.calls.services.rounds import (
    hold_round as hold_round,
    lock_round as lock_round,
)
from callforprojects.calls.services.rule_copies import copy_rules as copy_rules
from callforprojects.calls.services.rules import (
    add_rule as add_rule,
    move_rule as move_rule,
    remove_rule as remove_rule,
    update_rule as update_rule,
)
from callforprojects.calls.services.state import (
    require_draft as require_draft,
    touch as touch,
)
