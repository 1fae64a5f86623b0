"""E-mail domains and websites of organisations: read, checked, and never a public mail provider."""

from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from callforprojects.core.errors import DomainError
from callforprojects.core.i18n import _

_PUBLIC = frozenset(
    """
    9online.fr alice.fr aliceadsl.fr aol.com aol.fr bbox.fr cegetel.net club-internet.fr
    dbmail.com email.com fastmail.com free.fr freesurf.fr gmail.com gmx.com gmx.de gmx.fr gmx.net
    googlemail.com hey.com hotmail.be hotmail.co.uk hotmail.com hotmail.fr hushmail.com icloud.com
    ifrance.com infonie.fr inbox.com laposte.net libertysurf.fr live.be live.com live.fr mac.com
    mail.com mail.ru mailfence.com mailo.com mailo.fr me.com msn.com net-c.com netcourrier.com
    neuf.fr noos.fr nordnet.fr numericable.fr orange.com orange.fr outlook.be outlook.com
    outlook.fr pm.me posteo.de posteo.net proton.me protonmail.ch protonmail.com rocketmail.com
    sfr.fr skynet.be tele2.fr tiscali.fr tuta.io tutanota.com vivaldi.net voila.fr wanadoo.fr
    worldonline.fr yahoo.ca yahoo.co.uk yahoo.com yahoo.fr yandex.com yandex.ru ymail.com zoho.com
    """.split()  # noqa: SIM905  # words read better than a list of strings
)


def is_public_provider(domain: str) -> bool:
    """Whether anybody can have an address there."""
    return domain in _PUBLIC


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].lower()


def checked_domain(text: str) -> str:
    """`@Rennes.fr` is read as `rennes.fr`. Raises DomainError on `domain`."""
    bare = text.strip().lower().removeprefix("@")
    if is_public_provider(bare):
        raise DomainError(
            _("Anybody can have an address there: it is the domain of no organisation."), "domain"
        )
    try:
        return validate_email(f"somebody@{bare}", check_deliverability=False).ascii_domain
    except EmailNotValidError as error:
        raise DomainError(
            _("Enter what follows the @ in its addresses, for example town.fr."), "domain"
        ) from error


def checked_website(text: str) -> str:
    """An address in http or https, completed when it lacks that. Raises DomainError."""
    bare = text.strip()
    if not bare:
        return ""
    written = bare if "://" in bare else f"https://{bare}"
    if not _is_address(written):
        raise DomainError(
            _("Enter the address of a website, for example https://www.town.fr."), "website"
        )
    return written


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    has_host = "." in (parts.hostname or "")
    return parts.scheme in {"http", "https"} and has_host and not any(map(str.isspace, text))
