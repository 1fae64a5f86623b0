"""The forms of the archives: for how long a group of files is kept, a visa."""

from wtforms import HiddenField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from callforprojects.archives.keeping import MOST_YEARS, FinalFate, Keeping
from callforprojects.archives.services import Visa
from callforprojects.core.data.values import DAY, WHOLE
from callforprojects.core.text.cleaning import visible
from callforprojects.core.text.i18n import _
from callforprojects.core.web.details import details_as
from callforprojects.core.web.fields import (
    AtMost,
    LineField,
    LongTextField,
    RadioChoiceField,
    ValueField,
    choices_of,
)
from callforprojects.core.web.form import Form
from callforprojects.core.web.versioned_form import VersionedForm

_YEARS = _("Enter a number from 1 to 99.")


class RetentionForm(VersionedForm):
    years = ValueField(
        _("Administrative period (DUA), in years"),
        [InputRequired(_YEARS), NumberRange(1, MOST_YEARS, _YEARS)],
        description=_("Counted from the announcement of the results, or the cancellation."),
        kind=WHOLE,
    )
    fate = RadioChoiceField(
        _("Final fate"),
        [DataRequired(_("Choose what becomes of these files."))],
        choices=lambda: choices_of([(fate.value, fate.label) for fate in FinalFate]),
    )

    keeping = details_as(Keeping)


class EliminationForm(Form):
    """The visa, and what the sorting keeps. `expected` is how many files were seen."""

    expected = HiddenField(validators=[AtMost(10)])
    reference = LineField(
        _("Reference of the visa"),
        [DataRequired(_("Enter the reference of the visa.")), AtMost(100)],
        filters=[visible],
    )
    signed_on = ValueField(
        _("Date of the visa"), [InputRequired(_("Enter the date of the visa."))], kind=DAY
    )
    authority = LineField(
        _("Authority that gave it"),
        [DataRequired(_("Enter which authority gave the visa.")), AtMost(200)],
        description=_("For example: the director of the archives of the département."),
        filters=[visible],
    )
    kept = LongTextField(
        _("References that the sorting keeps"),
        [Optional(), AtMost(20000)],
        description=_("One a line. Left empty, all the files of the list are eliminated."),
        render_kw={"rows": 4},
    )

    @property
    def number_expected(self) -> int:
        text = self.expected.data or ""
        return int(text) if text.isdecimal() and text.isascii() else -1

    def kept_references(self) -> frozenset[str]:
        """One a line; empty lines say nothing."""
        lines = (line.strip() for line in (self.kept.data or "").splitlines())
        return frozenset(filter(None, lines))

    visa = details_as(Visa)
