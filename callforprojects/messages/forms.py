"""The forms of the mailbox."""

from wtforms.validators import InputRequired, NumberRange

from callforprojects.core.data.values import WHOLE
from callforprojects.core.web.fields import ValueField
from callforprojects.core.web.form import Form


class ReleaseForm(Form):
    """How many mails whoever confirms has seen, that are to be sent again."""

    expected = ValueField(validators=[InputRequired(), NumberRange(min=1)], kind=WHOLE)
