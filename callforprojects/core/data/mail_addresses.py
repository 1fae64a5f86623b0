"""What an e-mail address may be: one that a mail can leave for."""

import uuid

from wtforms import StringField
from wtforms.form import BaseForm
from wtforms.validators import Email, ValidationError

from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _

_STRAIGHT = str.maketrans(dict.fromkeys("’‘ʼ´", "'"))  # what keyboards and word processors curl


_CLOSED = "@closed.invalid"  # RFC 2606: no such domain will ever be


def closed_address(identifier: uuid.UUID) -> str:
    """What stands where the address of a closed account stood: nobody can be written to there."""
    return f"{identifier.hex}{_CLOSED}"


def is_closed(address: str) -> bool:
    """Whether it stands for the address of a closed account."""
    return address.endswith(_CLOSED)


def refusal_of(address: str) -> Sentence | None:
    """Why no mail server takes what stands before the @; None when nothing hinders.

    A word processor curls an apostrophe: the straight one is proposed. Domains may have accents,
    since they are written in ASCII when the mail leaves.
    """
    local, _at, domain = address.strip().rpartition("@")
    if local.isascii():
        return None
    straight = local.translate(_STRAIGHT)
    if straight.isascii():
        return _(
            "The apostrophe of an address is straight. Did you mean %(address)s?",
            address=f"{straight}@{domain}",
        )
    return _(
        "No e-mail can be sent to this address: the part before the @ must have no accents"
        " or special characters."
    )


class MailAddress(Email):
    """The validator of a field that holds an address to write to."""

    def __call__(self, form: BaseForm, field: StringField) -> None:
        """Raise ValidationError when it is none, or when no mail can be sent to it."""
        super().__call__(form, field)
        if (refused := refusal_of(field.data or "")) is not None:
            raise ValidationError(str(refused))
