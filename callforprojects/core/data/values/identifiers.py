"""Identifiers of bodies and accounts: their key is checked, and they are shown in groups."""

import re
from abc import abstractmethod

from stdnum import iban
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.fr import siren, siret

from callforprojects.core.data.values.kind import Unreadable, Value
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _

_SIREN_LENGTH = 9
_BETWEEN = re.compile(r"[ .\-‐‑]")
_RNA = re.compile(r"W[0-9][0-9A-Z][0-9]{7}")
_NO_RNA = re.compile(r"W00.*|.*0{6}")  # no département has 00, the first of each is 000001
_GROUP = 4  # signs of an IBAN
_SHORTEST_IBAN = 15


class Identifier(Value[str]):
    """Digits and capitals, kept without what stands between them."""

    #: What is said of what has not its form, and of a key that is wrong.
    malformed: Sentence
    wrong: Sentence = ""

    def read(self, text: str) -> str:
        bare = _BETWEEN.sub("", text).upper()
        if not bare.isascii():
            raise Unreadable(self.malformed)
        try:
            return self.checked(bare)
        except InvalidChecksum as error:
            raise Unreadable(self.wrong) from error
        except ValidationError as error:
            raise Unreadable(self.malformed) from error

    @abstractmethod
    def checked(self, bare: str) -> str:
        """The identifier. Raises ValidationError, of which InvalidChecksum is one."""

    def to_input(self, value: str) -> str:
        return self.to_display(value)

    @abstractmethod
    def to_display(self, value: str) -> str:
        """In groups, that no line breaks."""


class Siren(Identifier):
    """Nine digits: a body."""

    malformed = _("A SIREN has 9 digits.")
    wrong = _("This SIREN does not exist: one of its digits is wrong.")

    def checked(self, bare: str) -> str:
        digits = str(siren.validate(bare))
        if not digits.strip("0"):  # its key is right
            raise InvalidChecksum
        return digits

    def to_display(self, value: str) -> str:
        return _in_groups(value, 3)


class Siret(Identifier):
    """Fourteen digits: an establishment of a body.

    Those of La Poste follow a rule of their own: their digits add up to a multiple of 5.
    """

    malformed = _("A SIRET has 14 digits.")
    wrong = _("This SIRET does not exist: one of its digits is wrong.")

    def checked(self, bare: str) -> str:
        digits = str(siret.validate(bare))
        if not siren_of(digits).strip("0") or not digits[_SIREN_LENGTH:].strip("0"):
            raise InvalidChecksum
        return digits

    def to_display(self, value: str) -> str:
        body, establishment = siren_of(value), value[_SIREN_LENGTH:]
        return f"{SIREN.to_display(body)}\u00a0{establishment}".rstrip("\u00a0")


class Rna(Identifier):
    """W and nine signs: an association in the national register."""

    malformed = _("An RNA number is a W and 9 digits, for example W751234567.")
    wrong = _("This RNA number does not exist: one of its digits is wrong.")

    def checked(self, bare: str) -> str:
        if not _RNA.fullmatch(bare):
            raise ValidationError
        if _NO_RNA.fullmatch(bare):
            raise InvalidChecksum
        return bare

    def to_display(self, value: str) -> str:
        return value


class Iban(Identifier):
    """An account of a bank, in any country."""

    malformed = _("Enter an IBAN, for example FR76 3000 6000 0112 3456 7890 189.")
    wrong = _("This IBAN does not exist: one of its characters is wrong.")

    def checked(self, bare: str) -> str:
        if len(bare) < _SHORTEST_IBAN:
            raise ValidationError
        return str(iban.validate(bare))

    def to_display(self, value: str) -> str:
        return _in_groups(value, _GROUP)


def siren_of(digits: str) -> str:
    """The body that an establishment belongs to."""
    return digits[:_SIREN_LENGTH]


def _in_groups(signs: str, length: int) -> str:
    return "\u00a0".join(signs[start : start + length] for start in range(0, len(signs), length))


SIREN = Siren()
SIRET = Siret()
RNA = Rna()
IBAN = Iban()
