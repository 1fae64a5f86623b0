"""Addresses: one that a mail can leave for, one that a browser can open."""

import re
import unicodedata
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from callforprojects.core.data.values.kind import Unreadable, Value
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _

_STRAIGHT = str.maketrans(dict.fromkeys("’‘ʼ´", "'"))  # what keyboards and word processors curl
_APART = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "ł": "l"})
_LONGEST_URL = 2000
_HOST = re.compile(
    r"(?=.{1,253}$)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W_](?:[\w-]{0,61}[^\W_])?\.?"
)
_UNFIT = re.compile(r"[\s<>\"]")


class Email(Value[str]):
    """An address that a mail can leave for, its domain in lower case.

    Domains may have accents, since they are written in ASCII when the mail leaves; what stands
    before the @ may not. A word processor curls an apostrophe: the straight one is proposed.
    """

    box = "email"

    def read(self, text: str) -> str:
        try:
            found = validate_email(
                text, check_deliverability=False, test_environment=True, strict=True
            )
        except EmailNotValidError as error:
            sentence = _("Enter a complete e-mail address, for example name@town.fr.")
            raise Unreadable(sentence) from error
        if not found.local_part.isascii():
            raise Unreadable(_unsendable(found.local_part, found.domain))
        return found.normalized


def _unsendable(local: str, domain: str) -> Sentence:
    """Why no mail server takes what stands before the @, and what is likely meant."""
    straight = local.translate(_STRAIGHT)
    if straight.isascii():
        return _(
            "The apostrophe of an address is straight. Did you mean %(address)s?",
            address=f"{straight}@{domain}",
        )
    apart = unicodedata.normalize("NFD", straight.translate(_APART))
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    if plain.isascii():
        return _(
            "No e-mail can be sent to this address: the part before the @ must have no accents"
            " or special characters. Did you mean %(address)s?",
            address=f"{plain}@{domain}",
        )
    return _(
        "No e-mail can be sent to this address: the part before the @ must have no accents"
        " or special characters."
    )


class WebAddress(Value[str]):
    """A web address, with http or https (https is added when nothing is said)."""

    box = "url"
    longest = _LONGEST_URL

    def read(self, text: str) -> str:
        address = text if "://" in text else f"https://{text}"
        if not _can_be_opened(address):
            raise Unreadable(_("Enter a web address, for example https://www.town.fr."))
        return address


def _can_be_opened(address: str) -> bool:
    if len(address) > _LONGEST_URL or _UNFIT.search(address):
        return False
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in {"http", "https"} and parts.port != 0 and "@" not in parts.netloc
    except ValueError:  # no address, or no port
        return False
    host = parts.hostname or ""
    return is_web and _HOST.fullmatch(host) is not None and not _is_a_number(host)


def _is_a_number(host: str) -> bool:
    """Whether it ends with figures: `31.12.2026` is a date, and a browser opens `1.000` as 1.0.0.0.

    Nobody gives the number of a machine as a web address.
    """
    return host.rstrip(".").rpartition(".")[2].isdigit()


EMAIL = Email()
WEB_ADDRESS = WebAddress()
