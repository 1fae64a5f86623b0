"""Telephone numbers: read as people in France write them, kept in the international form."""

import phonenumbers

from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _


def readable_phone(text: str, *, field: str = "phone") -> str:
    """`04 92 20 00 00` gives `+33 4 92 20 00 00`; nothing gives nothing.

    A number from abroad or overseas is written with its `+`. Raises DomainError beside `field`.
    """
    if not text.strip():
        return ""
    try:
        number = phonenumbers.parse(text, "FR")
    except phonenumbers.NumberParseException as error:
        raise DomainError(_wrong(), field) from error
    if not phonenumbers.is_possible_number(number):
        raise DomainError(_wrong(), field)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _wrong() -> str:
    return str(_("Enter a telephone number, for example 04 92 20 00 00 or +33 4 92 20 00 00."))
