"""What a name may hold: it is written in mails, where an address would become a link."""

import re
import unicodedata

from callforprojects.core.data.formats import too_long
from callforprojects.core.text.cleaning import character_count
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _

_INITIALS = 2  # signs before a dot, at most
LONGEST_NAME = 80  # signs of a first name, or of a last name
_LINKS = re.compile(r"://|www\.|@", re.IGNORECASE)
_DOTTED = re.compile(r"(\w+)\.(\w{2,})([./:?#]?)")  # mail programs make a link of evil.example
_WORDS = re.compile(r"[^\W\d_]+")
_ALIKE = frozenset({"ARMENIAN", "CHEROKEE", "COPTIC", "CYRILLIC", "GREEK"})
NO_ADDRESS = _("A name must not contain a web address or an e-mail address.")


def holds_address(name: str, *, of_person: bool = False) -> bool:
    """Whether a name holds what a mail program would make a link of.

    An organisation may be called after its domain (`Territoires.fr`), a person may not.
    """
    return bool(_LINKS.search(name) or (of_person and _holds_domain(name)))


def _holds_domain(name: str) -> bool:
    """Whether letters follow a dot elsewhere than after initials: `J.Marie`, `St.Clair`."""
    return any(
        len(before) > _INITIALS or not (before[0].isupper() and after[0].isupper()) or goes_on
        for before, after, goes_on in _DOTTED.findall(name)
    )


def check_person_name(name: str, field: str) -> None:
    """Raise DomainError beside `field` when nobody can be called so: where no form has looked."""
    if not name:
        raise DomainError(_("Enter a first name and a last name."), field)
    if character_count(name) > LONGEST_NAME:
        raise DomainError(too_long(LONGEST_NAME), field)
    if holds_address(name, of_person=True):
        raise DomainError(NO_ADDRESS, field)


def mixes_alphabets(name: str) -> bool:
    """Whether a word holds Latin letters and others that may look like them: a Cyrillic `a`."""
    alphabets = [set(map(_alphabet, word)) for word in _WORDS.findall(name)]
    return any(
        "LATIN" in word_alphabets and word_alphabets & _ALIKE for word_alphabets in alphabets
    )


def _alphabet(letter: str) -> str:
    """Which one it is of: `LATIN`, `CYRILLIC`, `GREEK`."""
    return unicodedata.name(letter, "").partition(" ")[0]
