"""The verbs of applications: beginning, writing, filing, withdrawing."""

from callforprojects.applications.services.deletion import (
    delete_draft as delete_draft,
    erase_application as erase_application,
    others_who_write as others_who_write,
    purge_deleted_drafts as purge_deleted_drafts,
    restore_draft as restore_draft,
    sealed_submissions as sealed_submissions,
)
from callforprojects.applications.services.drafting import (
    start_application as start_application,
)
from callforprojects.applications.services.filing import (
    freeze_application as freeze_application,
    submit_application as submit_application,
)
from callforprojects.applications.services.integrity import (
    fault_of_submissions as fault_of_submissions,
)
from callforprojects.applications.services.notifications import (
    count_applicants as count_applicants,
)
from callforprojects.applications.services.projects import (
    lock_with_project as lock_with_project,
    remove_project as remove_project,
)
from callforprojects.applications.services.withdrawal import (
    withdraw_application as withdraw_application,
)
from callforprojects.applications.services.writing import (
    save_section as save_section,
    write_answer as write_answer,
)
