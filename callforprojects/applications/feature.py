"""What applications declare."""

from callforprojects.applications import permissions, queries, services, tasks
from callforprojects.applications.dependents import DEPENDENTS
from callforprojects.applications.models import Application, ConflictOfInterest, Submission
from callforprojects.applications.personal_data import PERSONAL_DATA
from callforprojects.calls.menu import is_open, is_published
from callforprojects.calls.models import Call
from callforprojects.core.data.declarations import (
    ArchivePart,
    DeletedDrafts,
    Link,
    MenuEntry,
    SubjectKind,
)
from callforprojects.core.data.feature import Feature
from callforprojects.core.data.visibility_rules import Visibility
from callforprojects.core.text.i18n import _, pgettext

APPLY: Link[Call] = Link(
    label=_("Apply"),
    endpoint="applications.start",
    argument="call_id",
    when=is_open,
    look="primary",
)
FEATURE = Feature(
    name="applications",
    label=pgettext("activity", "Applications"),
    verbs={
        "application.started": _("began the application"),
        "application.saved": _("saved the application"),
        "application.submitted": _("submitted the application"),
        "application.withdrawn": _("withdrew the application"),
        "application.deleted": _("deleted the draft of the application"),
        "application.restored": _("restored the draft of the application"),
        "application.purged": _("removed the deleted application for good"),
        "application.eliminated": _("erased the application, with the visa of the archives"),
        "file.added": _("added a document"),
        "file.removed": _("removed a document"),
    },
    subjects={
        Application: SubjectKind(label=pgettext("subject", "Application"), key=Application.id),
    },
    seats={ConflictOfInterest: queries.conflict_seats},
    visibility_rules={
        Application: Visibility(
            owners=permissions.APPLICANTS,
            readers=permissions.FUNDERS,
            hidden=permissions.stepped_back_from,
        ),
    },
    document_owners={Application: queries.owner_of_documents},
    deleted_drafts={
        Application: DeletedDrafts("applications.deleted", permissions.restore_application)
    },
    destinations={"applications.start": queries.description_of_start},
    personal_data=PERSONAL_DATA,
    dependents=DEPENDENTS,
    archive_parts=[
        ArchivePart(
            rows=[Submission.application_id],
            erase=services.erase_application,
            sealed=services.sealed_submissions,
        ),
    ],
    menu_pages={"calls.detail": ("applications.start",)},
    call_menu=[
        MenuEntry(
            label=pgettext("menu", "Applications"),
            endpoint="applications.index",
            covers=("applications.",),
            may=permissions.list_applications,
            when=is_published,
        ),
    ],
    people_concerned=services.count_applicants,
    attachments={"applications/receipt": tasks.receipt_of},
    check_journal=services.fault_of_submissions,
    navigation={
        "call": [APPLY],
        "eligible_call": [APPLY],
        "published_call": [
            Link(
                label=_("Follow the applications"),
                endpoint="applications.index",
                argument="call_id",
                order=2,
            ),
        ],
        "organisation": [
            Link(
                label=_("Our applications"),
                endpoint="applications.mine",
                may=permissions.applies,
                mark="list",
            ),
        ],
        "own_organisation": [
            Link(
                label=_("Our applications"),
                endpoint="applications.mine",
                may=permissions.applies,
                order=1,
            ),
        ],
    },
)
