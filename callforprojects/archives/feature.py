"""What archives declare."""

from callforprojects.archives import permissions, queries
from callforprojects.archives.personal_data import PERSONAL_DATA
from callforprojects.core.data.declarations import Link
from callforprojects.core.data.feature import Feature
from callforprojects.core.text.i18n import _, pgettext

FEATURE = Feature(
    name="archives",
    label=pgettext("activity", "Archives"),
    verbs={
        "organisation.retention_set": _("changed how long the funder’s files are kept"),
        "elimination.recorded": _("recorded the visa for an elimination"),
    },
    personal_data=PERSONAL_DATA,
    announced_and_erased=queries.announced_and_erased,
    navigation={
        "organisation_files": [
            Link(
                label=_("Archives"),
                endpoint="archives.index",
                argument="organisation_id",
                may=permissions.see_archives,
                mark="list",
            ),
        ],
    },
)
