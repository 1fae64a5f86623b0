"""One organisation, or those of a person: what it is, its quota, its silence."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from callforprojects.core.data.database import db
from callforprojects.core.outside.settings import settings
from callforprojects.files.services import StorageQuota
from callforprojects.organisations.models import (
    Membership,
    Organisation,
    OrganisationKind,
    SilenceRule,
)
from callforprojects.organisations.queries.kinds import is_organisation_of_kind
from callforprojects.organisations.silence import NO_EFFECT, LegalNature, Silence, silence_by_law
from callforprojects.territories.models import Territory
from callforprojects.territories.queries import territory_by_id


def organisations_of(user_id: uuid.UUID) -> Sequence[Organisation]:
    """The organisations that a person belongs to, by name."""
    query = (
        select(Organisation)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.user_id == user_id)
        .order_by(Organisation.search_text, Organisation.id)
    )
    return db.session.scalars(query).all()


def funders() -> Sequence[Organisation]:
    """All who publish calls, by name."""
    query = select(Organisation).where(Organisation.is_funder)
    return db.session.scalars(query.order_by(Organisation.search_text, Organisation.id)).all()


def organisation_by_id(organisation_id: uuid.UUID) -> Organisation | None:
    return db.session.get(Organisation, organisation_id)


def organisation_with_siret(siret: str) -> Organisation | None:
    """The accredited organisation that has it."""
    query = select(Organisation).where(Organisation.siret == siret)
    return db.session.scalar(query.where(Organisation.accredited_at.is_not(None)))


def partner_with_siren(siren: str) -> Organisation | None:
    """The accredited partner that has it."""
    query = select(Organisation).where(
        Organisation.siren == siren,
        is_organisation_of_kind(OrganisationKind.PARTNER),
        Organisation.accredited_at.is_not(None),
    )
    return db.session.scalar(query.order_by(Organisation.created_at, Organisation.id).limit(1))


def storage_quota_of(organisation: Organisation) -> StorageQuota:
    """How much its documents may weigh: what it was given, or what the settings say."""
    given = organisation.storage_quota_mb
    megabytes = settings().organisation_quota_mb if given is None else given
    return StorageQuota(organisation.id, megabytes * 1000**2)


def silence_rules_of(funder: Organisation) -> Mapping[LegalNature, SilenceRule]:
    """What its legal service has set, by nature of applicant."""
    query = select(SilenceRule).where(SilenceRule.funder_id == funder.id)
    return {rule.applicant_nature: rule for rule in db.session.scalars(query)}


def silences_of(funder: Organisation) -> Mapping[LegalNature, Silence]:
    """What holds for each nature of applicant: what was set, else the law."""
    rules = silence_rules_of(funder)
    return {
        nature: rules[nature].silence
        if nature in rules
        else silence_by_law(funder.legal_nature, nature)
        for nature in LegalNature
    }


def silence_towards(applicant: Organisation, funder: Organisation) -> Silence:
    """What the silence of a funder means to an organisation."""
    nature = applicant.legal_nature
    return NO_EFFECT if nature is None else silences_of(funder)[nature]


def unambiguous_name(organisation: Organisation) -> str:
    """Its name with what tells it from others of that name: its département, or its SIREN."""
    if organisation.territory_id is not None:
        territory = territory_by_id(organisation.territory_id)
        return territory.name_and_place if territory else organisation.name
    if organisation.siren is None:
        return organisation.name
    return f"{organisation.name} ({organisation.siren_in_words})"


def vetted_name(organisation: Organisation) -> str:
    """A name that nobody could choose: a territory's official one, that of a funder whom the
    site's administrators let in; nothing for the others.
    """
    if organisation.territory_id is not None:
        name = select(Territory.name).where(Territory.id == organisation.territory_id)
        return db.session.scalar(name) or ""
    return organisation.name if organisation.is_funder else ""


def organisation_of_territory(territory_id: str) -> Organisation | None:
    """The one accredited organisation of a territory, when there is one."""
    query = select(Organisation).where(Organisation.territory_id == territory_id)
    return db.session.scalar(query.where(Organisation.accredited_at.is_not(None)))
