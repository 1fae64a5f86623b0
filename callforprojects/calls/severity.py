"""What follows when a rule of a call is not met."""

from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.text.labels import LabelledEnum


class Severity(LabelledEnum):
    """Nothing is filed; it is filed with a justification; it is filed, and the service looks."""

    BLOCKING = "blocking", pgettext("rule", "Blocking"), "danger"
    WARNING = "warning", _("Warning to justify"), "warning"
    TO_CHECK = "to_check", _("Checked by the service"), "info"

    @property
    def explanation(self) -> str:
        """What it does to an application that does not meet the rule."""
        return str(_EXPLANATIONS[self])


_EXPLANATIONS = {
    Severity.BLOCKING: _("An application that does not meet it cannot be filed."),
    Severity.WARNING: _("An application that does not meet it is filed with a justification."),
    Severity.TO_CHECK: _("An application is filed all the same; the service checks it."),
}
