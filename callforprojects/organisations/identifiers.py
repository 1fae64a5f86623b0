"""SIREN and SIRET: read with or without spaces, checked by their key, shown in groups."""

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.fr import siren as siren_rule
from stdnum.fr import siret as siret_rule

from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _

_SIREN_LENGTH = 9


def checked_siren(text: str) -> str | None:
    """Nine digits, or None for nothing. Raises DomainError on `siren` with what is wrong."""
    if not text.strip():
        return None
    try:
        return str(siren_rule.validate(text))
    except InvalidChecksum as error:
        raise DomainError(
            _("This SIREN does not exist: one of its digits is wrong."), "siren"
        ) from error
    except ValidationError as error:
        raise DomainError(_("A SIREN has 9 digits."), "siren") from error


def checked_siret(text: str) -> str | None:
    """Fourteen digits, or None for nothing. Raises DomainError on `siret` with what is wrong.

    The establishments of La Poste follow a rule of their own: their digits add up to a multiple
    of 5.
    """
    if not text.strip():
        return None
    try:
        return str(siret_rule.validate(text))
    except InvalidChecksum as error:
        raise DomainError(
            _("This SIRET does not exist: one of its digits is wrong."), "siret"
        ) from error
    except ValidationError as error:
        raise DomainError(_("A SIRET has 14 digits."), "siret") from error


def siren_of(siret: str) -> str:
    """The body that an establishment belongs to."""
    return siret[:_SIREN_LENGTH]


def shown_siren(digits: str) -> str:
    """`213502388` is shown `213 502 388`."""
    return "\u00a0".join(digits[start : start + 3] for start in range(0, len(digits), 3))


def shown_siret(digits: str) -> str:
    """`21350238800019` is shown `213 502 388 00019`."""
    head, tail = digits[:_SIREN_LENGTH], digits[_SIREN_LENGTH:]
    return f"{shown_siren(head)}\u00a0{tail}" if tail else shown_siren(head)
