"""Who asks whether a call accepts them: what they count as, and where they are."""

from dataclasses import dataclass

from callforprojects.territories.areas import Area
from callforprojects.territories.institutions import types_of
from callforprojects.territories.models import Territory


@dataclass(frozen=True, slots=True)
class Applicant:
    """The types of the framework that an applicant counts as, and its area; None when unknown."""

    types: frozenset[str]
    area: Area | None = None


def applicant_from(territory: Territory) -> Applicant:
    """The institution in charge of a territory; a place without one counts as nothing."""
    authority = territory.authority
    if authority is None:
        return Applicant(frozenset(), territory.area)
    return Applicant(types_of(authority.kind, authority.id), authority.area)
