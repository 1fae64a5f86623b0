"""What a funder says of its silence, and how much documents may weigh."""

from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from callforprojects.core.data.values import WHOLE
from callforprojects.core.text.i18n import _
from callforprojects.core.web.details import details_as
from callforprojects.core.web.fields import (
    AtMost,
    LongTextField,
    RadioChoiceField,
    ValueField,
    choices_of,
)
from callforprojects.core.web.form import Form
from callforprojects.core.web.versioned_form import VersionedForm
from callforprojects.organisations.silence import (
    Silence,
    SilenceEffect,
    SilenceStart,
)

LARGEST_QUOTA = 1_000_000
MOST_MONTHS = 12
_MONTHS = _("Enter a number from 1 to 12.")


class SilenceRuleForm(VersionedForm):
    """What the funder's silence means to one nature of applicants."""

    effect = RadioChoiceField(
        _("What silence means"),
        [DataRequired(_("Choose what silence means."))],
        choices=lambda: choices_of([(effect.value, effect.label) for effect in SilenceEffect]),
    )
    months = ValueField(
        _("After how many months"),
        [InputRequired(_MONTHS), NumberRange(1, MOST_MONTHS, _MONTHS)],
        kind=WHOLE,
    )
    counted_from = RadioChoiceField(
        _("Counted from"),
        [DataRequired(_("Choose from when the months are counted."))],
        choices=lambda: choices_of([(start.value, start.label) for start in SilenceStart]),
    )
    text = LongTextField(
        _("In your own words"),
        [Optional(), AtMost(1000)],
        description=_("Use {date} where the day goes. If left empty, the receipt states the law."),
        render_kw={"rows": 4},
    )

    silence = details_as(Silence)


class StorageQuotaForm(Form):
    storage_quota_mb = ValueField(
        _("Storage quota, in MB"),
        [
            Optional(),
            NumberRange(0, LARGEST_QUOTA, _("Enter a number from 0 to 1,000,000.")),
        ],
        description=_("If left empty, it is that of every organisation."),
        kind=WHOLE,
    )
