"""The filters of the public list: they live in the address, so that a search can be shared."""

from typing import TYPE_CHECKING, Any

from wtforms import StringField
from wtforms.validators import Length, Optional, ValidationError

from callforprojects.calls.queries import CallFilters, Period
from callforprojects.core.fields import ChoiceField, TerritoryField, choices_of
from callforprojects.core.form import Form
from callforprojects.core.i18n import _, pgettext
from callforprojects.iso37101.frame import frame
from callforprojects.territories.queries import territory_meant

if TYPE_CHECKING:
    from callforprojects.territories.models import Territory


class FiltersForm(Form):
    """Sent by GET; a value that is not in a list filters nothing and is said to be wrong."""

    class Meta(Form.Meta):
        csrf = False

    text = StringField(_("Words"), [Optional(), Length(max=100)])
    purpose = ChoiceField(_("Purpose"), [Optional()])
    domain = ChoiceField(_("Domain of action"), [Optional()])
    territory_type = ChoiceField(_("Type of applicant"), [Optional()])
    territory = TerritoryField(_("My territory"), [Optional(), Length(max=100)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(*args, **kwargs)
        for field, terms, every in (
            (self.purpose, frame().purposes, _("All")),
            (self.domain, frame().domains, pgettext("filter", "All")),
            (self.territory_type, frame().territory_types, pgettext("filter", "All")),
        ):
            field.choices = choices_of(((t.code, t.label) for t in terms), empty=every)
        self.found: Territory | None = None

    def validate_territory(self, field: TerritoryField) -> None:
        """A name that means no territory, or several, is said so."""
        self.found = territory_meant(field.data or "")
        if self.found is None:
            raise ValidationError(_("Choose a territory in the list of suggestions."))

    def filters(self, period: Period) -> CallFilters:
        """What was asked; a wrong value filters nothing."""
        self.validate()
        asked = {
            name: self[name].data or ""
            for name in ("text", "purpose", "domain", "territory_type")
            if not self[name].errors
        }
        accepting = self.found.kind if self.found else ""
        return CallFilters(accepting=accepting, period=period, **asked)

    def arguments(self, period: Period) -> dict[str, str]:
        """The same as values of an address, for the links to the other pages of the list."""
        asked = {field.name: field.data for field in self if field.data}
        return {**asked, "period": period.value} if period is Period.PAST else asked
