"""What rules read of who applies."""

import pytest

from callforprojects.organisations.queries import applicant_facts
from callforprojects.organisations.silence import LegalNature
from callforprojects.territories.areas import Area
from callforprojects.territories.populations import Population
from tests.factories.organisations import make_organisation, make_territory_organisation
from tests.factories.territories import RENNES

pytestmark = pytest.mark.usefixtures("france")


def test_an_intermunicipality_has_both_populations_and_that_of_its_largest_commune() -> None:
    facts = applicant_facts(make_territory_organisation("epci:243500139"))

    assert facts.types == {"metropole"}
    assert facts.legal_nature is LegalNature.ADMINISTRATION
    assert facts.territory_id == "epci:243500139"
    assert facts.place is not None
    assert "departement:35" in facts.place.ids
    assert len(facts.place.communes) == 43
    assert facts.population_municipale == Population(473_973, 2022)
    assert facts.population_totale is not None
    assert facts.largest_commune == Population(230_890, 2023)
    assert (facts.area, facts.is_overseas) == (Area.MAINLAND, False)


def test_an_association_lies_somewhere_and_has_no_inhabitants() -> None:
    facts = applicant_facts(make_organisation(place_id="commune:97411"))

    assert (facts.is_overseas, facts.territory_id) == (True, None)
    assert facts.place is not None
    assert "region:04" in facts.place.ids
    assert (facts.population_municipale, facts.population_totale, facts.largest_commune) == (
        None,
        None,
        None,
    )


def test_of_an_organisation_that_has_not_said_where_it_is_nothing_is_known() -> None:
    facts = applicant_facts(make_organisation())

    assert (facts.place, facts.area, facts.is_overseas) == (None, None, None)


def test_who_exercises_other_powers_counts_as_several_types() -> None:
    assert {"collectivite-unique", "departement", "region"} <= applicant_facts(
        make_territory_organisation("region:94")
    ).types


@pytest.mark.parametrize(
    ("territory_id", "most"), [(RENNES, 3), ("epci:243500139", 3), ("region:84", 3)]
)
def test_it_takes_three_queries_at_most(count_queries, territory_id: str, most: int) -> None:
    organisation = make_territory_organisation(territory_id)
    _loaded = organisation.counts_as
    with count_queries() as queries:
        applicant_facts(organisation)

    of_the_row = [text for text in queries if "FROM organisation" in text]  # it was committed
    assert len(queries) - len(of_the_row) <= most
