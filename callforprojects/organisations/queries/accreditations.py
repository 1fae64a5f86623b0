"""Accreditation requests, and the domains of institutions that are known."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from callforprojects.core.data.database import db
from callforprojects.core.tables import TableState
from callforprojects.core.tables.pagination import Page, paginate
from callforprojects.core.text.search_text import folded
from callforprojects.organisations.models import (
    AccreditationRequest,
    AccreditationStatus,
    KnownDomain,
    Membership,
    Organisation,
)
from callforprojects.organisations.queries.kinds import is_organisation_of_kind
from callforprojects.territories.models import Territory
from callforprojects.territories.queries import territory_meant


def accreditation_requests(state: TableState) -> Page[AccreditationRequest]:
    """One page of them (`tables.REQUESTS`), each with what its line shows."""
    query = (
        select(AccreditationRequest)
        .join(AccreditationRequest.organisation)
        .join(AccreditationRequest.user)
        .options(
            contains_eager(AccreditationRequest.organisation),
            contains_eager(AccreditationRequest.user),
        )
    )
    return paginate(state.applied_to(query), page=state.page)


def count_waiting_accreditations() -> int:
    """How many requests wait for an answer."""
    query = select(func.count(AccreditationRequest.id)).where(
        AccreditationRequest.status == AccreditationStatus.PENDING
    )
    return db.session.scalar(query) or 0


def latest_accreditation(organisation_id: uuid.UUID) -> AccreditationRequest | None:
    """The last request made for an organisation, with it and who made it."""
    query = (
        select(AccreditationRequest)
        .where(AccreditationRequest.organisation_id == organisation_id)
        .options(
            joinedload(AccreditationRequest.user), joinedload(AccreditationRequest.organisation)
        )
        .order_by(AccreditationRequest.created_at.desc(), AccreditationRequest.id.desc())
    )
    return db.session.scalar(query.limit(1))


def rivals_of(organisation: Organisation) -> Sequence[Organisation]:
    """The others of a kind of its own that say they are the same: one territory, SIREN or SIRET.

    The accredited one, if there is one, comes first.
    """
    same = [
        column == value
        for column, value in (
            (Organisation.territory_id, organisation.territory_id),
            (Organisation.siren, organisation.siren),
            (Organisation.siret, organisation.siret),
        )
        if value
    ]
    if not same:
        return ()
    query = select(Organisation).where(
        or_(*same), Organisation.id != organisation.id, is_organisation_of_kind(*organisation.kinds)
    )
    order = Organisation.accredited_at.is_(None), Organisation.created_at, Organisation.id
    return db.session.scalars(query.order_by(*order)).all()


def unaccredited_of(user_id: uuid.UUID, organisation: Organisation) -> Sequence[Organisation]:
    """What a person has registered as this one, and that was not accredited."""
    own = select(Membership.organisation_id).where(Membership.user_id == user_id)
    seats = set(db.session.scalars(own))
    rivals = rivals_of(organisation)
    return [rival for rival in rivals if rival.id in seats and not rival.is_accredited]


def own_unaccredited(user_id: uuid.UUID, territory_id: str) -> Organisation | None:
    """What a person has registered for a territory, and that is not accredited."""
    query = (
        select(Organisation)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(
            Membership.user_id == user_id,
            Organisation.territory_id == territory_id,
            Organisation.accredited_at.is_(None),
        )
    )
    return db.session.scalar(query.limit(1))


def is_known_domain(siren: str, domain: str) -> bool:
    """Whether the addresses of this institution are at this domain."""
    return _known_domain(siren, domain) is not None


def name_at_known_domain(organisation: Organisation, domain: str) -> str | None:
    """The name of the institution that an organisation is said to be, when its addresses are at
    this domain; else None.

    Its SIREN and its name must both be those of the institution, since who registers it types
    them: the SIREN of one's employer proves nothing under another name.
    """
    known = _known_domain(organisation.siren, domain) if organisation.siren else None
    if known is None:
        return None
    official = territory_with_siren(known.siren)
    if official is not None:
        return organisation.name if organisation.territory_id == official.id else None
    return known.name if folded(known.name) == folded(organisation.name) else None


def territory_with_siren(siren: str | None) -> Territory | None:
    """The territory whose institution has this SIREN."""
    if not siren:
        return None
    return db.session.scalar(select(Territory).where(Territory.siren == siren).limit(1))


def territory_called_so(organisation: Organisation) -> Territory | None:
    """The territory whose name an organisation that is none bears."""
    return None if organisation.territory_id else territory_meant(organisation.name)


def accredited_rival(organisation: Organisation) -> Organisation | None:
    """Another organisation that is accredited as the same."""
    return next((rival for rival in rivals_of(organisation) if rival.is_accredited), None)


def _known_domain(siren: str, domain: str) -> KnownDomain | None:
    query = select(KnownDomain).where(KnownDomain.siren == siren, KnownDomain.domain == domain)
    return db.session.scalar(query)


def domains_of(siren: str | None) -> Sequence[str]:
    """The known domains of an institution, by name."""
    query = select(KnownDomain.domain).where(KnownDomain.siren == siren)
    return db.session.scalars(query.order_by(KnownDomain.domain)).all() if siren else ()


@dataclass(frozen=True, slots=True)
class KnownDomainLine:
    """A domain, and the name of its institution where it is known."""

    known: KnownDomain
    name: str

    @property
    def id(self) -> uuid.UUID:
        return self.known.id


def known_domains(state: TableState) -> Page[KnownDomainLine]:
    """One page of them (`tables.DOMAINS`)."""
    found = paginate(state.applied_to(select(KnownDomain)), page=state.page)
    names = _names_of({known.siren for known in found.items})
    lines = [
        KnownDomainLine(known, known.name or names.get(known.siren, "")) for known in found.items
    ]
    return found.of(lines)


def _names_of(sirens: Collection[str]) -> dict[str | None, str]:
    """The name of each institution, of accredited organisations or of the list of territories."""
    organisations = select(Organisation.siren, Organisation.name).where(
        Organisation.siren.in_(sirens), Organisation.accredited_at.is_not(None)
    )
    territories = select(Territory.siren, Territory.name).where(Territory.siren.in_(sirens))
    rows = [*db.session.execute(organisations), *db.session.execute(territories)]
    return {row.siren: row.name for row in rows}
