"""A question asked before any account: may such an applicant answer this call?"""

from typing import TYPE_CHECKING, Any

from wtforms.validators import Optional, ValidationError

from callforprojects.calls.eligibility import (
    Eligibility,
    eligibility_of_place,
    eligibility_of_type,
)
from callforprojects.calls.models import Call
from callforprojects.core.text.i18n import _
from callforprojects.core.web.fields import AtMost, ChoiceField, TerritoryField, choices_of
from callforprojects.core.web.form import Form
from callforprojects.iso37101.frame import frame
from callforprojects.territories.queries import NOT_ONE_TERRITORY, territory_meant

if TYPE_CHECKING:
    from callforprojects.territories.models import Territory


class EligibilityForm(Form):
    """Sent by GET, kept nowhere: a territory by its name, or else a type of applicant."""

    class Meta(Form.Meta):
        csrf = False

    territory = TerritoryField(_("Your territory"), [Optional(), AtMost(100)])
    territory_type = ChoiceField(_("Or your type of organisation"), [Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(*args, **kwargs)
        types = ((term.code, term.label) for term in frame().offered_types)
        self.territory_type.choices = choices_of(types, empty=_("Choose"))
        self.found: Territory | None = None

    def validate_territory(self, field: TerritoryField) -> None:
        """A name that means no territory, or several, is said so."""
        self.found = territory_meant(field.data or "")
        if self.found is None:
            raise ValidationError(NOT_ONE_TERRITORY)

    def eligibility(self, call: Call) -> Eligibility | None:
        """The answer; None when nothing was asked, or wrongly. A territory counts before a type."""
        self.validate()
        if self.found is not None:
            text = self.territory.data or ""
            return eligibility_of_place(call, self.found, call.current_status, text=text)
        code = "" if self.territory_type.errors else self.territory_type.data
        return eligibility_of_type(call, code, call.current_status) if code else None
