"""Reading applications: one's own, those of a call, one with all that its pages show."""

from callforprojects.applications.queries.conflicts import (
    conflict_seats,
    reader_of,
    stepped_back_from_call,
    writes_or_reads_it,
)
from callforprojects.applications.queries.filed_list import all_filed, filed
from callforprojects.applications.queries.loading import (
    OWN_VERBS,
    WITH_CALL,
    application_again,
    application_to_submit,
    latest_submission,
    owner_of_documents,
    shown_activity,
)
from callforprojects.applications.queries.own import (
    StartChoice,
    applications_of,
    deleted_drafts,
    description_of_start,
    draft_of,
    start_choices,
)

__all__ = [
    "OWN_VERBS",
    "WITH_CALL",
    "StartChoice",
    "all_filed",
    "application_again",
    "application_to_submit",
    "applications_of",
    "conflict_seats",
    "deleted_drafts",
    "description_of_start",
    "draft_of",
    "filed",
    "latest_submission",
    "owner_of_documents",
    "reader_of",
    "shown_activity",
    "start_choices",
    "stepped_back_from_call",
    "writes_or_reads_it",
]
