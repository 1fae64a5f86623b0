"""The domains of institutions: entered by administrators of the platform, never by who claims."""

from callforprojects.activity.services import record
from callforprojects.core.data.database import db
from callforprojects.core.data.values import SIREN
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.organisations import queries
from callforprojects.organisations.domains import checked_domain
from callforprojects.organisations.models import KnownDomain


def add_known_domain(domain: str, siren: str, name: str = "", *, by: Visitor) -> KnownDomain:
    """Keep that the addresses of an institution are at this domain.

    Its name is that of the list of territories, when this has its SIREN. Raises DomainError on
    `domain` for a public mail provider, what is no domain, or what is kept already; on `siren` for
    what is none; on `name` when nothing says it.
    """
    checked = checked_domain(domain)
    institution = SIREN.parse_any(siren, "siren")
    if institution is None:
        raise DomainError(_("Enter the SIREN of the institution."), "siren")
    if queries.is_known_domain(institution, checked):
        raise DomainError(_("This domain is known already for this SIREN."), "domain")
    if queries.territory_with_siren(institution) is not None:
        name = ""
    elif not name:
        raise DomainError(
            _("Enter the name of the institution, as its register writes it."), "name"
        )
    known = KnownDomain(siren=institution, domain=checked, name=name, added_by_id=by.id)
    db.session.add(known)
    db.session.flush()
    record("known_domain.added", known, by=by, domain=checked, siren=institution)
    return known


def remove_known_domain(known: KnownDomain, *, by: Visitor) -> None:
    """Forget it. Who was accredited by it stays so."""
    lock(known)
    record("known_domain.removed", known, by=by, domain=known.domain, siren=known.siren)
    db.session.delete(known)
