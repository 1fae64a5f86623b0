"""Organisations and their people for the tests."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from callforprojects.accounts.models import User
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.tokens import new_token
from callforprojects.organisations.models import (
    AccreditationRequest,
    DelegatedAct,
    Delegation,
    Invitation,
    JoinRequest,
    KnownDomain,
    Membership,
    Organisation,
    Role,
    Zone,
    ZoneTerritory,
)
from callforprojects.organisations.silence import LegalNature
from tests.factories.accounts import make_user
from tests.factories.territories import RENNES, make_territory

_numbers = count(1)


def make_organisation(**values: Any) -> Organisation:
    """A partner, an association, without any member."""
    number = next(_numbers)
    organisation = Organisation(
        **{
            "is_applicant": True,
            "name": f"Association {number}",
            "territory_type": "association",
            "accredited_at": now(),
            **values,
        }
    )
    db.session.add(organisation)
    db.session.flush()
    return organisation


def make_funder(**values: Any) -> Organisation:
    """A funder, without any member."""
    return make_organisation(
        **{
            "is_funder": True,
            "is_applicant": False,
            "name": "Agence des villes",
            "own_nature": LegalNature.PUBLIC_BODY,
            **values,
        }
    )


def make_territory_organisation(territory_id: str = "commune:35238", **values: Any) -> Organisation:
    """The organisation of a real territory (Rennes), without any member."""
    territory = make_territory(territory_id)
    return make_organisation(
        **{
            "name": territory.name,
            "territory_id": territory.id,
            "territory_type": territory.kind,
            "siren": territory.siren,
            **values,
        }
    )


def make_member(
    organisation: Organisation,
    role: Role = Role.EDITOR,
    *,
    user: User | None = None,
    signatory: bool = False,
) -> User:
    """Somebody with a seat there; a new person unless `user` is given."""
    person = user or make_user()
    db.session.add(
        Membership(
            organisation_id=organisation.id, user_id=person.id, role=role, is_signatory=signatory
        )
    )
    db.session.flush()
    return person


def make_invitation(organisation: Organisation, **values: Any) -> tuple[Invitation, str]:
    """An invitation that waits, and the token its mail carried."""
    clear, stored = new_token()
    inviter = values.pop("invited_by", None) or make_member(organisation, Role.ADMINISTRATOR)
    invitation = Invitation(
        **{
            "organisation_id": organisation.id,
            "email": "invited@town.example",
            "role": Role.EDITOR,
            "token_hash": stored,
            "expires_at": now() + timedelta(days=14),
            "invited_by_id": inviter.id,
            **values,
        }
    )
    db.session.add(invitation)
    db.session.flush()
    return invitation, clear


def make_join_request(organisation: Organisation, user: User | None = None) -> JoinRequest:
    """A request that waits for its answer."""
    request = JoinRequest(organisation_id=organisation.id, user_id=(user or make_user()).id)
    db.session.add(request)
    db.session.flush()
    return request


def make_accreditation_request(
    organisation: Organisation | None = None, user: User | None = None, **values: Any
) -> AccreditationRequest:
    """A request that waits, of somebody who has registered an organisation."""
    body = organisation or make_organisation(accredited_at=None)
    person = user or make_member(body, Role.ADMINISTRATOR)
    request = AccreditationRequest(organisation_id=body.id, user_id=person.id, **values)
    db.session.add(request)
    db.session.flush()
    return request


def make_delegation(organisation: Organisation, **values: Any) -> Delegation:
    """A signature delegated to somebody without an account, for the applications, this year."""
    delegation = Delegation(
        **{
            "organisation_id": organisation.id,
            "name": "Anne Le Goff",
            "capacity": "Directrice générale des services",
            "acts": [DelegatedAct.FILING],
            "starts_on": date(2026, 1, 1),
            "reference": "Arrêté n° 2026-001 du 2 janvier 2026",
            **values,
        }
    )
    db.session.add(delegation)
    db.session.flush()
    return delegation


def make_zone(funder: Organisation, *territory_ids: str, **values: Any) -> Zone:
    """A zone of real territories, whole (Rennes when none is said)."""
    zone = Zone(**{"funder_id": funder.id, "name": f"Zone {next(_numbers)}", **values})
    db.session.add(zone)
    db.session.flush()
    for territory_id in territory_ids or (RENNES,):
        add_to_zone(zone, territory_id)
    return zone


def add_to_zone(zone: Zone, territory_id: str, **values: Any) -> None:
    """One more territory in a zone."""
    territory = make_territory(territory_id)
    db.session.add(ZoneTerritory(zone_id=zone.id, territory_id=territory.id, **values))
    db.session.flush()


def make_known_domain(
    domain: str = "rennes.example", siren: str = "213502388", name: str = ""
) -> KnownDomain:
    """What follows the @ in the addresses of Rennes."""
    known = KnownDomain(domain=domain, siren=siren, name=name)
    db.session.add(known)
    db.session.flush()
    return known
