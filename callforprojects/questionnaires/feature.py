"""What questionnaires declare."""

from callforprojects.core.data.feature import Feature
from callforprojects.core.text.i18n import _, pgettext

FEATURE = Feature(
    name="questionnaires",
    label=pgettext("activity", "Questionnaires"),
    verbs={
        "questionnaire.changed": _("changed the questionnaire"),
        "questionnaire.published": _("published the questionnaire"),
    },
)
