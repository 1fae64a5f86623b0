"""Ways to reach or to identify somebody: SIRET, e-mail, phone, web address."""

import re
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum.fr import siret

from callforprojects.core.data.mail_addresses import refusal_of
from callforprojects.core.text.i18n import _
from callforprojects.questionnaires.types.kind import AnswerType, Settings, Unreadable

_SIRET_LENGTH = 14
_LONGEST_URL = 2000


class Siret(AnswerType):
    """Fourteen digits whose key is right."""

    def read(self, typed: str, settings: Settings) -> str:
        del settings
        digits = re.sub(r"[\s\u00a0\u202f.-]", "", typed)
        if not (digits.isascii() and digits.isdigit()) or len(digits) != _SIRET_LENGTH:
            raise Unreadable(_("A SIRET number has 14 digits."))
        if not siret.is_valid(digits):
            raise Unreadable(_("This SIRET number does not exist: a digit must be wrong."))
        return digits

    def shown(self, value: str, settings: Settings) -> str:
        del settings
        return f"{value[:3]} {value[3:6]} {value[6:9]} {value[9:]}"


class Email(AnswerType):
    """An e-mail address, its domain in lower case."""

    widget = "email"

    def read(self, typed: str, settings: Settings) -> str:
        del settings
        try:
            found = validate_email(typed, check_deliverability=False, test_environment=True)
        except EmailNotValidError as error:
            raise Unreadable(_("Enter an e-mail address, for example name@town.fr.")) from error
        if (refused := refusal_of(found.normalized)) is not None:
            raise Unreadable(refused)
        return found.normalized


class Phone(AnswerType):
    """A phone number, French unless it begins with +; kept in its international form."""

    widget = "phone"

    def read(self, typed: str, settings: Settings) -> str:
        del settings
        try:
            number = phonenumbers.parse(typed, "FR")
        except phonenumbers.NumberParseException as error:
            raise Unreadable(_("Enter a phone number, for example 02 99 00 00 00.")) from error
        if not phonenumbers.is_possible_number(number) or number.extension:
            raise Unreadable(_("Enter a phone number, for example 02 99 00 00 00."))
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def written(self, value: str) -> str:
        number = phonenumbers.parse(value, None)
        french = number.country_code == phonenumbers.country_code_for_region("FR")
        form = phonenumbers.PhoneNumberFormat
        return phonenumbers.format_number(number, form.NATIONAL if french else form.INTERNATIONAL)


class WebAddress(AnswerType):
    """A web address, with http or https (https is added when nothing is said)."""

    widget = "url"
    longest = _LONGEST_URL

    def read(self, typed: str, settings: Settings) -> str:
        del settings
        address = typed if "://" in typed else f"https://{typed}"
        if not _is_web_address(address):
            raise Unreadable(_("Enter a web address, for example https://www.town.fr."))
        return address


def _is_web_address(address: str) -> bool:
    if len(address) > _LONGEST_URL or re.search(r"[\s<>\"]", address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme in {"http", "https"} and "." in host.strip(".")
