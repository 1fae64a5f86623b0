"""E-mail domains of organisations: read, checked, and never a public mail provider."""

from email_validator import EmailNotValidError, validate_email

from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _

_PUBLIC = frozenset(
    """
    163.com 9online.fr alice.fr aliceadsl.fr bbox.fr bluewin.ch canl.nc caramail.com caramail.fr
    cegetel.net cheznoo.net club-internet.fr dbmail.com disroot.org duck.com ecomail.fr email.com
    fastmail.com free.fr freesurf.fr googlemail.com hey.com hushmail.com icloud.com ifrance.com
    ik.me ikmail.com inbox.com infonie.fr izi.re keemail.me lagoon.nc laposte.net libero.it
    libertysurf.fr lilo.org mac.com mail.com mail.fr mail.pf mail.ru mailfence.com mailo.com
    mailo.fr me.com mediaserv.net mls.nc mozmail.com murena.io net-c.com netcourrier.com
    netplus.ch neuf.fr noos.fr nordnet.fr numericable.fr offratel.nc only.fr orange.com orange.fr
    pm.me pobox.com posteo.de posteo.net privaterelay.appleid.com proton.me qq.com riseup.net
    rocketmail.com runbox.com sfr.fr simplelogin.com skynet.be t-online.de tele2.fr telenet.be
    tiscali.fr tuta.com tuta.io tutamail.com vivaldi.net voila.fr wanadoo.com wanadoo.fr web.de
    worldonline.fr ymail.com yopmail.com yopmail.fr zaclys.net zeop.re zoho.com
    """.split()  # noqa: SIM905  # words read better than a list of strings
)

# Those that have a domain in each country: `yahoo.it`, `hotmail.co.uk`.
_PUBLIC_EVERYWHERE = frozenset(
    "aol gmail gmx hotmail live msn outlook protonmail tutanota yahoo yandex".split()  # noqa: SIM905
)
_ENDINGS = 2  # labels after the name, at most: `.fr`, `.co.uk`


def is_public_provider(domain: str) -> bool:
    """Whether anybody can have an address there."""
    name, *endings = domain.split(".")
    is_everywhere = name in _PUBLIC_EVERYWHERE and 0 < len(endings) <= _ENDINGS
    return is_everywhere or domain in _PUBLIC


def domain_of(email: str) -> str:
    """What follows the @, as `checked_domain` keeps it: accents become ASCII, as mails travel."""
    written = email.rpartition("@")[2].lower()
    return _in_ascii(written) or written


def checked_domain(text: str) -> str:
    """`@Rennes.fr` is read as `rennes.fr`. Raises DomainError on `domain`."""
    domain = _in_ascii(text.strip().lower().removeprefix("@").removesuffix("."))
    if domain is None:
        raise DomainError(
            _("Enter what follows the @ in its addresses, for example town.fr."), "domain"
        )
    if is_public_provider(domain):
        raise DomainError(
            _("Anybody can have an address there: it is the domain of no organisation."), "domain"
        )
    return domain


def _in_ascii(domain: str) -> str | None:
    """As mails travel (`mairie-évreux.fr` is `xn--…`); None for what is no domain."""
    try:
        return validate_email(f"somebody@{domain}", check_deliverability=False).ascii_domain.lower()
    except EmailNotValidError:
        return None
