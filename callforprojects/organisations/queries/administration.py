"""All organisations with what they have done, for the administrators of the platform."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, true

from callforprojects.core.data.database import db
from callforprojects.core.tables import TableState, words_in
from callforprojects.core.tables.pagination import Page, paginate
from callforprojects.organisations.dependents import dependent_parts
from callforprojects.organisations.models import Membership, Organisation, OrganisationKind
from callforprojects.organisations.queries.kinds import is_organisation_of_kind

_AT_ONCE = 500  # rows in memory
_PROPOSED = 20


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """An organisation, its members, and its acts by the key of the feature that keeps them."""

    organisation: Organisation
    members: int
    acts: Mapping[str, int]

    @property
    def id(self) -> uuid.UUID:
        return self.organisation.id


def organisation_lines(state: TableState) -> Page[OrganisationLine]:
    """One page of those that match (`tables.administration_table`)."""
    found = paginate(state.applied_to(select(Organisation)), page=state.page)
    return found.of(_lines(found.items))


def all_organisation_lines(state: TableState) -> Iterator[OrganisationLine]:
    """All of them, a few hundred in memory at a time."""
    rows = db.session.scalars(
        state.applied_to(select(Organisation)), execution_options={"yield_per": _AT_ONCE}
    )
    for organisations in rows.partitions():
        yield from _lines(organisations)


def merge_candidates(organisation: Organisation, words: str) -> Sequence[Organisation]:
    """Accredited others with which it may be one (`may_be_one`) that hold each of these words, the
    first twenty by name.
    """
    query = select(Organisation).where(
        _may_be_one_with(organisation),
        Organisation.id != organisation.id,
        Organisation.accredited_at.is_not(None),
    )
    query = query.where(words_in(Organisation.search_text)(words))
    query = query.order_by(Organisation.search_text, Organisation.id).limit(_PROPOSED)
    return db.session.scalars(query).all() if words.strip() else ()


def may_be_one(one: Organisation, other: Organisation) -> bool:
    """Whether two organisations can be the same: of one kind, or who pays and who applies.

    Of two kinds they are one institution: one SIREN, or none that is known of one of them. Nothing
    is both a territory and a partner.
    """
    if _is_never(one, other):
        return False
    return bool(set(one.kinds) & set(other.kinds)) or not (
        one.siren and other.siren and one.siren != other.siren
    )


def _is_never(one: Organisation, other: Organisation) -> bool:
    return one.is_applicant and other.is_applicant and one.is_territory is not other.is_territory


def _may_be_one_with(organisation: Organisation) -> ColumnElement[bool]:
    """The same as a condition."""
    own = is_organisation_of_kind(*organisation.kinds)
    if organisation.siren:
        own |= Organisation.siren.is_(None) | (Organisation.siren == organisation.siren)
    else:
        own = true()
    if not organisation.is_applicant:
        return own
    never = OrganisationKind.PARTNER if organisation.is_territory else OrganisationKind.TERRITORY
    return own & ~is_organisation_of_kind(never)


def _lines(organisations: Sequence[Organisation]) -> list[OrganisationLine]:
    ids = [organisation.id for organisation in organisations]
    members = (
        select(Membership.organisation_id, func.count(Membership.id))
        .where(Membership.organisation_id.in_(ids))
        .group_by(Membership.organisation_id)
    )
    seats = {row[0]: row[1] for row in db.session.execute(members)}
    counts = {part.key: part.count(ids) for part in dependent_parts()}
    return [
        OrganisationLine(
            organisation,
            seats.get(organisation.id, 0),
            {key: found.get(organisation.id, 0) for key, found in counts.items()},
        )
        for organisation in organisations
    ]
