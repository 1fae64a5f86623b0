"""The verbs of applications: beginning, writing, filing, withdrawing."""

from callforprojects.applications.services.deletion import (
    delete_draft,
    others_who_write,
    purge_deleted_drafts,
    restore_draft,
)
from callforprojects.applications.services.drafting import start_application
from callforprojects.applications.services.filing import (
    freeze_application,
    submit_application,
)
from callforprojects.applications.services.integrity import fault_of_submissions
from callforprojects.applications.services.notifications import count_applicants
from callforprojects.applications.services.withdrawal import withdraw_application
from callforprojects.applications.services.writing import save_section, write_answer

__all__ = [
    "count_applicants",
    "delete_draft",
    "fault_of_submissions",
    "freeze_application",
    "others_who_write",
    "purge_deleted_drafts",
    "restore_draft",
    "save_section",
    "start_application",
    "submit_application",
    "withdraw_application",
    "write_answer",
]
