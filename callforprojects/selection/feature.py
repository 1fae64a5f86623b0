"""What the selection declares."""

from callforprojects.core.data.declarations import SubjectKind, Visibility
from callforprojects.core.data.feature import Feature
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.selection import permissions
from callforprojects.selection.models import Decision
from callforprojects.selection.personal_data import PERSONAL_DATA

FEATURE = Feature(
    name="selection",
    label=pgettext("activity", "Decisions"),
    verbs={
        "decision.prepared": _("prepared the decision"),
        "decision.changed": _("changed the decision"),
        "act.written": _("said who decides"),
        "letters.prepared": _("prepared the letters"),
        "results.announced_unfinished": _("announced before the jury had finished"),
        "results.announced": _("announced the results"),
    },
    subjects={
        Decision: SubjectKind(
            label=pgettext("subject", "Decision on the application"), key=Decision.id
        ),
    },
    visibility_rules={
        Decision: Visibility(
            hidden=permissions.decisions_hidden_from,
            known_otherwise=permissions.is_decided_for_them,
        ),
    },
    personal_data=PERSONAL_DATA,
)
