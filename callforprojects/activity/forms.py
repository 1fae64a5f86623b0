"""The filters of the activity page."""

from flask import request
from wtforms import DateField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Optional, ValidationError

from callforprojects.activity.queries import ActivityFilters
from callforprojects.activity.verbs import GROUPS
from callforprojects.core.form import Form
from callforprojects.core.i18n import _, pgettext


class ActivityFiltersForm(Form):
    """Which activity to show. Sent by GET: nothing changes, and the address can be kept."""

    class Meta(Form.Meta):
        csrf = False

    verb = SelectField(_("What was done"), validators=[Optional()])
    since = DateField(pgettext("activity", "From"), validators=[Optional()])
    until = DateField(pgettext("activity", "Until"), validators=[Optional()])

    def __init__(self) -> None:
        super().__init__(request.args)
        anything = [SelectChoice("", str(pgettext("activity", "Anything")))]
        self.verb.choices = anything + [
            SelectChoice(verb, str(sentence), optgroup=str(group.label))
            for group in GROUPS
            for verb, sentence in group.verbs.items()
        ]

    def validate_until(self, field: DateField) -> None:
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(_("This day comes before the first one."))

    def details(self) -> ActivityFilters:
        """What was asked for."""
        return ActivityFilters(
            verb=self.verb.data or "", since=self.since.data, until=self.until.data
        )
