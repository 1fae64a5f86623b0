"""Registering an organisation and keeping what it says of itself."""

from dataclasses import asdict, dataclass, replace

from callforprojects.activity.services import record
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.records import assigning
from callforprojects.core.data.values import PHONE, SIREN, SIRET, WEB_ADDRESS, siren_of
from callforprojects.core.data.versions import check_version, lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError, Sentence
from callforprojects.core.text.i18n import _
from callforprojects.iso37101.frame import frame
from callforprojects.organisations import queries
from callforprojects.organisations.models import (
    TERRITORIAL,
    Organisation,
    OrganisationKind,
    Role,
)
from callforprojects.organisations.services.accreditation import request_accreditation
from callforprojects.organisations.services.bounds import REGISTERED, check_may_register
from callforprojects.organisations.services.members import Seating, add_member
from callforprojects.organisations.silence import LegalNature
from callforprojects.territories.models import Territory
from callforprojects.territories.queries import NOT_ONE_TERRITORY, territory_meant


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDetails:
    """What an organisation says of itself, as typed: it is checked when it is kept."""

    name: str = ""
    aliases: str = ""
    siren: str | None = ""
    siret: str | None = ""
    website: str = ""
    postal_address: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    note: str = ""
    own_nature: LegalNature | None = None


_assign_details = assigning(OrganisationDetails, to=Organisation)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrganisation:
    """What makes an organisation. `territory` is an identifier, a code or a name; `statement` says
    who registers it, for those who accredit them.
    """

    kind: OrganisationKind
    details: OrganisationDetails
    territory: str = ""
    territory_type: str | None = None
    statement: str = ""


def create_organisation(new: NewOrganisation, *, by: Visitor) -> Organisation:
    """Register an organisation. Who registers it drafts in its name, and asks to be accredited.

    Administrators of the platform register for others: it is accredited, without any member, and
    its first ones come by invitation.

    Raises DomainError on the field at fault: an unknown territory, one that has its organisation
    already, a wrong SIREN or SIRET; TooMany or DomainError when they have registered enough.
    """
    check_may_register(by)
    territory = _free_territory(new, by)
    details = _checked(new.details, territory)
    _check_siret_is_new(details, None)
    if not by.is_administrator:
        _check_siren_is_free(new.kind, details.siren)
    is_funder = new.kind is OrganisationKind.FUNDER
    organisation = Organisation(
        is_funder=is_funder,
        is_applicant=not is_funder,
        territory_id=territory.id if territory else None,
        territory_type=territory.kind if territory else _checked_type(new),
        accredited_at=now() if by.is_administrator else None,
        **asdict(details),
    )
    _check_nature(organisation)
    db.session.add(organisation)
    db.session.flush()
    record(REGISTERED, organisation, by=by)
    if not by.is_administrator:
        add_member(organisation, by.id, Seating(role=Role.ADMINISTRATOR), by=by)
        request_accreditation(organisation, new.statement, by=by)
    return organisation


def update_organisation(
    organisation: Organisation, details: OrganisationDetails, *, version: int | None, by: Visitor
) -> None:
    """Keep what it says of itself now. Its territory must have been loaded with it.

    Its name and its SIREN were looked at when it was accredited: only administrators of the
    platform change them. Raises ConflictError when the page was made from an older version,
    DomainError on a field.
    """
    check_version(organisation, version, by=by)
    if not by.is_administrator:
        details = replace(details, name=organisation.name, siren=organisation.siren)
    checked = _checked(details, organisation.territory)
    if not by.is_administrator and checked.siren != organisation.siren:
        raise DomainError(
            _("Ask the administrators of the platform to add the SIREN first."), "siret"
        )
    _check_siret_is_new(checked, organisation)
    _assign_details(organisation, checked)
    _check_nature(organisation)
    record("organisation.updated", organisation, by=by)


def set_storage_quota(organisation: Organisation, megabytes: int | None, *, by: Visitor) -> None:
    """Say how much its documents may weigh; None is the setting. Nothing kept is removed."""
    lock(organisation)
    organisation.storage_quota_mb = megabytes
    record("organisation.updated", organisation, by=by, storage_quota_mb=megabytes)


def _free_territory(new: NewOrganisation, by: Visitor) -> Territory | None:
    """The territory chosen, which has no accredited organisation; None for other kinds."""
    if new.kind is not OrganisationKind.TERRITORY:
        return None
    territory = territory_meant(new.territory) if new.territory else None
    if territory is None:
        raise DomainError(NOT_ONE_TERRITORY, "territory")
    if territory.kind is None:
        raise DomainError(_no_institution(territory), "territory")
    if queries.organisation_of_territory(territory.id) is not None:
        raise DomainError(
            _(
                "%(name)s has its organisation here already: find it in the directory and ask to "
                "join it.",
                name=territory.name,
            ),
            "territory",
        )
    if queries.own_unaccredited(by.id, territory.id) is not None:
        raise DomainError(
            _("You have registered %(name)s already.", name=territory.name), "territory"
        )
    return territory


def _check_siren_is_free(kind: OrganisationKind, siren: str | None) -> None:
    """A territory is registered as such, under its official name; one that is here is joined."""
    if kind is not OrganisationKind.PARTNER or siren is None:
        return
    territory = queries.territory_with_siren(siren)
    if territory is not None:
        raise DomainError(
            _("This SIREN is of %(name)s: register it as a territory.", name=territory.name),
            "siren",
        )
    partner = queries.partner_with_siren(siren)
    if partner is not None:
        raise DomainError(
            _("%(name)s is registered with this SIREN: ask to join it.", name=partner.name),
            "siren",
        )


def _no_institution(place: Territory) -> Sentence:
    """Why nobody registers a place that has no authority of its own."""
    if place.institution is None:
        return _("%(name)s has no authority of its own.", name=place.name)
    return _(
        "%(place)s has no authority of its own: choose %(name)s, which is in charge of it.",
        place=place.name,
        name=place.institution.name,
    )


def _checked(details: OrganisationDetails, territory: Territory | None) -> OrganisationDetails:
    """The same, each value verified and in its stored form."""
    siren, siret = _checked_identifiers(details, territory)
    name = details.name or (territory.name if territory else "")
    if not name:
        raise DomainError(_("Enter the name of the organisation."), "name")
    return replace(
        details,
        name=name,
        siren=siren,
        siret=siret,
        website=WEB_ADDRESS.parse_any(details.website, "website") or "",
        contact_phone=PHONE.parse_any(details.contact_phone, "contact_phone") or "",
    )


def _checked_identifiers(
    details: OrganisationDetails, territory: Territory | None
) -> tuple[str | None, str | None]:
    """SIREN and SIRET that agree with each other and with the territory's."""
    siren, siret = SIREN.parse_any(details.siren, "siren"), SIRET.parse_any(details.siret, "siret")
    official = territory.siren if territory else None
    if official and siren and siren != official:
        digits = SIREN.to_display(official)
        raise DomainError(
            _("The SIREN of %(name)s is %(siren)s.", name=_named(territory), siren=digits),
            "siren",
        )
    siren = official or siren or (siren_of(siret) if siret else None)
    if siret and siren != siren_of(siret):
        digits = SIREN.to_display(siren or "")
        raise DomainError(
            _("This SIRET is not of the organisation whose SIREN is %(siren)s.", siren=digits),
            "siret",
        )
    return siren, siret


def _check_nature(organisation: Organisation) -> None:
    """A territory is what its type is; receipts must know whether the others are public."""
    if organisation.is_territory:
        organisation.own_nature = None
    elif organisation.legal_nature is None:
        raise DomainError(_("Say what the organisation is in law."), "own_nature")


def _named(territory: Territory | None) -> str:
    return territory.name if territory else ""


def _check_siret_is_new(details: OrganisationDetails, own: Organisation | None) -> None:
    holder = queries.organisation_with_siret(details.siret) if details.siret else None
    if holder is not None and holder is not own:
        raise DomainError(
            _("%(name)s is registered with this SIRET: ask to join it.", name=holder.name),
            "siret",
        )


def _checked_type(new: NewOrganisation) -> str | None:
    """A partner has a type, which is not a territory's; a funder may have any, or none."""
    known = {term.code for term in frame().territory_types}
    accepted = known if new.kind is OrganisationKind.FUNDER else known - TERRITORIAL
    if new.kind is OrganisationKind.FUNDER and not new.territory_type:
        return None
    if new.territory_type not in accepted:
        raise DomainError(_("Choose the type of the organisation."), "territory_type")
    return new.territory_type
