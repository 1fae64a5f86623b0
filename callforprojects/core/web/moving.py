"""The arrows that order a list: one place up or down."""

from callforprojects.core.text.i18n import _
from callforprojects.core.web.fields import ChoiceField, choices_of
from callforprojects.core.web.form import Form


class MoveForm(Form):
    """One place up or down."""

    direction = ChoiceField(
        _("Direction"), choices=choices_of([("up", _("Move up")), ("down", _("Move down"))])
    )

    def places(self) -> int:
        return -1 if self.direction.data == "up" else 1
