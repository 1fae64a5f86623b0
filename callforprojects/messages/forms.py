"""The forms of the mailbox."""

from wtforms.validators import InputRequired, NumberRange

from callforprojects.core.data.values import WHOLE
from callforprojects.core.text.i18n import _
from callforprojects.core.web.fields import ValueField
from callforprojects.core.web.form import Form

_STALE = _("This page is out of date. Reload it.")


class ReleaseForm(Form):
    """How many mails whoever confirms has seen, that are to be sent again."""

    expected = ValueField(
        validators=[InputRequired(_STALE), NumberRange(1, message=_STALE)], kind=WHOLE
    )
