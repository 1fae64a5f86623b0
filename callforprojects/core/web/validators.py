"""Validators of forms that rest on what a text may hold."""

from wtforms import Field, Form
from wtforms.validators import ValidationError

from callforprojects.core.data.names import NO_ADDRESS, holds_address, mixes_alphabets
from callforprojects.core.text.i18n import _


class PlainName:
    """The validator of a field that holds a name."""

    def __init__(self, *, of_person: bool = False) -> None:
        self.of_person = of_person

    def __call__(self, _form: Form, field: Field) -> None:
        """Raise ValidationError when the name holds an address, or mixes alphabets."""
        if holds_address(field.data or "", of_person=self.of_person):
            raise ValidationError(NO_ADDRESS)
        if mixes_alphabets(field.data or ""):
            raise ValidationError(
                _("Enter the name with the letters of one alphabet: a word of it mixes two.")
            )
