"""What the rules of calls read of who applies."""

from dataclasses import dataclass

from callforprojects.engines.conditions import PlaceCodes
from callforprojects.organisations.models import Organisation
from callforprojects.organisations.silence import LegalNature
from callforprojects.territories.areas import Area
from callforprojects.territories.populations import Population
from callforprojects.territories.queries import TerritoryFacts, territory_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantFacts:
    """All that is known of an applicant; None where the platform does not know.

    `types` are its type and those whose powers it exercises. `territory_id` is the territory whose
    institution it is, and its populations are those of that territory: of who is no institution
    (an association in its commune) there are none. `place` is where it lies, whatever it is. A
    programme of which it is a member is a zone in which it lies.
    """

    types: frozenset[str]
    legal_nature: LegalNature | None
    territory_id: str | None
    place: PlaceCodes | None
    area: Area | None
    population_municipale: Population | None
    population_totale: Population | None
    largest_commune: Population | None

    @property
    def is_overseas(self) -> bool | None:
        """Whether it lies overseas; None when nobody has said where it lies."""
        return None if self.area is None else self.area.is_overseas


def applicant_facts(organisation: Organisation) -> ApplicantFacts:
    """What is known of an organisation, in three queries at most."""
    home_id = organisation.home_id
    home = territory_facts([home_id]).get(home_id) if home_id else None
    own: TerritoryFacts | None = home if organisation.territory_id else None
    return ApplicantFacts(
        types=organisation.counts_as,
        legal_nature=organisation.legal_nature,
        territory_id=organisation.territory_id,
        place=home.place if home else None,
        area=home.area if home else None,
        population_municipale=own.populations.municipale if own else None,
        population_totale=own.populations.totale if own else None,
        largest_commune=own.largest_commune if own else None,
    )
