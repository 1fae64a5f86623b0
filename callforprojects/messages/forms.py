"""The forms of the mailbox."""

from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from callforprojects.core.web.form import Form


class ReleaseForm(Form):
    """How many mails whoever confirms has seen, that are to be sent again."""

    expected = IntegerField(validators=[InputRequired(), NumberRange(min=1)])
