"""Reading applications: one's own, those of a call, one with all that its pages show."""

from callforprojects.applications.queries.applicants import (
    StartChoice as StartChoice,
    applications_of as applications_of,
    begins_project as begins_project,
    deleted_drafts as deleted_drafts,
    description_of_start as description_of_start,
    draft_begun_by as draft_begun_by,
    rival_of as rival_of,
    start_choices as start_choices,
)
from callforprojects.applications.queries.conflicts import (
    conflict_seats as conflict_seats,
    reader_of as reader_of,
    stepped_back_from_call as stepped_back_from_call,
)
from callforprojects.applications.queries.filed_list import (
    FILED_STATUSES as FILED_STATUSES,
    all_filed as all_filed,
    filed as filed,
    files_open_to as files_open_to,
    is_open_to as is_open_to,
)
from callforprojects.applications.queries.loading import (
    OWN_VERBS as OWN_VERBS,
    WITH_CALL as WITH_CALL,
    application_again as application_again,
    application_to_submit as application_to_submit,
    latest_submission as latest_submission,
    owner_of_documents as owner_of_documents,
    visible_activity as visible_activity,
)
