"""Finding organisations, their people, and who asks or is asked to belong."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, literal, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from callforprojects.accounts.models import User
from callforprojects.core.access import seat_source
from callforprojects.core.clock import arrived_at
from callforprojects.core.database import db
from callforprojects.core.pagination import Page, paginate
from callforprojects.core.settings import settings
from callforprojects.core.tables import TableState
from callforprojects.core.tokens import token_hash
from callforprojects.files.services import StorageQuota
from callforprojects.organisations.models import (
    Invitation,
    JoinRequest,
    JoinRequestStatus,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    SilenceRule,
)
from callforprojects.organisations.permissions import SEAT, SIGNATORY
from callforprojects.organisations.silence import NO_EFFECT, LegalNature, Silence, silence_by_law
from callforprojects.territories.areas import Area
from callforprojects.territories.institutions import territories_counting_as
from callforprojects.territories.models import Territory
from callforprojects.territories.queries import is_found_by
from callforprojects.territories.readings import Reading, loose_readings, readings

_LONG_ENOUGH = 3


@seat_source(SEAT)
def organisation_seats(user_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """A person's role in each of their organisations."""
    query = select(Membership.organisation_id, Membership.role).where(Membership.user_id == user_id)
    return {row.organisation_id: row.role.value for row in db.session.execute(query)}


@seat_source(SIGNATORY)
def signatory_seats(user_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """The organisations that a person commits by their signature."""
    query = select(Membership.organisation_id).where(
        Membership.user_id == user_id, Membership.is_signatory
    )
    return dict.fromkeys(db.session.scalars(query), SIGNATORY)


def directory(state: TableState) -> Page[Organisation]:
    """One page of the organisations that match (`listing.DIRECTORY`), the exact name first.

    An organisation is found by its own names, with the legal form in full or in short, and by all
    that finds its territory.
    """
    query = select(Organisation)
    text = state.text("text")
    if asked := [*readings(text), *loose_readings(text)]:
        query = query.where(or_(*map(_says, asked), _of_territory_found(text)))
    if kind := state.choice("kind", OrganisationKind):
        query = query.where(Organisation.kind == kind)
    if type_code := state.text("type"):
        query = query.where(counts_as([type_code]))
    if area := state.choice("area", Area):
        query = query.where(lies_in_areas([area]))
    first = {"name": Organisation.name, "kind": Organisation.kind}[state.sort_key]
    way = first.desc() if state.is_descending else first.asc()
    exact = (
        [case((Organisation.search_text.startswith(asked[0].name), 0), else_=1)] if asked else []
    )
    return paginate(
        query.order_by(*exact, way, Organisation.name, Organisation.id), page=state.page
    )


def _says(reading: Reading) -> ColumnElement[bool]:
    """Each word among the organisation's own names; its legal form there too, or as its type.

    A figure or a letter alone must begin a word: it would be found in any number.
    """
    if reading.departements is not None:
        return false()
    padded = literal(" ").concat(Organisation.search_text).concat(" ")
    words = reading.words if len(reading.words) == 1 else reading.telling_words
    said = [
        padded.contains(f" {word}" if len(word) < _LONG_ENOUGH else word, autoescape=True)
        for word in words
    ]
    if reading.form is not None:
        spelled = [
            padded.contains(f" {spelling} ", autoescape=True) for spelling in reading.form.spellings
        ]
        said.append(or_(*spelled, Organisation.territory_type.in_(sorted(reading.form.types))))
    return and_(*said)


def _of_territory_found(text: str) -> ColumnElement[bool]:
    return Organisation.territory_id.in_(select(Territory.id).where(is_found_by(text)))


def counts_as(types: Collection[str]) -> ColumnElement[bool]:
    """The condition that an organisation is of one of these types, or exercises its powers."""
    authorities = frozenset[str]().union(*map(territories_counting_as, types))
    return or_(
        Organisation.territory_type.in_(sorted(types)),
        Organisation.territory_id.in_(sorted(authorities)),
    )


def lies_in_areas(areas: Collection[str]) -> ColumnElement[bool]:
    """The condition that the territory of an organisation lies in one of these areas (`Area`)."""
    return Organisation.territory_id.in_(
        select(Territory.id).where(Territory.area.in_([Area(area) for area in areas]))
    )


def organisations_of(user_id: uuid.UUID) -> Sequence[Organisation]:
    """The organisations that a person belongs to, by name."""
    query = (
        select(Organisation)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.user_id == user_id)
        .order_by(Organisation.name, Organisation.id)
    )
    return db.session.scalars(query).all()


def funders() -> Sequence[Organisation]:
    """All who publish calls, by name."""
    query = select(Organisation).where(Organisation.kind == OrganisationKind.FUNDER)
    return db.session.scalars(query.order_by(Organisation.name, Organisation.id)).all()


def organisation_by_id(organisation_id: uuid.UUID) -> Organisation | None:
    return db.session.get(Organisation, organisation_id)


def organisation_with_siret(siret: str) -> Organisation | None:
    return db.session.scalar(select(Organisation).where(Organisation.siret == siret))


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


def vetted_name(organisation: Organisation) -> str:
    """A name that nobody could choose: a territory's official one, that of a funder whom the
    site's administrators let in; nothing for the others.
    """
    if organisation.territory_id is not None:
        name = select(Territory.name).where(Territory.id == organisation.territory_id)
        return db.session.scalar(name) or ""
    return organisation.name if organisation.kind is OrganisationKind.FUNDER else ""


def organisation_of_territory(territory_id: str) -> Organisation | None:
    """The one organisation of a territory, when there is one."""
    return db.session.scalar(select(Organisation).where(Organisation.territory_id == territory_id))


def members_of(organisation_id: uuid.UUID) -> Sequence[Membership]:
    """Everybody who belongs to it, each with the person, by name."""
    return db.session.scalars(_memberships(organisation_id)).all()


def page_of_members(organisation_id: uuid.UUID, state: TableState) -> Page[Membership]:
    """One page of them, each with the person (`listing.MEMBERS`). Each word must be found."""
    query = _memberships(organisation_id).order_by(None)
    for word in state.text("text").split():
        name = User.first_name + " " + User.last_name + " " + User.email
        query = query.where(name.icontains(word, autoescape=True))
    if role := state.choice("role", Role):
        query = query.where(Membership.role == role)
    columns: dict[str, list[Any]] = {
        "person": [User.last_name, User.first_name],
        "role": [Membership.role],
    }
    order = [c.desc() if state.is_descending else c.asc() for c in columns[state.sort_key]]
    query = query.order_by(*order, User.last_name, User.first_name, User.id)
    return paginate(query, page=state.page)


def administrators_of(organisation_id: uuid.UUID) -> Sequence[User]:
    """Who administers it; the site's administrators when nobody there does."""
    query = _memberships(organisation_id).where(Membership.role == Role.ADMINISTRATOR)
    own = [membership.user for membership in db.session.scalars(query)]
    if own:
        return own
    return db.session.scalars(select(User).where(User.is_administrator, User.is_active)).all()


def signatories_of(organisation_id: uuid.UUID) -> Sequence[User]:
    """Who commits it by their signature, by name."""
    query = _memberships(organisation_id).where(Membership.is_signatory)
    return [membership.user for membership in db.session.scalars(query)]


def membership_of(user_id: uuid.UUID, organisation_id: uuid.UUID) -> Membership | None:
    """The seat of a person in an organisation."""
    query = select(Membership).where(
        Membership.user_id == user_id, Membership.organisation_id == organisation_id
    )
    return db.session.scalar(query)


def pending_invitations(organisation_id: uuid.UUID) -> Sequence[Invitation]:
    """Invitations neither accepted nor revoked, expired ones too, with who invited."""
    query = (
        select(Invitation)
        .where(
            Invitation.organisation_id == organisation_id,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .options(joinedload(Invitation.invited_by))
        .order_by(Invitation.email)
    )
    return db.session.scalars(query).all()


def invitation_by_token(clear: str) -> Invitation | None:
    """The invitation that a mail carried, if it can still be accepted, with what its page shows."""
    query = (
        select(Invitation)
        .where(
            Invitation.token_hash == token_hash(clear),
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > arrived_at(),
        )
        .options(joinedload(Invitation.organisation), joinedload(Invitation.invited_by))
    )
    return db.session.scalar(query)


def pending_requests(organisation_id: uuid.UUID) -> Sequence[JoinRequest]:
    """Requests to join that wait for an answer, the oldest first, each with the person."""
    query = (
        select(JoinRequest)
        .where(
            JoinRequest.organisation_id == organisation_id,
            JoinRequest.status == JoinRequestStatus.PENDING,
        )
        .options(joinedload(JoinRequest.user))
        .order_by(JoinRequest.created_at)
    )
    return db.session.scalars(query).all()


def pending_request_of(user_id: uuid.UUID, organisation_id: uuid.UUID) -> JoinRequest | None:
    """The request that a person has waiting there."""
    query = select(JoinRequest).where(
        JoinRequest.user_id == user_id,
        JoinRequest.organisation_id == organisation_id,
        JoinRequest.status == JoinRequestStatus.PENDING,
    )
    return db.session.scalar(query)


def _memberships(organisation_id: uuid.UUID) -> Select[Membership]:
    return (
        select(Membership)
        .join(Membership.user)
        .where(Membership.organisation_id == organisation_id)
        .options(contains_eager(Membership.user))
        .order_by(User.last_name, User.first_name, User.id)
    )
