"""What applications declare."""

from callforprojects.applications.models import Application
from callforprojects.core.data.feature import Feature, SubjectKind
from callforprojects.core.text.i18n import _, pgettext

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
        "file.added": _("added a document"),
        "file.removed": _("removed a document"),
    },
    subjects={
        Application: SubjectKind(label=pgettext("subject", "Application"), key=Application.id),
    },
)
