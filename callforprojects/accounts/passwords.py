"""Passwords: which are accepted, how they are kept, and a check that takes the same time for all.

Length first, then a list of what is tried first by those who guess: the advice of the CNIL
(deliberation 2022-100) and of NIST SP 800-63B, without rules on the kinds of characters. What is
kept is the same on every keyboard; what was kept before still opens, and is kept so from then on.
"""

import secrets
from functools import cache

from argon2 import PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError

from callforprojects.core.outside.settings import settings
from callforprojects.core.text.cleaning import character_count, same_on_every_keyboard
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _

SHORTEST = 12
LONGEST = 200
_FEWEST_CHARACTERS = 5
_SHORTEST_NAME = 4
_PADDING = "0123456789!?.,;:*+-_=/&#@$€%()[]{} "

# What is left of the most common passwords once the digits and signs around them are taken off.
_COMMON = frozenset(
    """
    abcdef abcdefgh abcdefghij abcdefghijkl abcdefghijklm admin administrateur administrator
    alexandre amoureux anticonstitutionnellement appelaprojets appelsaprojets azerty azertyui
    azertyuiop azertyuiopq azertyuiopqs azertyuiopqsdf azertyuiopqsdfghjklm bonjour
    bonjourbonjour bonjourtoutlemonde bretagne callforprojects callsforprojects changeme
    changemechangeme changezmoi chocolat chouchou collectivite communaute commune coucou
    coucoucoucou doudou doudoudoudou dragon football footballfootball france
    francefrance iloveyou iloveyouforever iloveyousomuch internet jesuisunmotdepasse jetaime
    jetaimejetaime jetaimemonamour jetaimepourlavie letmein letmeinletmein liverpool loulou
    mairie mairiemairie marseille monamour monamourpourlavie monmotdepasse mot-de-passe
    motdepasse motdepassemotdepasse motdepassesecret nicolas nothing olympiquedemarseille orange
    parissaintgermain passe passepartout password passwordpassword passw0rd p@ssw0rd p@ssword
    princess princesse projet qsdfghjklm qsdfghjklmwxcvbn qwerty qwertyui qwertyuiop
    qwertyuiopas qwertyuiopasdf qwertyuiopasdfghjkl qwertyuiopasdfghjklzxcvbnm qwertyqwerty
    secret secretsecret secretdefense soleil soleilsoleil sunshine superman test testtest
    testtesttest territoire thisisapassword tourdefrance trustno univers unmotdepasse welcome
    welcomewelcome whatever
    1q2w3e4r5t6y 1qaz2wsx3edc 1a2z3e4r5t6y azertyqwerty aqwzsxedcrfv azsqdfwxcvbn
    qazwsxedcrfv zaq12wsxcde3 q1w2e3r4t5y6 a1z2e3r4t5y6 a1b2c3d4e5f6
    """.split()  # noqa: SIM905  # words read better than a list of strings
)


def check_strength(password: str, email: str, *, field: str = "password") -> None:
    """Raise DomainError beside `field` when the password is short, common, or like the address."""
    password = same_on_every_keyboard(password)
    if character_count(password) < SHORTEST:
        raise DomainError(
            _("Choose a longer password: %(least)s characters or more.", least=SHORTEST), field
        )
    if len(password) > LONGEST:
        raise DomainError(
            _("This password is too long: %(most)s characters at most.", most=LONGEST), field
        )
    if _is_common(password):
        raise DomainError(
            _("This password is too common: it would be easy to guess. Choose another one."), field
        )
    if _resembles(password.casefold(), email.casefold()):
        raise DomainError(_("The password must not contain your e-mail address."), field)


def is_strong(password: str, email: str) -> bool:
    """Whether `check_strength` accepts it."""
    try:
        check_strength(password, email)
    except DomainError:
        return False
    return True


class PreparedPassword(str):
    """A password whose slow work is done already, before a transaction that writes.

    `against` is the stored form with which it was compared; `stored_form` is its own, or None.
    """

    __slots__ = ("against", "is_right", "stored_form")

    against: str | None
    is_right: bool
    stored_form: str | None


def checked(password: str, stored: str | None) -> PreparedPassword:
    """The password, compared with a stored form; hashed anew when that one is outdated."""
    done = PreparedPassword(password)
    done.against, done.is_right = stored, is_right(password, stored)
    done.stored_form = None
    if stored is not None and done.is_right and is_due(password, stored):
        done.stored_form = hash_password(password)
    return done


def hashed(password: str) -> PreparedPassword:
    """The password, hashed."""
    done = PreparedPassword(password)
    done.against, done.is_right, done.stored_form = None, False, hash_password(password)
    return done


def hash_password(password: str) -> str:
    """The argon2id form that is stored."""
    if isinstance(password, PreparedPassword) and password.stored_form is not None:
        return password.stored_form
    return _hasher(cheap=settings().is_testing).hash(same_on_every_keyboard(password))


def is_right(password: str, stored: str | None) -> bool:
    """Whether the password is the one that was stored.

    Without anything stored, a password that nobody knows is checked instead: as long, always False.
    """
    if isinstance(password, PreparedPassword) and password.against == stored:
        return password.is_right
    against = stored or _nobody(cheap=settings().is_testing)
    ways = dict.fromkeys((same_on_every_keyboard(password), str(password)))  # before: as it came
    return any(_opens(way, against) for way in ways) and stored is not None


def is_due(password: str, stored: str) -> bool:
    """Whether one that is right is stored with other parameters, or as one keyboard has it."""
    if isinstance(password, PreparedPassword) and password.against == stored:
        return password.stored_form is not None
    if _hasher(cheap=settings().is_testing).check_needs_rehash(stored):
        return True
    same = same_on_every_keyboard(password)
    return same != password and not _opens(same, stored)


def _opens(text: str, stored: str) -> bool:
    try:
        return _hasher(cheap=settings().is_testing).verify(stored, text)
    except (VerificationError, InvalidHashError):
        return False


def _is_common(password: str) -> bool:
    bare = password.casefold()
    cores = {bare, bare.strip(_PADDING), bare.replace(" ", "")}
    few = len(set(bare)) < _FEWEST_CHARACTERS
    return few or bare.strip(_PADDING) == "" or not cores.isdisjoint(_COMMON)


def _resembles(password: str, email: str) -> bool:
    name = email.partition("@")[0]
    return bool(email) and (email in password or (len(name) >= _SHORTEST_NAME and name in password))


@cache
def _hasher(*, cheap: bool) -> PasswordHasher:
    """The library's own parameters (RFC 9106, low memory); the cheapest ones in tests."""
    return PasswordHasher.from_parameters(profiles.CHEAPEST) if cheap else PasswordHasher()


@cache
def _nobody(*, cheap: bool) -> str:
    return _hasher(cheap=cheap).hash(secrets.token_urlsafe(24))
