"""What pages call organisations, as conditions of a query: what they do, and their type."""

from sqlalchemy import ColumnElement, and_, case, func, or_

from callforprojects.organisations.models import TERRITORIAL, Organisation, OrganisationKind

_HAS_TERRITORY = func.coalesce(Organisation.territory_type, "").in_(sorted(TERRITORIAL))
_CONDITIONS: dict[OrganisationKind, ColumnElement[bool]] = {
    OrganisationKind.FUNDER: Organisation.is_funder.expression,
    OrganisationKind.TERRITORY: and_(Organisation.is_applicant, _HAS_TERRITORY),
    OrganisationKind.PARTNER: and_(Organisation.is_applicant, ~_HAS_TERRITORY),
}
ORDER_OF_KINDS: ColumnElement[int] = case((Organisation.is_funder, 0), (_HAS_TERRITORY, 2), else_=1)
"""Funders, partners, territories; one that pays and applies is among the funders."""


def is_organisation_of_kind(*kinds: OrganisationKind) -> ColumnElement[bool]:
    """The condition that an organisation is of one of these kinds (`Organisation.kinds`)."""
    return or_(*(_CONDITIONS[kind] for kind in kinds))
