"""Telephone numbers: kept as links to them are written (E.164), shown in the international form.

France has a plan of numbers for itself, and overseas has its own; people there write ten digits all
the same. Where ten digits do not say which plan they are of, and where a plan has shorter numbers,
the territory of whoever types tells it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import phonenumbers

from callforprojects.core.data.values.kind import Unreadable, Value
from callforprojects.core.text.i18n import _, current_language

_WRONG = _("Enter a telephone number, for example 04 92 20 00 00 or +33 4 92 20 00 00.")
_SIGNS = re.compile(r"(?:tel:)?\+?[0-9 ().\-‐‑/]+", re.IGNORECASE)
_EXTENSION = re.compile(
    r",? ?(?:;ext=|poste|ext\.?|extension|#) ?(?P<extension>[0-9]{1,7})$", re.IGNORECASE
)
_EXTENSION_WORDS = {"fr": "poste", "en": "ext."}

# The first digits of the numbers of each overseas plan, and its country code.
_PLANS = {
    590: ("590", "690", "691"),
    594: ("594", "694"),
    596: ("596", "696", "697"),
    262: ("262", "263", "269", "639", "692", "693"),
}
_CODE_OF = {first: code for code, firsts in _PLANS.items() for first in firsts}
_SHARED = "976"  # of all overseas: the territory tells
_SAINT_PIERRE = re.compile(r"0?508([0-9]{6})")  # six digits of their own
_TEN_DIGITS = re.compile(r"0([1-9][0-9]{8})")
_FRANCE = 33
_CODES_OF_PLANS = {_FRANCE, *_PLANS}  # of nine digits, the first of which is never 0

# The plan of each place overseas, by the identifier of a territory or the beginning of one.
_REGIONS = {
    "region:01": "GP", "region:02": "MQ", "region:03": "GF", "region:04": "RE", "region:06": "YT",
    **{
        f"{level}:{code}": region
        for level in ("departement", "commune")
        for code, region in (
            ("971", "GP"), ("972", "MQ"), ("973", "GF"), ("974", "RE"), ("975", "PM"),
            ("976", "YT"), ("977", "BL"), ("978", "MF"), ("986", "WF"), ("987", "PF"),
            ("988", "NC"),
        )
    },
}  # fmt: skip
_region: ContextVar[str] = ContextVar("region", default="FR")


@contextmanager
def phones_read_from(territory_id: str | None) -> Iterator[None]:
    """Read telephone numbers as in this territory, where the number does not say its plan."""
    key = territory_id or ""
    found = next((region for place, region in _REGIONS.items() if key.startswith(place)), "FR")
    before = _region.set(found)
    try:
        yield
    finally:
        _region.reset(before)


class Phone(Value[str]):
    """A number, with the extension of a switchboard if any; of France when nothing says more."""

    box = "phone"

    def read(self, text: str) -> str:
        extension = _EXTENSION.search(text)
        bare = text[: extension.start()] if extension else text
        if not _SIGNS.fullmatch(bare):
            raise Unreadable(_WRONG)
        number = self._number(bare)
        is_short = number.country_code in _CODES_OF_PLANS and number.italian_leading_zero
        if is_short or not phonenumbers.is_possible_number(number):
            raise Unreadable(_WRONG)
        kept = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        return f"{kept};ext={extension['extension']}" if extension else kept

    def to_input(self, value: str) -> str:
        return self.to_display(value)

    def to_display(self, value: str) -> str:
        """What is no number, and has been kept, stays as it is."""
        bare, _sign, extension = value.partition(";ext=")
        try:
            number = phonenumbers.parse(bare, None)
        except phonenumbers.NumberParseException:
            return value
        text = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        return f"{text} {_EXTENSION_WORDS[current_language()]} {extension}" if extension else text

    def _number(self, text: str) -> phonenumbers.PhoneNumber:
        digits = re.sub(r"[^0-9+]", "", text)
        region = "FR" if _TEN_DIGITS.fullmatch(digits) else _region.get()
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException as error:
            raise Unreadable(_WRONG) from error
        if number.country_code == _FRANCE:
            self._move_overseas(number, has_country_code=digits.startswith(("+", "00")))
        return number

    def _move_overseas(self, number: phonenumbers.PhoneNumber, *, has_country_code: bool) -> None:
        """Give a French number the country code of its plan."""
        digits = str(number.national_number)
        saint_pierre = _SAINT_PIERRE.fullmatch(digits)
        if saint_pierre:
            number.country_code, number.national_number = 508, int(saint_pierre[1])
        elif digits[:3] in _CODE_OF:
            number.country_code = _CODE_OF[digits[:3]]
        elif digits.startswith(_SHARED) and not has_country_code:
            code = phonenumbers.country_code_for_region(_region.get())
            number.country_code = code if code in _PLANS else _FRANCE


PHONE = Phone()
